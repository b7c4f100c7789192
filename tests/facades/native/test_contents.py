"""Contents of data rows over HTTP: whole, in parts, boxed in, fetched from elsewhere or refused."""

import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.facades.native.installation import Client, Installation
from tests.facades.native.pictures import BLUE, RED, png, turned_jpeg
from tests.facades.native.scene import make_dataset
from tests.unit.media.outbound.site import Site, redirect, serving

DIGITS = bytes(range(256)) * 40
"""10,240 bytes, of which byte n is n modulo 256."""

LOOPBACK = ["127.0.0.0/8"]


@pytest.fixture
def online(tmp_path: Path) -> Iterator[Installation]:
    made = Installation(tmp_path / "online", offline=False, allowed_networks=LOOPBACK, media_fetch_s=10)
    yield made
    made.close()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


def uploaded(client: Client, content: bytes, media_type: str = "image") -> str:
    """Make a data row of a file and return the path of its content."""
    path = f"/api/v1/datasets/{make_dataset(client)}/uploads"
    made = client.post(path, params={"media_type": media_type}, content=content)
    assert made.status_code == 201, made.text
    return f"/api/v1/data-rows/{made.json()['id']}/assets/0/content"


def row(client: Client, **fields: object) -> str:
    """Make a data row as told and return its path."""
    path = f"/api/v1/datasets/{make_dataset(client)}/data-rows"
    made = client.post(path, json={"rows": [{"media_type": "image", **fields}]})
    return f"/api/v1/data-rows/{made.json()['outcomes'][0]['id']}"


def content_of(client: Client, **fields: object) -> str:
    return f"{row(client, **fields)}/assets/0/content"


# ------------------------------------------------------------------------------------------------ parts


def test_content_comes_whole_with_its_size_and_tag(admin):
    picture = png(20, 10)
    answer = admin.get(uploaded(admin, picture))
    assert (answer.status_code, answer.content) == (200, picture)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_head_says_the_size_without_the_bytes(admin):
    answer = admin.head(uploaded(admin, DIGITS, "video"))
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", "10240")


@pytest.mark.parametrize(
    ("asked", "told", "part"),
    [
        ("bytes=0-9", "bytes 0-9/10240", DIGITS[:10]),
        ("bytes=10000-", "bytes 10000-10239/10240", DIGITS[10_000:]),
        ("bytes=-5", "bytes 10235-10239/10240", DIGITS[-5:]),
        ("bytes=10239-99999", "bytes 10239-10239/10240", DIGITS[-1:]),
    ],
)
def test_a_range_gets_its_part_alone(admin, asked, told, part):
    answer = admin.get(uploaded(admin, DIGITS, "video"), headers={"range": asked})
    assert (answer.status_code, answer.headers["content-range"], answer.content) == (206, told, part)
    assert answer.headers["content-length"] == str(len(part))


@pytest.mark.parametrize("asked", ["bytes=10240-", "bytes=-0", "bytes=999999999999999999-"])
def test_a_range_behind_the_end_is_a_problem_that_says_the_size(admin, asked):
    answer = admin.get(uploaded(admin, DIGITS, "video"), headers={"range": asked})
    assert (answer.status_code, answer.headers["content-range"]) == (416, "bytes */10240")
    assert answer.json()["type"] == "urn:postil:problem:range-not-satisfiable"


@pytest.mark.parametrize(
    "asked", ["bytes=0-0,2-3", "bytes=" + "0-0," * 2_000 + "1-1", "bytes=5-2", "lines=1-2", "bytes=9" * 30]
)
def test_what_is_not_one_range_of_bytes_gets_everything(admin, asked):
    answer = admin.get(uploaded(admin, DIGITS, "video"), headers={"range": asked})
    assert (answer.status_code, len(answer.content)) == (200, 10_240)


def test_a_part_of_what_has_changed_meanwhile_is_not_given(admin):
    path = uploaded(admin, DIGITS, "video")
    tag = admin.head(path).headers["etag"]
    same, other = ({"range": "bytes=0-9", "if-range": one} for one in (tag, '"another"'))
    assert admin.get(path, headers=same).status_code == 206
    assert admin.get(path, headers=other).status_code == 200
    dated = {"range": "bytes=0-9", "if-range": "Thu, 26 Nov 2026 00:00:00 GMT"}
    assert admin.get(path, headers=dated).status_code == 200


def test_who_has_it_already_gets_nothing(admin):
    path = uploaded(admin, DIGITS, "video")
    tag = admin.head(path).headers["etag"]
    answer = admin.get(path, headers={"if-none-match": tag})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)


@pytest.mark.parametrize("no", ["1", "999999", "9999999", "-1", "x", "\u0660"])
def test_an_asset_that_is_not_there_is_not_found(admin, no):
    path = uploaded(admin, DIGITS, "video").replace("/assets/0/", f"/assets/{no}/")
    assert admin.get(path).status_code == 404


# --------------------------------------------------------------------------------------------- boxed in

PAGE = b"<!doctype html><script>alert(1)</script>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def test_a_page_is_a_page_only_where_the_data_row_is_one_and_runs_nothing(admin):
    answer = admin.get(uploaded(admin, PAGE, "html"))
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script-src" not in policy
    assert "allow-scripts" not in policy


@pytest.mark.parametrize("media_type", ["text", "audio", "document", "video"])
@pytest.mark.parametrize("content", [PAGE, DRAWING])
def test_elsewhere_what_could_run_is_plain_text(admin, media_type, content):
    answer = admin.get(uploaded(admin, content, media_type))
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")


def test_a_drawing_is_a_picture_in_a_sandbox(admin):
    answer = admin.get(uploaded(admin, DRAWING, "image"))
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")


def test_a_pdf_may_be_framed_by_this_server_alone(admin):
    answer = admin.get(uploaded(admin, b"%PDF-1.4 ...", "document"))
    policy = answer.headers["content-security-policy"]
    assert answer.headers["content-type"] == "application/pdf"
    assert "sandbox" not in policy
    assert "frame-ancestors 'self'" in policy
    assert "default-src 'none'" in policy
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"


def test_bytes_of_an_unknown_kind_are_for_saving(admin):
    answer = admin.get(uploaded(admin, b"\x00\x01\x02\x03", "video"))
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == "attachment"


def test_a_text_given_inline_comes_as_utf_8(admin):
    answer = admin.get(content_of(admin, media_type="text", inline="Kōbe \U0001f5fe\r\n"))
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == "Kōbe \U0001f5fe\r\n"


def test_a_conversation_given_inline_comes_as_json(admin):
    messages = [{"id": "1", "text": "hello"}]
    answer = admin.get(content_of(admin, media_type="conversation", inline=messages))
    assert (answer.headers["content-type"], answer.json()) == ("application/json", messages)


# -------------------------------------------------------------------------------------------- elsewhere


def test_what_lies_elsewhere_is_fetched_once_for_every_part_of_it(online, site):
    site.pages["/a.mp4"] = lambda visit: visit.answer(DIGITS, content_type="text/html")
    client = online.admin()
    path = content_of(client, url=site.url("/a.mp4"), media_type="video")
    known = len(site.visits)
    parts = [client.get(path, headers={"range": f"bytes={at}-{at + 9}"}).content for at in (0, 5_000, 10_230)]
    assert parts == [DIGITS[:10], DIGITS[5_000:5_010], DIGITS[10_230:]]
    # Probing has asked too, before or after.
    assert len([visit for visit in site.visits[known:] if visit["path"] == "/a.mp4"]) <= 2
    assert client.get(path).headers["content-type"] == "application/octet-stream"


def test_many_who_ask_at_once_share_one_fetch(online, site):
    def slowly(visit):
        visit.begin(Content_Length="10240")
        visit.site.closing.wait(0.3)
        visit.wfile.write(DIGITS)

    client = online.admin()
    path = content_of(client, url=site.url("/"), media_type="video")
    site.pages["/"] = slowly
    client.get(path)
    client.post(path.replace("assets/0/content", "retry-media"))
    site.visits.clear()
    sizes: list[int] = []
    askers = [threading.Thread(target=lambda: sizes.append(len(client.get(path).content))) for _ in range(6)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert (sizes, len(site.visits)) == ([10_240] * 6, 1)


def problem(client: Client, path: str) -> tuple[int, str, str, str]:
    answer = client.get(path)
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    return answer.status_code, told["code"], told["detail"], told["hint"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_an_expired_link_says_so(online, site, status):
    site.pages["/a.png?signature=secret"] = lambda visit: visit.answer(b"<Error>Denied</Error>", status)
    client = online.admin()
    got, code, detail, hint = problem(client, content_of(client, url=site.url("/a.png?signature=secret")))
    assert (got, code) == (502, "SRC022")
    assert "expired" in detail
    assert "secret" not in detail
    assert "upload the file" in hint


def test_an_offline_server_names_the_setting_that_keeps_it_so(admin):
    status, code, _, hint = problem(admin, content_of(admin, url="https://images.example.org/a.png"))
    assert (status, code) == (403, "SRC025")
    assert "--offline" in hint


def test_a_private_address_names_the_setting_that_would_allow_it(tmp_path, site):
    site.pages["/a.png"] = lambda visit: visit.answer(png(2, 2))
    installation = Installation(tmp_path / "strict", offline=False)
    client = installation.admin()
    status, code, _, hint = problem(client, content_of(client, url=site.url("/a.png")))
    installation.close()
    assert (status, code, site.visits) == (403, "SRC020", [])
    assert "allowed_networks" in hint


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[fd00::1]/",
        "file:///etc/passwd",
    ],
)
def test_a_redirect_to_what_is_private_is_not_followed(online, site, target):
    site.pages["/a.png"] = redirect(target)
    client = online.admin()
    status, code, _, _ = problem(client, content_of(client, url=site.url("/a.png")))
    assert (status, code) in {(403, "SRC020"), (403, "SRC026")}


def test_what_is_too_large_names_the_setting(tmp_path, site):
    site.pages["/a.mp4"] = lambda visit: visit.answer(DIGITS)
    installation = Installation(
        tmp_path / "small", offline=False, allowed_networks=LOOPBACK, max_media_bytes=10_239
    )
    client = installation.admin()
    status, code, _, hint = problem(client, content_of(client, url=site.url("/a.mp4"), media_type="video"))
    kept = [path for path in (tmp_path / "small" / "media").glob("*/*") if path.is_file()]
    installation.close()
    assert (status, code, kept) == (413, "SRC023", [])
    assert "max_media_bytes" in hint


def dripping(visit):
    """Send a byte now and then, for ever."""
    visit.begin(Content_Length="10240")
    while not visit.site.closing.wait(0.05):
        visit.wfile.write(b"x")


def test_a_body_that_drips_is_given_up_and_the_setting_named(tmp_path, site):
    site.pages["/a.mp4"] = dripping
    installation = Installation(tmp_path / "slow", offline=False, allowed_networks=LOOPBACK, media_fetch_s=1)
    client = installation.admin()
    status, code, _, hint = problem(client, content_of(client, url=site.url("/a.mp4"), media_type="video"))
    site.closing.set()
    installation.close()
    assert (status, code) == (502, "SRC021")
    assert "media_fetch_s" in hint


def test_what_could_not_be_fetched_is_told_again_without_asking_until_somebody_wants_to_know(online, site):
    client = online.admin()
    site.pages["/a.png"] = lambda visit: visit.answer(b"gone", 404)
    path = row(client, url=site.url("/a.png"))
    # Probing asks for it once, by a way of its own.
    while not site.visits:
        site.closing.wait(0.01)
    first = problem(client, f"{path}/thumbnail")
    site.visits.clear()
    assert [problem(client, f"{path}/{what}") for what in ("thumbnail", "assets/0/content")] == [first] * 2
    assert site.visits == []
    site.pages["/a.png"] = lambda visit: visit.answer(png(4, 3))
    client.post(f"{path}/retry-media")
    assert client.get(f"{path}/thumbnail").status_code == 200


def test_of_a_server_that_is_gone_only_the_first_pictures_are_asked_for(tmp_path, site):
    installation = Installation(tmp_path / "gone", offline=False, allowed_networks=LOOPBACK, media_fetch_s=1)
    client, names = installation.admin(), [f"/{no}.mp4" for no in range(12)]
    site.pages |= dict.fromkeys(names, lambda visit: visit.answer(b"", 404))
    paths = [content_of(client, url=site.url(name), media_type="video") for name in names]
    # Probing asks for each once, by a way of its own.
    while len(site.visits) < len(names):
        site.closing.wait(0.01)
    site.pages |= dict.fromkeys(names, dripping)
    codes = [problem(client, path)[:2] for path in paths[:3]]
    site.visits.clear()
    codes += [problem(client, path)[:2] for path in paths[3:]]
    asked = len(site.visits)
    site.closing.set()
    installation.close()
    assert (codes, asked) == ([(502, "SRC021")] * 12, 0)


def test_slow_sources_hold_up_nobody_who_asks_for_something_else(tmp_path, site):
    site.pages["/a.mp4"] = dripping
    installation = Installation(tmp_path / "held", offline=False, allowed_networks=LOOPBACK, media_fetch_s=60)
    client = installation.admin()
    dataset = make_dataset(client)
    rows = [{"media_type": "video", "url": site.url("/a.mp4")} for _ in range(60)]
    made = client.post(f"/api/v1/datasets/{dataset}/data-rows", json={"rows": rows}).json()["outcomes"]
    paths = [f"/api/v1/data-rows/{one['id']}/assets/0/content" for one in made]
    askers = [threading.Thread(target=client.get, args=(path,)) for path in paths]
    for asker in askers:
        asker.start()
    answers = [client.get("/api/v1/whoami").status_code for _ in range(20)]
    still_waiting = [asker for asker in askers if asker.is_alive()]
    site.closing.set()
    for asker in askers:
        asker.join()
    installation.close()
    assert answers == [200] * 20
    assert len(still_waiting) > 32


def test_a_source_that_does_not_answer_holds_up_nobody_who_looks_at_another(tmp_path, site):
    site.pages["/a.mp4"] = dripping
    installation = Installation(tmp_path / "dead", offline=False, allowed_networks=LOOPBACK, media_fetch_s=20)
    client = installation.admin()
    rows = [{"media_type": "video", "url": site.url(f"/a.mp4?{no}")} for no in range(40)]
    dataset = make_dataset(client)
    made = client.post(f"/api/v1/datasets/{dataset}/data-rows", json={"rows": rows}).json()["outcomes"]
    site.pages |= {f"/a.mp4?{no}": dripping for no in range(40)}
    paths = [f"/api/v1/data-rows/{one['id']}/assets/0/content" for one in made]
    askers = [threading.Thread(target=client.get, args=(path,)) for path in paths]
    with serving() as other:
        other.pages["/b.mp4"] = lambda visit: visit.answer(DIGITS)
        living = content_of(client, url=other.url("/b.mp4"), media_type="video")
        for asker in askers:
            asker.start()
        while len(site.visits) < 6:
            site.closing.wait(0.01)
        answer = client.get(living)
        still_waiting = [asker for asker in askers if asker.is_alive()]
    site.closing.set()
    for asker in askers:
        asker.join()
    installation.close()
    assert (answer.status_code, len(still_waiting)) == (200, 40)


def test_a_page_that_asks_to_sign_in_is_not_taken_for_the_picture_nor_kept(online, site):
    answers = [PAGE, PAGE, png(4, 3)]
    client = online.admin()
    path = content_of(client, url=site.url("/a.png"))
    site.pages["/a.png"] = lambda visit: visit.answer(answers.pop(0) if len(answers) > 1 else answers[0])
    site.visits.clear()
    status, code, detail, _ = problem(client, path)
    assert (status, code) == (422, "MED002")
    assert "text/html, not an image" in detail
    assert [client.get(path).status_code for _ in range(2)][-1] == 200


def test_a_data_row_without_content_says_so(admin):
    status, code, _, _ = problem(admin, content_of(admin, global_key="later.jpg"))
    assert (status, code) == (404, "MED003")


def test_looking_at_media_again_fetches_it_again(online, site):
    site.pages["/a.png"] = lambda visit: visit.answer(png(4, 3, RED))
    client = online.admin()
    path = row(client, url=site.url("/a.png"))
    first = client.get(f"{path}/assets/0/content")
    site.pages["/a.png"] = lambda visit: visit.answer(png(4, 3, BLUE))
    assert client.get(f"{path}/assets/0/content").content == first.content
    client.post(f"{path}/retry-media")
    again = client.get(f"{path}/assets/0/content")
    assert again.content == png(4, 3, BLUE)
    assert again.headers["etag"] != first.headers["etag"]


# ------------------------------------------------------------------------------------------- thumbnails


def thumbnail(client: Client, content: bytes, size: int = 256) -> Image.Image:
    path = uploaded(client, content).replace("assets/0/content", "thumbnail")
    answer = client.get(path, params={"size": size})
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "private, max-age=300"
    return Image.open(BytesIO(answer.content))


@pytest.mark.parametrize(("size", "expected"), [(64, (64, 32)), (256, (256, 128)), (1024, (1000, 500))])
def test_a_thumbnail_fits_into_its_size_and_is_never_blown_up(admin, size, expected):
    assert thumbnail(admin, png(1_000, 500), size).size == expected


def test_a_thumbnail_lies_as_its_exif_says(admin):
    picture = thumbnail(admin, turned_jpeg(400, 200))
    # Turned clockwise by a quarter, what was left is on top.
    assert picture.size == (128, 256)
    pixels = np.asarray(picture).astype(int)
    assert np.abs(pixels[20, 64] - RED).max() < 20
    assert np.abs(pixels[236, 64] - BLUE).max() < 20


def test_what_is_transparent_stays_so(admin):
    picture = thumbnail(admin, png(300, 300, (0, 200, 0, 0)))
    assert (picture.format, picture.convert("RGBA").getchannel("A").getextrema()) == ("WEBP", (0, 0))


@pytest.mark.parametrize("media_type", ["text", "audio", "video", "document", "html", "conversation"])
def test_what_is_no_image_has_no_thumbnail(admin, media_type):
    path = row(admin, media_type=media_type, inline="x")
    answer = admin.get(f"{path}/thumbnail")
    assert answer.status_code == 404
    assert answer.json()["hint"] == "draw an icon for its type"


def test_a_size_nobody_foresaw_is_refused(admin):
    path = uploaded(admin, png(2, 2)).replace("assets/0/content", "thumbnail")
    assert admin.get(path, params={"size": 5_000}).status_code == 400


def test_a_thumbnail_of_what_lies_elsewhere_is_made_once(online, site):
    site.pages["/a.png"] = lambda visit: visit.answer(png(500, 500))
    client = online.admin()
    path = row(client, url=site.url("/a.png"))
    first = client.get(f"{path}/thumbnail")
    site.pages["/a.png"] = lambda visit: visit.answer(b"", 404)
    again = client.get(f"{path}/thumbnail", headers={"if-none-match": first.headers["etag"]})
    assert (first.status_code, again.status_code) == (200, 304)
