"""The steps of docs/start/first-ten-minutes.md, from the worked example to an export, as a person would."""

import json
import subprocess
import sys
from importlib import resources

import pytest
from playwright.sync_api import expect

from tests.e2e.server import RunningServer
from tests.e2e.stock import PHOTOGRAPHS

SIDES = ("left", "top", "width", "height")
FACE = ("astronaut.png", "face", 180, 70, 92, 116)


@pytest.fixture
def server(tmp_path):
    """A server over the data of `postil demo`."""
    data = tmp_path / "data"
    command = [sys.executable, "-m", "postil.cli", "demo", "--data", data, "--images", PHOTOGRAPHS]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"postil serve --data {data}\n" in done.stdout
    with RunningServer(data, "--offline") as running:
        yield running


def expected_boxes():
    """Return the boxes of the example's file for three pictures, without its rows that are wrong."""
    text = (resources.files("postil.cli") / "demo_prelabels.ndjson").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    return {
        (row["dataRow"]["globalKey"], row["name"], *(row["bbox"][side] for side in SIDES))
        for row in rows
        if "bbox" in row and row["bbox"]["width"] > 0 and row["dataRow"]["globalKey"] != "rocket.jpg"
    }


def arrived(page, name):
    """Wait until a picture and everything on it is shown."""
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.locator("[role=application][data-painted=yes]").wait_for()


class Picture:
    """Where the pixels of a picture are on the screen: it fills the stage between two margins."""

    def __init__(self, page, width, height):
        self._mouse = page.mouse
        around = page.locator("[role=application]").bounding_box()
        self._scale = min((around["width"] - 48) / width, (around["height"] - 48) / height)
        self._left = around["x"] + (around["width"] - width * self._scale) / 2
        self._top = around["y"] + (around["height"] - height * self._scale) / 2

    def at(self, x, y):
        return self._left + x * self._scale, self._top + y * self._scale

    def click(self, x, y):
        self._mouse.click(*self.at(x, y))

    def drag(self, start, end):
        self._mouse.move(*self.at(*start))
        self._mouse.down()
        self._mouse.move(*self.at(*end), steps=8)
        self._mouse.up()


def correct_the_face(page):
    """Drag the upper edge of the astronaut's face above her hair."""
    arrived(page, "astronaut.png")
    picture = Picture(page, 512, 512)
    picture.click(205, 128)
    expect(page.get_by_label("Selected region").get_by_role("heading")).to_have_text("face")
    picture.drag((226, 70), (226, 15))
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.keyboard.press("Control+Enter")


def draw_the_other_eye(page):
    """Draw the second eye of the cat, whose row was refused."""
    arrived(page, "chelsea.png")
    page.keyboard.press("2")
    Picture(page, 451, 300).drag((294, 108), (344, 165))
    expect(page.get_by_role("tab", name="Regions")).to_have_text("Regions 5")
    page.keyboard.press("Control+Enter")


def take_it_as_it_is(page):
    arrived(page, "coffee.png")
    page.keyboard.press("Control+Enter")


def exported(page):
    """Leave the editor and save the export of the project; return its rows."""
    arrived(page, "rocket.jpg")
    page.get_by_role("link", name="demo").click()
    page.get_by_role("button", name="Export").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="Labelbox annotation rows").check(force=True)
    with page.expect_download() as saving:
        dialog.get_by_role("link", name="Download").click()
    return [json.loads(line) for line in saving.value.path().read_text(encoding="utf-8").splitlines()]


def test_the_first_ten_minutes_end_with_an_export_of_what_was_reviewed(page):
    page.goto("/")
    row = page.get_by_role("row", name="demo.ndjson")
    expect(row.get_by_role("gridcell").nth(3)).to_have_text("28")
    expect(row.get_by_role("gridcell").nth(4)).to_have_text("3")
    page.get_by_role("link", name="Label", exact=True).click()
    correct_the_face(page)
    draw_the_other_eye(page)
    take_it_as_it_is(page)
    boxes = {
        (row["dataRow"]["globalKey"], row["name"], *(row["bbox"][side] for side in SIDES))
        for row in exported(page)
        if "bbox" in row
    }
    untouched = expected_boxes() - {FACE}
    assert untouched < boxes
    changed, drawn = sorted(boxes - untouched)
    assert changed == ("astronaut.png", "face", 180, pytest.approx(15, abs=1), 92, pytest.approx(171, abs=1))
    assert drawn[:2] == ("chelsea.png", "eye")
    assert drawn[2:] == pytest.approx((294, 108, 50, 57), abs=1)
