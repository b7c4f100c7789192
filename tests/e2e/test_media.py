"""Texts are marked by mouse and by keyboard; media that cannot be shown says which setting is in the way."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.media import TEXT, media_project, spans
from tests.e2e.stock import Stock

POINT = """([start, end]) => {
    const chunks = document.querySelectorAll("[data-part=text] span");
    const nodes = [...chunks].map((one) => one.firstChild);
    const range = document.createRange();
    let before = 0;
    for (const node of nodes) {
        const after = before + node.length;
        if (start >= before && start < after) range.setStart(node, start - before);
        if (end > before && end <= after) range.setEnd(node, end - before);
        before = after;
    }
    const boxes = [...range.getClientRects()];
    const [first, last] = [boxes[0], boxes[boxes.length - 1]];
    return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
}"""


def place_of(page: Page, part: str) -> tuple[float, float, float, float]:
    """Return where a part of the text begins and ends on the screen; browsers count UTF-16 units."""
    start = len(TEXT[: TEXT.index(part)].encode("utf-16-le")) // 2
    left, top, right, bottom = page.evaluate(POINT, [start, start + len(part.encode("utf-16-le")) // 2])
    return left, top, right, bottom


def drag(page: Page, part: str) -> None:
    """Drag over a part of the text."""
    left, top, right, bottom = place_of(page, part)
    page.mouse.move(left + 1, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, bottom, steps=4)
    page.mouse.move(right - 1, bottom, steps=4)
    page.mouse.up()


def click(page: Page, part: str, **options: Any) -> None:
    left, top, right, _ = place_of(page, part)
    page.mouse.click((left + right) / 2, top, **options)


def stored(stock: Stock, path: str) -> list[dict[str, Any]]:
    """Return the annotations of the draft of a task, in the order they came."""
    _, _, project, _, task = path.split("/")
    found = stock.ask("POST", f"/projects/{project}/tasks/{task}/open")["annotations"]
    return list(found)


def quoted(stock: Stock, path: str) -> list[tuple[str, str]]:
    """Return feature and words of stored spans, by counting code points as Python does."""
    return [
        (one["feature"], TEXT[one["geometry"]["start"] : one["geometry"]["end"]])
        for one in stored(stock, path)
        if one.get("geometry")
    ]


def saved(page: Page) -> None:
    """Wait until everything has reached the server."""
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


@pytest.fixture
def text(stock: Stock, page: Page) -> str:
    """Open a text with four pre-labels; returns the path of its task."""
    path = media_project(stock, "text")["text"]
    project = path.split("/")[2]
    stock.import_(project, spans())
    page.goto(path)
    expect(page.locator("[data-stage=text]")).to_contain_text("Grace Hopper")
    return path


def pick(page: Page, feature: str) -> None:
    page.get_by_role("button", name=feature).first.click()


def test_a_span_dragged_over_an_emoji_has_the_code_points_of_python(page, stock, text):
    pick(page, "place")
    drag(page, "🗾 Kōbe")
    expect(page.locator("p[role=status]")).to_have_text("place added: “🗾 Kōbe”")
    saved(page)
    assert quoted(stock, text) == [("place", "🗾 Kōbe")]


def test_a_drag_that_ends_in_a_word_takes_the_whole_word(page, stock, text):
    pick(page, "place")
    drag(page, "arbour li")
    saved(page)
    assert quoted(stock, text) == [("place", "harbour lights")]


def test_a_double_click_marks_the_word(page, stock, text):
    pick(page, "person")
    click(page, "compiler", click_count=2)
    saved(page)
    assert quoted(stock, text) == [("person", "compiler")]


def test_a_span_is_made_and_changed_by_keys_alone(page, stock, text):
    page.locator("[data-stage=text]").focus()
    page.keyboard.press("2")
    status = page.locator("p[role=status]")
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    expect(status).to_have_text("🗾")
    for _ in range(6):
        page.keyboard.press("Shift+ArrowRight")
    expect(status).to_contain_text("“🗾 Kōbe” selected, 6 characters")
    page.keyboard.press("Enter")
    expect(status).to_have_text("place added: “🗾 Kōbe”")
    # A space, and the astronaut, who is three code points and one character to whoever reads.
    page.keyboard.press("Alt+ArrowRight")
    page.keyboard.press("Alt+ArrowRight")
    page.keyboard.press("Alt+Shift+ArrowRight")
    saved(page)
    assert quoted(stock, text) == [("place", " Kōbe 👩‍🚀")]


def test_text_behind_a_line_break_of_two_characters_is_counted_right(page, stock, text):
    pick(page, "person")
    drag(page, "שלום")
    saved(page)
    assert quoted(stock, text) == [("person", "שלום")]


def test_two_spans_are_joined_by_an_arrow(page, stock, text):
    pick(page, "went to")
    click(page, "Ada")
    click(page, "Kōbe")
    expect(page.locator("[data-stage=text] svg g[data-key]")).to_have_count(1)
    saved(page)
    kinds = [one.get("kind", "object") for one in stored(stock, text)]
    assert sorted(kinds) == ["object", "object", "relationship"]


def test_a_click_selects_the_inner_of_two_spans_and_another_the_outer(page, text):
    click(page, "Hopper")
    expect(page.locator("p[role=status]")).to_contain_text("person")
    expect(page.locator("p[role=status]")).to_contain_text("selected")
    page.wait_for_timeout(600)
    click(page, "Hopper")
    expect(page.locator("p[role=status]")).to_contain_text("place")


def test_a_region_of_the_list_is_brought_into_view(page, text):
    page.set_viewport_size({"width": 1024, "height": 400})
    page.get_by_role("row", name="person").last.click()
    expect(page.locator("[data-part=start]")).to_be_in_viewport()


def test_a_video_the_server_may_not_fetch_names_the_setting(page, stock, watch_of):
    path = media_project(stock, "elsewhere")["elsewhere"]
    watch_of(page).allow("status of 403", "Failed to load resource")
    page.goto(path)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The video cannot be shown")
    expect(alert).to_contain_text("start the server without offline (--offline)")
    expect(alert).to_contain_text("SRC025")


def test_a_page_shows_its_text_and_runs_nothing(page, stock, watch_of):
    path = media_project(stock, "html")["html"]
    watch_of(page).allow("Blocked script execution")
    page.goto(path)
    expect(page.frame_locator("iframe").get_by_text("Ships come in.")).to_be_visible()
    assert page.frame_locator("iframe").get_by_text("run").count() == 0


def test_a_recording_plays_and_is_jumped_about_in(page, stock):
    path = media_project(stock, "audio")["audio"]
    page.goto(path)
    host = page.get_by_role("application", name="The recording.")
    host.wait_for()
    page.wait_for_function("() => document.querySelector('audio').duration > 1.9")
    host.focus()
    page.keyboard.press("End")
    page.wait_for_function("() => document.querySelector('audio').currentTime > 1.9")


def test_a_film_is_shown_in_its_size_and_jumped_about_in(page, stock):
    page.goto(media_project(stock, "video")["video"])
    page.wait_for_function("() => document.querySelector('video')?.duration > 9.9")
    film = page.locator("video")
    assert film.evaluate("one => [one.videoWidth, one.videoHeight]") == [640, 272]
    film.evaluate("one => new Promise(done => { one.onseeked = done; one.currentTime = 7 })")
    assert film.evaluate("one => one.currentTime") == pytest.approx(7, abs=0.1)


@pytest.mark.parametrize("media_type", ["audio", "document", "video"])
def test_a_question_about_what_is_no_picture_is_answered_and_submitted(page, stock, watch_of, media_type):
    # The viewer of PDF files is an extension, which is in the browser.
    watch_of(page).allow("chrome-extension://", "chrome://")
    page.goto(media_project(stock, media_type)[media_type])
    page.get_by_text("calm", exact=True).click()
    with page.expect_response("**/api/v1/drafts/*/submit") as answer:
        page.keyboard.press("Control+Enter")
    assert answer.value.ok
    (project,) = stock.ask("GET", "/projects")["items"]
    (label,) = stock.ask("GET", f"/projects/{project['id']}/labels")["items"]
    (said,) = stock.ask("GET", f"/labels/{label['id']}")["annotations"]
    assert [one["value"] for one in said["classifications"][0]["answers"]] == ["calm"]
