import base64
import io

import numpy as np
import pytest
from PIL import Image

from postil.errors import AnnotationError
from postil.masks import single
from postil.types import Mask, MaskData
from tests.unit.types.make import box, loose, rows

SHAPE = np.array([[0, 1, 1, 0], [0, 0, 1, 0], [0, 0, 0, 1]], bool)
RED, GREEN = (255, 0, 0), (0, 255, 0)


def colored(dtype=np.uint8):
    picture = np.zeros((3, 4, 3), dtype)
    picture[SHAPE] = RED
    picture[~SHAPE & np.array([True, False, False, True])] = GREEN
    return picture


def png(array):
    buffer = io.BytesIO()
    Image.fromarray(array).save(buffer, "PNG")
    return buffer.getvalue()


def written(mask):
    (row,) = rows(box(mask))
    return single(base64.b64decode(row["mask"]["png"])).to_raster()


@pytest.mark.parametrize("kind", ["bool", "uint8", "int8", "uint16", "int32", "int64", "float32", "float64"])
@pytest.mark.parametrize("color", [1, (1, 1, 1), (255, 255, 255), None])
def test_an_array_of_zeros_and_ones_is_a_mask_whatever_its_type(kind, color):
    data = MaskData.from_2D_arr(SHAPE.astype(kind))
    assert (written(Mask(mask=data, color=color)) == SHAPE).all()


@pytest.mark.parametrize("color", [7, (7, 7, 7)])
def test_a_value_of_an_array_is_one_mask(color):
    data = MaskData.from_2D_arr(np.where(SHAPE, 7, 3))
    assert (written(Mask(mask=data, color=color)) == SHAPE).all()


def test_instance_numbers_beyond_255_are_values():
    data = MaskData.from_2D_arr(np.where(SHAPE, 1000, 0).astype(np.int32))
    assert (written(Mask(mask=data, color=1000)) == SHAPE).all()


def test_black_is_what_is_not_set():
    assert (written(Mask(mask=MaskData.from_2D_arr(SHAPE), color=0)) == ~SHAPE).all()


@pytest.mark.parametrize("kind", [np.uint8, np.int64])
def test_a_color_of_an_array_is_one_mask(kind):
    assert (written(Mask(mask=MaskData(arr=colored(kind)), color=RED)) == SHAPE).all()


@pytest.mark.parametrize(
    "source",
    [
        png(colored()),
        Image.fromarray(colored()),
        Image.fromarray(colored()).convert("RGBA"),
        colored(),
        {"im_bytes": png(colored())},
    ],
    ids=["bytes", "Pillow", "RGBA", "array", "arguments"],
)
def test_a_mask_is_made_of_anything_that_holds_pixels(source):
    assert (written(Mask(mask=source, color=RED)) == SHAPE).all()


@pytest.mark.parametrize("mode", ["1", "L", "I", "F"])
def test_an_image_of_zeros_and_ones_is_a_mask_whatever_its_mode(mode):
    image = Image.fromarray(SHAPE) if mode == "1" else Image.fromarray(SHAPE.astype(np.uint8)).convert(mode)
    assert (written(Mask(mask=image, color=1)) == SHAPE).all()


def test_a_palette_stands_for_its_colors():
    image = Image.fromarray(colored()).convert("P", palette=Image.Palette.WEB)
    assert (written(Mask(mask=image, color=RED)) == SHAPE).all()


@pytest.mark.parametrize("make", [str, lambda path: path])
def test_a_mask_is_made_of_a_file(tmp_path, make):
    path = tmp_path / "mask.png"
    path.write_bytes(png(colored()))
    assert (written(Mask(mask=make(path), color=RED)) == SHAPE).all()


def test_bytes_without_a_color_go_as_they_are():
    content = png(SHAPE.astype(np.uint8))
    (row,) = rows(box(Mask(mask=MaskData(im_bytes=content))))
    assert base64.b64decode(row["mask"]["png"]) == content


def test_a_url_is_for_the_server_to_fetch():
    (row,) = rows(box(loose.Mask(mask="https://e.test/m.png", color=np.array(RED))))
    assert row["mask"] == {"instanceURI": "https://e.test/m.png", "colorRGB": [255, 0, 0]}


def test_run_lengths_go_as_they_are():
    data = MaskData(counts=[1, 2, 3], size=(2, 3))
    (row,) = rows(box(Mask(mask=data)))
    assert row["mask"] == {"size": [2, 3], "counts": [1, 2, 3]}


def test_the_confidence_of_the_annotation_is_the_one_that_counts():
    mask = Mask(mask=SHAPE, confidence=0.25)
    assert [rows(box(mask, **more))[0]["confidence"] for more in ({}, {"confidence": 0.75})] == [0.25, 0.75]


def test_a_confidence_of_zero_is_kept():
    (row,) = rows(box(Mask(mask=SHAPE, confidence=0)))
    assert row["confidence"] == 0


def test_an_absent_color_is_refused_with_those_that_are_there():
    mask = Mask(mask=MaskData(arr=colored()), color=(0, 0, 255))
    with pytest.raises(AnnotationError, match=r"\[255, 0, 0\]") as caught:
        rows(box(mask))
    assert caught.value.code == "MSK004"


@pytest.mark.parametrize(
    "color", [(1, 2), (1, 2, 3, 4), (-1, 0, 0), (256, 0, 0), (0.5, 0, 0), "red", 1.5, 300]
)
def test_what_is_no_color_is_refused(color):
    with pytest.raises(AnnotationError) as caught:
        Mask(mask=MaskData(im_bytes=b"-"), color=color)
    assert caught.value.code in {"MSK007", "ROW010"}


def test_arrays_are_neither_changed_nor_copied():
    array = np.where(SHAPE, 7, 3)
    kept = array.copy()
    data = MaskData.from_2D_arr(array)
    rows(box(Mask(mask=data, color=7)))
    assert data.arr is array
    assert (array == kept).all()


def test_masks_are_equal_when_their_pictures_and_colors_are():
    assert Mask(mask=SHAPE.copy(), color=1) == Mask(mask=SHAPE, color=1)
    assert Mask(mask=~SHAPE, color=1) != Mask(mask=SHAPE, color=1)
    assert Mask(mask=SHAPE, color=1) != Mask(mask=SHAPE, color=0)
