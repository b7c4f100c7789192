"""URLs of masks: the PNG they came in, or one of their own."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from postil.blobs.folder import FolderBlobs
from postil.errors import UnsupportedError
from postil.masks import RunMask
from postil.model.annotation import Annotation
from postil.model.geometry import Mask, MaskSource
from postil.server.addresses import Addresses

RASTER = np.array([[0, 1, 1], [0, 0, 1]], bool)


def annotation(source=None, *, is_decoded=True):
    runs = RunMask.from_raster(RASTER)
    counts = runs.counts if is_decoded else None
    mask = Mask(height=2, width=3, counts=counts, source=source)
    return Annotation(key="k", feature="car", geometry=mask)


@pytest.fixture
def blobs(tmp_path):
    return FolderBlobs(tmp_path)


@pytest.fixture
def addresses(blobs):
    return Addresses(blobs, "http://127.0.0.1:8600")


def test_a_mask_of_a_composite_is_its_colour_there(addresses):
    source = MaskSource("composite_png", "a" * 64, None, (1, 2, 3))
    url, color = addresses.mask("label", annotation(source))
    assert (url, color) == (f"http://127.0.0.1:8600/api/v1/blobs/{'a' * 64}", (1, 2, 3))


@pytest.mark.parametrize("source", [None, MaskSource("coco"), MaskSource("png", "a" * 64)])
def test_another_mask_gets_a_png_in_which_it_is_white(addresses, blobs, source):
    url, color = addresses.mask("label", annotation(source))
    with Image.open(BytesIO(blobs.read(url.rpartition("/")[2]))) as image:
        pixels = np.asarray(image.convert("RGB"))
    assert ((pixels == color).all(axis=2) == RASTER).all()


def test_a_mask_that_was_never_decoded_has_no_address(addresses):
    with pytest.raises(UnsupportedError, match="no mask"):
        addresses.mask("label", annotation(is_decoded=False))
