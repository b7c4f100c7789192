"""Masks are decoded once, their bytes kept once, and what cannot be had is a problem of the row."""

import base64
import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from postil.blobs.folder import FolderBlobs
from postil.errors import StoreError
from postil.formats.entry import Entry
from postil.media.outbound import OutboundClient
from postil.model.annotation import Annotation
from postil.model.geometry import Mask, MaskSource
from postil.model.label import Bundle
from postil.model.track import Keyframe, Track, TrackSegment
from postil.ports.access import User
from postil.services.imports.contents import Contents
from postil.stores.sql.sqlite import SqliteStore
from tests.unit.media.outbound.site import LOOPBACK, Site, serving
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import uuid

RED, BLUE = (255, 0, 0), (0, 0, 255)


def png(*blocks: tuple[tuple[int, int, int], slice, slice], size: tuple[int, int] = (800, 1000)) -> bytes:
    """Paint blocks of colour (rows, columns) on black; `size` is height and width."""
    pixels = np.zeros((*size, 3), np.uint8)
    for color, rows, columns in blocks:
        pixels[rows, columns] = color
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


COMPOSITE = png((RED, slice(1, 3), slice(2, 6)), (BLUE, slice(4, 8), slice(0, 3)))


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def client() -> Iterator[OutboundClient]:
    client = OutboundClient(allowed_networks=LOOPBACK)
    yield client
    client.close()


@pytest.fixture
def studio(tmp_path: Path, store: SqliteStore, actor: User, client: OutboundClient) -> Studio:
    return Studio(tmp_path, store, actor, client)


def by_url(url: str, color: tuple[int, int, int] | None = None) -> Mask:
    return Mask(source=MaskSource("composite_png", url=url, color=color))


def by_hash(blobs: FolderBlobs, content: bytes, color: tuple[int, int, int] | None = None) -> Mask:
    return Mask(source=MaskSource("composite_png", blobs.put(content).sha256, color=color))


def settled(contents: Contents, *masks: Mask) -> list[Entry]:
    entries = [Entry(line, annotations=[Annotation(geometry=mask)]) for line, mask in enumerate(masks, 1)]
    contents.settle(entries)
    return entries


def filled(entry: Entry) -> Mask:
    mask = entry.annotations[0].geometry
    assert isinstance(mask, Mask)
    return mask


def row(number: int, **mask: object) -> dict[str, object]:
    return {"uuid": uuid(number), "name": "mask", "dataRow": {"globalKey": "one"}, "mask": mask}


def test_each_colour_of_a_composite_is_a_mask_of_its_own(client: OutboundClient, blobs: FolderBlobs) -> None:
    red, blue = settled(
        Contents(blobs, client), by_hash(blobs, COMPOSITE, RED), by_hash(blobs, COMPOSITE, BLUE)
    )
    assert [(filled(one).area, filled(one).bbox) for one in (red, blue)] == [
        (8, (2, 1, 4, 2)),
        (12, (0, 4, 3, 4)),
    ]
    assert (filled(red).width, filled(red).height) == (1000, 800)


def test_a_colour_the_image_lacks_is_reported_with_those_it_has(
    client: OutboundClient, blobs: FolderBlobs
) -> None:
    [entry] = settled(Contents(blobs, client), by_hash(blobs, COMPOSITE, (1, 2, 3)))
    [issue] = entry.issues
    assert (issue.code, issue.where.pointer) == ("MSK004", "/mask/colorRGB")
    shown = issue.message + issue.hint
    assert "255, 0, 0" in shown
    assert "0, 0, 255" in shown


def test_a_mask_by_url_is_fetched_once_and_its_bytes_are_kept(
    client: OutboundClient, blobs: FolderBlobs, site: Site
) -> None:
    site.pages["/masks.png"] = lambda visit: visit.answer(COMPOSITE)
    url = site.url("/masks.png")
    red, blue = settled(Contents(blobs, client), by_url(url, RED), by_url(url, BLUE))
    assert len(site.visits) == 1
    assert (red.issues, blue.issues) == ([], [])
    source = filled(red).source
    assert source is not None
    assert blobs.read(source.sha256 or "") == COMPOSITE
    assert source.url == url


def test_a_url_that_cannot_be_had_is_asked_for_once_and_every_row_says_so(
    client: OutboundClient, blobs: FolderBlobs, site: Site
) -> None:
    site.pages["/gone.png"] = lambda visit: visit.answer(b"no", 404)
    entries = settled(Contents(blobs, client), by_url(site.url("/gone.png")), by_url(site.url("/gone.png")))
    assert len(site.visits) == 1
    assert [(issue.code, issue.where.pointer) for one in entries for issue in one.issues] == [
        ("SRC022", "/mask/instanceURI")
    ] * 2


def test_bytes_that_are_no_png_are_a_problem_of_the_row(
    client: OutboundClient, blobs: FolderBlobs, site: Site
) -> None:
    site.pages["/page"] = lambda visit: visit.answer(b"<html>sign in</html>")
    [entry] = settled(Contents(blobs, client), by_url(site.url("/page")))
    assert [(issue.code, issue.where.pointer) for issue in entry.issues] == [("MSK002", "/mask/instanceURI")]


def test_a_mask_that_has_its_runs_is_left_alone(client: OutboundClient, blobs: FolderBlobs) -> None:
    mask = Mask(2, 2, "04", 0, None, None, MaskSource("coco"))
    [entry] = settled(Contents(blobs, client), mask)
    assert filled(entry) is mask


def test_inline_bytes_are_kept_by_their_hash(studio: Studio) -> None:
    text = base64.b64encode(COMPOSITE).decode()
    job = studio.run([row(1, imBytes=text, colorRGB=list(RED)), row(2, imBytes=text, colorRGB=list(BLUE))])
    assert (job.counts.accepted, job.counts.rejected) == (2, 0)
    kept = [file for file in (studio.folder / "blobs").rglob("*") if file.is_file()]
    assert [file.read_bytes() for file in kept] == [COMPOSITE]


def test_a_single_mask_is_every_pixel_that_is_not_black(studio: Studio) -> None:
    white = png(((255, 255, 255), slice(0, 4), slice(0, 5)))
    studio.run([row(1, png=base64.b64encode(white).decode())])
    geometry = studio.seen("one")[0].geometry
    assert isinstance(geometry, Mask)
    assert (geometry.area, geometry.bbox) == (20, (0, 0, 5, 4))


def test_a_row_whose_mask_cannot_be_had_is_rejected_and_the_others_are_not(
    studio: Studio, site: Site
) -> None:
    site.pages["/masks.png"] = lambda visit: visit.answer(COMPOSITE)
    url = site.url("/masks.png")
    job = studio.run(
        [
            row(1, instanceURI=url, colorRGB=list(RED)),
            row(2, instanceURI=url, colorRGB=[9, 9, 9]),
            row(3, instanceURI=site.url("/masks.png#again"), colorRGB=list(BLUE)),
        ]
    )
    assert studio.failed(job) == {2: ["MSK004"]}
    assert job.counts.accepted == 2


def test_masks_of_bundles_and_of_video_frames_are_filled_too(
    client: OutboundClient, blobs: FolderBlobs
) -> None:
    track = Track([TrackSegment([Keyframe(1, by_hash(blobs, COMPOSITE, RED))])])
    bundle = Bundle([Annotation(geometry=by_hash(blobs, COMPOSITE, BLUE))])
    entry = Entry(1, annotations=[Annotation(geometry=track)], bundles=[bundle])
    Contents(blobs, client).settle([entry])
    shape, mask = track.segments[0].keyframes[0].shape, bundle.annotations[0].geometry
    assert isinstance(shape, Mask)
    assert isinstance(mask, Mask)
    assert (shape.area, mask.area) == (8, 12)


def test_what_is_wrong_with_a_video_frame_points_at_the_frame(
    client: OutboundClient, blobs: FolderBlobs, site: Site
) -> None:
    site.pages["/gone.png"] = lambda visit: visit.answer(b"no", 404)
    good = Keyframe(1, by_hash(blobs, COMPOSITE, RED))
    track = Track([TrackSegment([good, Keyframe(2, by_url(site.url("/gone.png"), RED))])])
    entry = Entry(1, annotations=[Annotation(geometry=track)])
    Contents(blobs, client).settle([entry])
    assert [issue.where.pointer for issue in entry.issues] == ["/masks/frames/1/instanceURI"]


def test_a_full_disk_fails_no_row_but_stops_the_import(
    tmp_path: Path, client: OutboundClient, site: Site
) -> None:
    site.pages["/masks.png"] = lambda visit: visit.answer(COMPOSITE)
    (tmp_path / "blocked").write_bytes(b"a file where the folder should be")
    contents = Contents(FolderBlobs(tmp_path / "blocked"), client)
    with pytest.raises(StoreError):
        settled(contents, by_url(site.url("/masks.png"), RED))
