import pytest

from postil.errors import AnnotationError
from postil.types import Label, Radio, TemporalClassificationQuestion, Text, from_ndjson, to_ndjson

ROW = {"dataRow": {"globalKey": "gk"}, "name": "car"}
BBOX = {"top": 1, "left": 2, "height": 3, "width": 4}
UUID = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"


def read(*rows):
    (found,) = from_ndjson([ROW | row for row in rows])
    return found.annotations


@pytest.mark.parametrize(
    ("row", "code", "path"),
    [
        ({}, "ROW007", ""),
        ({"bbox": {"top": 1}}, "ROW010", "/bbox/left"),
        ({"bbox": BBOX | {"width": 0}}, "GEO002", "/bbox/width"),
        ({"mask": {"png": "*"}}, "MSK010", "/mask/png"),
        ({"answer": [{"name": "a"}, {"name": "a"}]}, "CLS002", "/answer/1"),
        ({"segments": [{"keyframes": [{"frame": 1, "polygon": []}]}]},
         "VID005", "/segments/0/keyframes/0/polygon"),
        ({"relationship": {"target": UUID}}, "REL001", "/relationship/source"),
        ({"relationship": {"source": UUID, "target": UUID}}, "REL004", "/relationship/source"),
        ({"bbox": BBOX, "uuid": "x"}, "ROW012", "/uuid"),
    ],
)  # fmt: skip
def test_a_row_is_refused_as_an_import_refuses_it(row, code, path):
    with pytest.raises(AnnotationError, match="row 2") as caught:
        list(from_ndjson([ROW | {"bbox": BBOX}, ROW | row]))
    assert (caught.value.code, caught.value.path) == (code, path)


def test_a_row_without_a_data_row_is_refused():
    with pytest.raises(AnnotationError) as caught:
        list(from_ndjson([{"name": "car", "bbox": BBOX}]))
    assert (caught.value.code, caught.value.path) == ("ROW001", "/dataRow")


def test_uuid_and_unknown_keys_are_kept_in_extra():
    (found,) = read({"bbox": BBOX, "uuid": UUID, "color": "red"})
    assert found.extra == {"uuid": UUID, "color": "red"}


def test_a_negative_height_is_the_same_box():
    ((row,),) = [list(to_ndjson([Label(data={"global_key": "gk"}, annotations=read({"bbox": box}))]))
                 for box in [BBOX | {"top": 4, "height": -3}]]  # fmt: skip
    assert row["bbox"] == BBOX


def test_extents_are_found_again_to_the_last_digit():
    box = {"top": 135.3, "left": 102.771, "height": 109.84299999999999, "width": 415.8}
    (row,) = to_ndjson(from_ndjson([ROW | {"bbox": box}]))
    assert row["bbox"] == box


def test_answers_is_another_spelling():
    (found,) = read({"answers": {"name": "sunny"}})
    assert isinstance(found.value, Radio)


def test_one_text_in_a_list_is_a_text():
    (found,) = read({"answer": [{"value": "hello"}]})
    assert found.value == Text(answer="hello")


def test_frames_inside_one_answer_are_frames_of_a_video():
    found = read({"answer": {"name": "sunny", "frames": [{"start": 9, "end": 15}]}})
    assert [(one.frame, one.segment_index) for one in found] == [(9, 0), (15, 0)]


def test_an_answer_without_times_holds_as_long_as_the_one_above():
    nested = {"name": "tone", "answer": {"name": "calm"}}
    (found,) = read(
        {"answer": [{"value": "hello", "frames": [{"start": 1, "end": 5}], "classifications": [nested]}]}
    )
    (question,) = found.classifications
    assert isinstance(question, TemporalClassificationQuestion)
    assert question.value[0].frames == [(1, 5)]


def test_tracks_of_one_name_stay_apart():
    tracks = [{"segments": [{"keyframes": [{"frame": frame, "bbox": BBOX}]}]} for frame in (1, 2)]
    labels = list(from_ndjson([ROW | track for track in tracks]))
    assert len(list(to_ndjson(labels))) == 2


def test_rows_of_one_data_row_are_one_label_wherever_they_are():
    rows = [{"dataRow": {"globalKey": key}, "name": "car", "bbox": BBOX} for key in "aba"]
    assert [len(found.annotations) for found in from_ndjson(rows)] == [2, 1]


def test_a_key_and_an_id_are_not_the_same_data_row():
    rows = [{"dataRow": {name: "a"}, "name": "car", "bbox": BBOX} for name in ("id", "globalKey")]
    assert len(list(from_ndjson(rows))) == 2


@pytest.mark.parametrize("message", [{}, {"messageId": "4"}])
def test_the_quotation_of_an_entity_is_kept(message):
    location = {"start": 22, "end": 24, "token": "Ann"}
    (row,) = to_ndjson(from_ndjson([ROW | message | {"location": location}]))
    assert row["location"] == location
