import base64

import pytest

from postil.formats.format import Written
from postil.formats.labelbox.rows import LABELBOX
from postil.model.data_row import DataRow
from postil.model.geometry import MaskSource
from postil.model.issue import Loss
from postil.model.label import Bundle
from tests.unit.formats.labelbox.roundtrip import only_issue, read_shape, written

UUID = "78a8a027-9089-420c-8348-6099eb77e4aa"
FRAMES = [
    {"index": 1, "instanceURI": "https://e.test/1.png"},
    {"index": 5, "imBytes": base64.b64encode(b"png").decode()},
]
RED, BLUE = {"name": "cat", "colorRGB": [255, 0, 0]}, {"name": "dog", "colorRGB": [0, 0, 255]}


def read(frames=FRAMES, instances=(RED, BLUE), **fields):
    return read_shape(name=None, masks={"frames": frames, "instances": list(instances)}, **fields)


def test_every_instance_becomes_an_annotation_of_the_rows_group():
    entry = read(uuid=UUID)
    assert entry.issues == []
    assert [annotation.feature for annotation in entry.annotations] == ["cat", "dog"]
    assert {annotation.group for annotation in entry.annotations} == {UUID}
    assert len({annotation.key for annotation in entry.annotations}) == 2


def test_an_instance_is_one_colour_of_every_frame():
    (keyframes,) = (segment.keyframes for segment in read().annotations[1].geometry.segments)
    assert [keyframe.frame for keyframe in keyframes] == [1, 5]
    assert keyframes[0].shape.source == MaskSource(
        "composite_png", url="https://e.test/1.png", color=(0, 0, 255)
    )


def test_the_instances_are_written_as_one_row_again():
    for entry in (read(uuid=UUID), read(uuid=UUID.upper()), read()):
        (row,) = written([entry])
        assert row["masks"] == {"frames": FRAMES, "instances": [RED, BLUE]}
        assert row.get("uuid") == entry.spelled_key


def test_rows_without_uuid_are_grouped_by_their_content():
    one, same, other = read(), read(), read(instances=[RED])
    assert one.annotations[0].group == same.annotations[0].group != other.annotations[0].group


def test_two_instances_of_one_colour_have_keys_of_their_own():
    entry = read(uuid=UUID, instances=[RED, RED | {"name": "tail"}])
    assert len({annotation.key for annotation in entry.annotations}) == 2


def test_an_instance_whose_mask_was_edited_is_reported_as_lost():
    entry = read(uuid=UUID)
    entry.annotations[0].geometry.segments[0].keyframes[0].shape.source = None
    losses: list[Loss] = []
    row = Written(DataRow([], global_key="a"), [Bundle(entry.annotations)])
    assert list(LABELBOX.write([row], entry.contents.__getitem__, losses.append)) == []
    assert [loss.code for loss in losses] == ["LOS003"]


@pytest.mark.parametrize(
    ("frames", "instances", "code", "pointer"),
    [
        ([{"index": 1}], [RED], "VID006", "/masks/frames/0"),
        ([FRAMES[0] | FRAMES[1]], [RED], "VID006", "/masks/frames/0"),
        ([{"index": 1, "instanceURI": "x.png"}], [RED], "VID007", "/masks/frames/0/instanceURI"),
        ([{"index": 1, "imBytes": "%"}], [RED], "MSK010", "/masks/frames/0/imBytes"),
        ([{"index": 1.5, "imBytes": ""}], [RED], "VID010", "/masks/frames/0/index"),
        ([], [RED], "VID003", "/masks/frames"),
        (FRAMES, [], "VID008", "/masks/instances"),
        (FRAMES, [{"colorRGB": [1, 2, 3]}], "VID008", "/masks/instances/0"),
        (FRAMES, [{"name": "a"}], "MSK007", "/masks/instances/0/colorRGB"),
        (FRAMES, [{"name": "a", "colorRGB": [1, 2, 300]}], "MSK007", "/masks/instances/0/colorRGB"),
    ],
)
def test_what_is_wrong_with_a_mask_row_is_located(frames, instances, code, pointer):
    issue = only_issue(read(frames, instances))
    assert (issue.code, issue.where.pointer) == (code, pointer)


def test_keys_of_other_rows_are_kept_with_a_warning():
    entry = read_shape(masks={"frames": FRAMES, "instances": [RED]}, name="cat")
    assert (only_issue(entry).code, only_issue(entry).where.pointer) == ("ROW009", "/name")
    assert written([entry])[0]["name"] == "cat"
