import numpy as np
import pytest

from postil.errors import AnnotationError
from tests.unit.types.make import answer, frame, loose, rectangle


def test_frames_of_numpy_are_frames():
    assert (
        type(
            loose.VideoObjectAnnotation(name="car", frame=np.int64(3), keyframe=True, value=rectangle()).frame
        )
        is int
    )


@pytest.mark.parametrize("make", [frame, lambda number: answer(number, "sunny")])
def test_a_frame_is_not_negative(make):
    with pytest.raises(AnnotationError) as caught:
        make(-1)
    assert caught.value.code == "VID001"


@pytest.mark.parametrize("make", [frame, lambda number: answer(number, "sunny")])
def test_a_frame_is_whole(make):
    with pytest.raises(AnnotationError) as caught:
        make(1.5)
    assert caught.value.code == "VID010"


def test_frame_zero_is_taken():
    assert frame(0).frame == 0
