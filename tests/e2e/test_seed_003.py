"""Seed 003 in a browser: its images dropped, copied, submitted, and exported as they were sent."""

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page, expect

from tests.e2e.seeds import commit, export, labeling, served
from tests.e2e.server import RunningServer
from tests.e2e.stock import Stock
from tests.e2e.test_import_wizard import FIXTURES, choose, forward, imports, picture

Task = dict[str, Any]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    """Run a server that may fetch pictures from this machine."""
    with RunningServer(tmp_path / "data", "--allowed-network", "127.0.0.0/8") as running:
        yield running


def example(name: str, url: str) -> Task:
    """Return the task of an example, with a picture that is there."""
    found = json.loads((FIXTURES / "label_studio" / f"seed003_{name}.json").read_bytes())
    task: Task = found[0] if isinstance(found, list) else found
    task["data"] = dict.fromkeys(task["data"], url)
    return task


def stroke() -> NDArray[np.uint8]:
    """Return the picture of a brush: 800 x 450 pixels, 255 where it went, with a hole."""
    pixels = np.zeros((450, 800), np.uint8)
    pixels[250:400, 500:700] = 255
    pixels[300:320, 550:600] = 0
    return pixels


def run_lengths(pixels: NDArray[np.uint8]) -> list[int]:
    """Pack a picture as brushes are: bit by bit, its size, word size 8, four widths, then runs of bytes."""
    channels = np.repeat(pixels.ravel(), 4)
    bits = [f"{channels.size:032b}", f"{7:05b}", *(f"{width - 1:04b}" for width in (3, 4, 8, 16))]
    for value, run in groupby(channels.tolist()):
        length = sum(1 for _ in run)
        while length:
            part = min(length, 1 << 16)
            bits += ["1", "11", f"{part - 1:016b}", f"{value:08b}"]
            length -= part
    packed = "".join(bits)
    packed += "0" * (-len(packed) % 8)
    return [int(packed[at : at + 8], 2) for at in range(0, len(packed), 8)]


def brushed(task: Task) -> Task:
    """Add a brush to the shapes of an example."""
    value = {"format": "rle", "rle": run_lengths(stroke()), "brushlabels": ["Pavement"]}
    size = {"original_width": 800, "original_height": 450, "image_rotation": 0}
    brush = {"id": "MNO", "type": "brushlabels", "from_name": "brush", "to_name": "image", "value": value}
    task["predictions"][0]["result"].append(size | brush)
    return task


def copied(page: Page, stock: Stock, folder: Path, name: str, size: tuple[int, int], change: Any) -> Task:
    """Drop an example in the wizard, commit it, open it, copy what is offered; returns the task."""
    (folder / "sample.png").write_bytes(picture(*size))
    with served(folder) as address:
        task: Task = change(example(name, f"{address}/sample.png"))
        page.goto("/imports/new")
        choose(page, f"{name}.json", json.dumps([task]).encode())
        forward(page)
        commit(page)
        (job,) = imports(stock)
        offers = {"show": "newest", "copied": False}
        stock.ask("PATCH", f"/projects/{job['project']}", json={"offers": offers})
        labeling(page, job["project"])
    page.get_by_role("tab", name="Pre-labels").click()
    shown = page.get_by_role("tabpanel")
    version = task["predictions"][0]["model_version"]
    expect(shown.get_by_role("heading", name=version, exact=True)).to_be_visible()
    expect(shown.get_by_text(f"{task['predictions'][0]['score']:.2f}")).to_be_visible()
    page.get_by_role("button", name="into the draft").click()
    page.get_by_role("tab", name="Regions").click()
    return task


def submitted(page: Page, stock: Stock) -> list[Task]:
    """Submit what was copied, and return the results of the label as they are exported."""
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("All done: 1 in this sitting")).to_be_visible()
    (job,) = imports(stock)
    (task,) = json.loads(export(page, job["project"], "Label Studio tasks"))
    (annotation,) = task["annotations"]
    results: list[Task] = annotation["result"]
    return results


def sent(task: Task) -> list[Task]:
    """Return the results of the prediction."""
    results: list[Task] = task["predictions"][0]["result"]
    return results


def test_boxes_and_a_choice_come_out_as_they_went_in(page: Page, stock: Stock, tmp_path: Path) -> None:
    task = copied(page, stock, tmp_path, "bbox_choice", (600, 403), lambda task: task)
    expect(page.get_by_role("radio", name="Airbus")).to_be_checked()
    assert submitted(page, stock) == sent(task)


def test_shapes_without_labels_and_a_brush_come_out_as_they_went_in(
    page: Page, stock: Stock, tmp_path: Path
) -> None:
    task = copied(page, stock, tmp_path, "shapes_no_labels", (800, 450), brushed)
    expect(page.get_by_role("grid", name="Regions").get_by_role("row")).to_have_count(5)
    assert submitted(page, stock) == sent(task)


def test_a_text_read_in_a_region_is_shown_with_it_and_comes_out_with_it(
    page: Page, stock: Stock, tmp_path: Path
) -> None:
    task = copied(page, stock, tmp_path, "ocr", (864, 1296), lambda task: task)
    page.get_by_role("grid", name="Regions").get_by_role("row").click()
    expect(page.get_by_role("textbox", name="transcription")).to_have_value("TOTAL")
    assert submitted(page, stock) == sent(task)
