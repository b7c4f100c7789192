import io
import pickle  # noqa: TID251  (what processes exchange, not what is stored)

import numpy as np
import pytest
from PIL import Image

from postil.errors import AnnotationError
from postil.types import Mask, MaskData

ARRAY = np.array([[0, 1], [1, 1]], np.uint8)


@pytest.mark.parametrize(
    ("array", "code"),
    [
        (np.zeros(3), "MSK012"),
        (np.full((2, 2), 0.5), "MSK012"),
        (np.array([["a"]]), "MSK012"),
        (np.zeros((0, 2)), "MSK012"),
        (np.zeros((2, 2, 5), np.uint8), "MSK003"),
        (np.full((2, 2, 3), 256), "MSK003"),
        (np.zeros((2, 2, 3)), "MSK003"),
    ],
)
def test_an_array_that_is_no_mask_is_refused_at_once(array, code):
    with pytest.raises(AnnotationError) as caught:
        MaskData(arr=array)
    assert (caught.value.code, caught.value.path) == (code, "/mask")


def test_two_sources_are_refused_by_name():
    with pytest.raises(AnnotationError, match=r"im_bytes, url") as caught:
        MaskData(im_bytes=b"-", url="https://e.test/m.png")
    assert caught.value.code == "MSK008"


def test_bytes_that_are_no_png_are_refused_when_they_are_read():
    with pytest.raises(AnnotationError) as caught:
        Mask(mask=MaskData(im_bytes=b"GIF89a"), color=1).runs()
    assert caught.value.code == "MSK003"


def test_a_missing_file_is_refused_when_it_is_read(tmp_path):
    with pytest.raises(AnnotationError, match="No such file"):
        Mask(mask=MaskData(file_path=tmp_path / "none.png"), color=1).runs()


def test_run_lengths_fill_their_size():
    with pytest.raises(AnnotationError) as caught:
        MaskData(counts=[1, 2], size=(2, 2))
    assert (caught.value.code, caught.value.path) == ("MSK005", "/mask/counts")


def test_the_value_is_the_picture():
    buffer = io.BytesIO()
    Image.fromarray(ARRAY * 255).save(buffer, "PNG")
    found = MaskData(im_bytes=buffer.getvalue()).value
    assert found is not None
    assert (found == np.repeat(ARRAY[:, :, None] * 255, 3, axis=2)).all()
    assert MaskData(arr=ARRAY).value is ARRAY
    assert MaskData(url="https://e.test/m.png").value is None


def test_mask_data_travels_between_processes_after_it_was_read():
    mask = Mask(mask=MaskData(arr=ARRAY), color=1)
    mask.runs()
    assert pickle.loads(pickle.dumps(mask)) == mask


def test_it_shows_sizes_and_not_contents():
    assert repr(MaskData(arr=ARRAY)) == "MaskData(arr=2x2 uint8)"
    assert repr(MaskData(im_bytes=b"12345")) == "MaskData(im_bytes=<5 bytes>)"
