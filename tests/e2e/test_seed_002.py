"""Seed 002 in a browser: dropped, committed, looked at, accepted, submitted, and exported as it was sent."""

import json
from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect
from pycocotools import mask as coco

from tests.e2e.seeds import commit, export, labeling, served
from tests.e2e.server import RunningServer
from tests.e2e.stock import Stock
from tests.e2e.test_import_wizard import FIXTURES, choose, forward, imports, picture, seed_002

WIDTH, HEIGHT = 2560, 1707
"""Pixels of the picture of seed 002; its corners reach to 2534 and 1704."""

Row = dict[str, Any]
SMALL = b'"gk-small"'
SCORES = ("confidence", "customMetrics")
MARKS = ("bbox", "polygon", "line", "point", "relationship", "answer")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    """Run a server that may fetch masks from this machine."""
    with RunningServer(tmp_path / "data", "--allowed-network", "127.0.0.0/8") as running:
        yield running


def instance() -> NDArray[np.bool_]:
    """Return where the instance is that the seed's URL and colour mean."""
    pixels = np.zeros((HEIGHT, WIDTH), bool)
    pixels[200:500, 300:900] = True
    pixels[300:350, 400:500] = False
    return pixels


def composite() -> bytes:
    """Return what the seed's URL gives: white where the instance is, red where another is."""
    pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    pixels[instance()] = 255
    pixels[900:1000, 300:900] = (255, 0, 0)
    content = BytesIO()
    Image.fromarray(pixels).save(content, "PNG")
    return content.getvalue()


def raster(row: Row) -> NDArray[np.bool_]:
    """Return the pixels of an inline mask."""
    png: NDArray[np.uint8] = np.array(Image.open(BytesIO(b64decode(row["mask"]["png"]))).convert("L"))
    return png > 0


def labeled(stock: Stock, project: str, uuid: str) -> NDArray[np.bool_]:
    """Return the pixels of a mask of a label."""
    for label in stock.ask("GET", f"/projects/{project}/labels")["items"]:
        for one in stock.ask("GET", f"/labels/{label['id']}")["annotations"]:
            if one["key"] == uuid:
                shape = one["geometry"]
                size = [shape["height"], shape["width"]]
                pixels: NDArray[np.uint8] = coco.decode({"size": size, "counts": shape["counts"].encode()})
                return pixels > 0
    raise AssertionError(uuid)


def masks(address: str) -> bytes:
    """Return the mask rows of the seed: one by URL, one inline about a picture of 6 x 4 pixels of its own."""
    folder = FIXTURES / "labelbox"
    by_url = (folder / "image__mask_url.sdk.ndjson").read_bytes()
    inline = (folder / "image__mask_im_bytes.sdk.ndjson").read_bytes()
    return by_url.replace(b"https://example.test", address.encode()) + inline.replace(b'"gk-1"', SMALL)


def scored() -> bytes:
    """Return the shapes of the seed that have a confidence: four of 0.5, one of 0.9."""
    lines = (FIXTURES / "labelbox" / "image__prediction_confidence.sdk.ndjson").read_bytes().splitlines(True)
    return b"".join(line for line in lines if b'"classifications"' in line and b'"mask"' not in line)


def rows_of(content: bytes | str) -> dict[str, Row]:
    """Return rows by their uuid."""
    return {row["uuid"]: row for row in map(json.loads, content.splitlines())}


def said(row: Row) -> Row:
    """Return what a row says; a ring ends where it began, and what a person submits has no confidence."""
    found = {mark: row[mark] for mark in MARKS if mark in row}
    if "polygon" in found and found["polygon"][0] == found["polygon"][-1]:
        found["polygon"] = found["polygon"][:-1]
    found |= {"key": row["dataRow"]["globalKey"], "name": row["name"]}
    return without_scores(found | {"questions": row.get("classifications", [])})


def without_scores(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_scores(one) for key, one in value.items() if key not in SCORES}
    return [without_scores(one) for one in value] if isinstance(value, list) else value


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_all_rows_of_seed_002_are_accepted_submitted_and_exported_as_they_were_sent(
    page: Page, stock: Stock, tmp_path: Path
) -> None:
    (tmp_path / "composite.png").write_bytes(composite())
    with served(tmp_path) as address:
        content = seed_002() + scored() + masks(address)
        page.goto("/imports/new")
        choose(page, "street.ndjson", content)
        forward(page)
        files: list[FilePayload] = [
            {"name": f"{key}.png", "mimeType": "image/png", "buffer": picture(*size)}
            for key, size in (("gk-1", (WIDTH, HEIGHT)), ("gk-small", (6, 4)))
        ]
        page.locator("input[type=file]").first.set_input_files(files)
        expect(page.get_by_text("2 of 2 have a picture.")).to_be_visible()
        forward(page)
        commit(page)
    sent = rows_of(content)
    (job,) = imports(stock)
    assert (job["counts"]["accepted"], job["counts"]["rejected"]) == (len(sent), 0)
    labeling(page, job["project"])
    regions = page.get_by_role("grid", name="Regions")
    expect(regions.get_by_text("0.50")).to_have_count(4)
    expect(regions.get_by_text("0.90")).to_have_count(1)
    expect(page.get_by_role("radio", name="first_sub_radio_answer").first).to_be_checked()
    for shown in ("gk-1", "gk-small"):
        expect(page.get_by_role("heading", level=1, name=shown, exact=True)).to_be_visible()
        page.keyboard.press("Control+Enter")
    expect(page.get_by_text("All done: 2 in this sitting")).to_be_visible()
    found = rows_of(export(page, job["project"], "Labelbox annotation rows"))
    assert {uuid: said(row) for uuid, row in found.items()} == {uuid: said(row) for uuid, row in sent.items()}
    by_url, inline = (uuid for uuid, row in sent.items() if "mask" in row)
    assert found[by_url]["mask"] == sent[by_url]["mask"]
    assert (raster(found[inline]) == raster(sent[inline])).all()
    assert (labeled(stock, job["project"], by_url) == instance()).all()
