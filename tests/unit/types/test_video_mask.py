import base64

import pytest

from postil.errors import AnnotationError
from postil.types import MaskFrame, MaskInstance, VideoMaskAnnotation
from tests.unit.types.make import rows


def annotation(**more):
    frame = MaskFrame(index=1, im_bytes=b"PNG")
    return VideoMaskAnnotation(
        frames=[frame], instances=[MaskInstance(color_rgb=(0, 0, 255), name="car")], **more
    )


def test_bytes_are_still_bytes_after_writing():
    given = annotation()
    for _ in range(2):
        (row,) = rows(given)
    assert row["masks"]["frames"] == [{"index": 1, "imBytes": base64.b64encode(b"PNG").decode()}]
    assert given.frames[0].im_bytes == b"PNG"


def test_an_instance_may_be_named_by_its_schema_id():
    named = MaskInstance(color_rgb=(0, 0, 255), feature_schema_id="ckrazcueb16og0z6609jj7y3y")
    (row,) = rows(VideoMaskAnnotation(frames=[], instances=[named]))
    assert row["masks"]["instances"] == [{"schemaId": "ckrazcueb16og0z6609jj7y3y", "colorRGB": [0, 0, 255]}]


def test_a_uuid_is_the_key_of_all_of_it():
    uuid = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"
    (row,) = rows(annotation(extra={"uuid": uuid}))
    assert row["uuid"] == uuid


@pytest.mark.parametrize("color", [(0, 0), (0, 0, 256), (0, 0, -1)])
def test_what_is_no_color_is_refused(color):
    with pytest.raises(AnnotationError) as caught:
        MaskInstance(color_rgb=color, name="car")
    assert (caught.value.code, caught.value.path) == ("MSK007", "/masks/instances/0/colorRGB")


def test_a_frame_has_one_picture():
    with pytest.raises(AnnotationError, match="both") as caught:
        MaskFrame(index=1, im_bytes=b"PNG", instance_uri="https://e.test/1.png")
    assert caught.value.code == "VID006"
