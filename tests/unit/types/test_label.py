import pytest

from postil.errors import AnnotationError
from postil.types import GenericDataRowData, ImageData, Label, LabelGenerator, MaskData, to_ndjson
from tests.unit.types.make import box, frame, label

NAMES = [
    ({"global_key": "gk"}, {"globalKey": "gk"}),
    ({"uid": "id-1"}, {"id": "id-1"}),
    (GenericDataRowData(global_key="gk"), {"globalKey": "gk"}),
    (ImageData(uid="id-1"), {"id": "id-1"}),
    (MaskData(global_key="gk"), {"globalKey": "gk"}),
]


@pytest.mark.parametrize(("data", "expected"), NAMES)
def test_a_data_row_is_named_in_any_form(data, expected):
    (row,) = to_ndjson([Label(data=data, annotations=[box()])])
    assert row["dataRow"] == expected


@pytest.mark.parametrize("data", [{}, {"globalKey": "gk"}, {"external_id": "x"}, {"global_key": ""}])
def test_what_names_no_data_row_is_refused(data):
    with pytest.raises(AnnotationError) as caught:
        Label(data=data)
    assert caught.value.code in {"ROW002", "ROW011"}


def test_a_long_global_key_is_refused():
    with pytest.raises(AnnotationError) as caught:
        Label(data={"global_key": "x" * 201})
    assert caught.value.code == "ROW011"


def test_the_list_of_annotations_is_the_programs_own():
    annotations = [box()]
    made = Label(data={"global_key": "gk"}, annotations=annotations)
    annotations.append(box(name="other"))
    assert [row["name"] for row in to_ndjson([made])] == ["car", "other"]


def test_frames_do_not_count_as_annotations_of_their_own():
    assert len(label(*(frame(number) for number in range(5001))).annotations) == 5001


def test_labels_may_come_one_after_the_other():
    made = LabelGenerator(data=(label(box(name=name)) for name in "ab"))
    assert [row["name"] for row in to_ndjson(made)] == ["a", "b"]


def test_annotations_are_told_apart_by_kind():
    made = label(box(), frame(3))
    assert (len(made.object_annotations()), made.classification_annotations()) == (2, [])
    assert list(made.frame_annotations()) == [3]
