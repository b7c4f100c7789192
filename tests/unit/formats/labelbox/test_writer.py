import json

import pytest

from postil.formats.format import Written
from postil.formats.labelbox.rows import LABELBOX
from postil.model.annotation import Annotation, Relation
from postil.model.answer import Answer, Classification
from postil.model.data_row import Asset, DataRow
from postil.model.geometry import Bitmap, Box, Ellipse, Mask, MaskSource, Point, Polygon
from postil.model.issue import Loss
from postil.model.label import Bundle
from postil.model.span import TextSpan, TimeRange
from postil.model.target import Target
from postil.model.track import Keyframe, Track, TrackSegment

UUID = "6b4cb242-4a23-4596-a217-beaddbc496cb"
ROW = DataRow([], global_key="gk-1")


def write(*annotations, data_row=ROW, size=None, row_id=None):
    losses: list[Loss] = []
    rows = [Written(data_row, [Bundle(list(annotations))], size, row_id)]
    lines = b"".join(LABELBOX.write(rows, lambda _: b"", losses.append)).splitlines()
    return [json.loads(line) for line in lines], [loss.code for loss in losses]


def spelled(annotation, **context):
    (row,), losses = write(annotation, **context)
    return row, losses


def test_a_new_box_is_written_like_the_official_client_does():
    row, losses = spelled(Annotation(UUID, "car", geometry=Box(2, 1, 4, 3.0)))
    assert json.dumps(row) == (
        f'{{"uuid": "{UUID}", "dataRow": {{"globalKey": "gk-1"}}, "name": "car", "classifications": [], '
        '"bbox": {"top": 1, "left": 2, "height": 3.0, "width": 4}}'
    )
    assert losses == []


def test_the_label_is_the_name_and_further_labels_are_lost():
    row, losses = spelled(Annotation("r", "tag", geometry=Point(1, 2), labels=["Car", "Red"]))
    assert (row["name"], losses) == ("Car", ["LOS005"])


def test_an_unlabelled_region_without_a_feature_is_lost():
    assert write(Annotation("r", geometry=Point(1, 2))) == ([], ["LOS003"])


def test_keys_of_other_formats_become_uuids_and_relationships_follow_them():
    rows, losses = write(
        Annotation("one", "a", geometry=Point(1, 2)),
        Annotation("two", "a", geometry=Point(1, 2)),
        Annotation("link", kind="relationship", relation=Relation("two", "one", direction="reverse")),
    )
    one, two, link = rows
    assert (link["relationship"]["source"], link["relationship"]["target"]) == (two["uuid"], one["uuid"])
    assert (link["name"], link["relationship"]["type"]) == ("relationship", "unidirectional")
    assert losses == []


def test_rows_that_came_without_uuid_are_written_without_unless_something_points_at_them():
    plain, end = Annotation("~a1", "a", geometry=Point(1, 2)), Annotation("~b2", "a", geometry=Point(1, 2))
    link = Annotation(UUID, "r", kind="relationship", relation=Relation("~b2", "~b2"))
    rows, _ = write(plain, end, link)
    assert "uuid" not in rows[0]
    assert rows[1]["uuid"] == rows[2]["relationship"]["target"]


def test_percent_becomes_pixels_of_the_displayed_size():
    row, losses = spelled(Annotation("r", "a", geometry=Box(50, 25, 10, 20, unit="percent")), size=(200, 400))
    assert row["bbox"] == {"left": 100.0, "top": 100.0, "width": 20.0, "height": 80.0}
    assert losses == []


def test_percent_of_an_unknown_size_is_lost():
    assert write(Annotation("r", "a", geometry=Point(50, 50, unit="percent"))) == ([], ["LOS004"])


def test_an_ellipse_becomes_a_polygon_and_says_so():
    row, losses = spelled(Annotation("r", "a", geometry=Ellipse(10, 10, 5, 5)))
    assert len(row["polygon"]) == 65
    assert losses == ["LOS001"]


@pytest.mark.parametrize(
    "geometry",
    [
        TimeRange(0, 1),
        Bitmap(1, 1, "00", "png"),
        Mask(source=MaskSource("brush_rle", "00")),
        Track([TrackSegment([Keyframe(1, Polygon([(0, 0), (1, 0), (1, 1)]))])]),
        None,
    ],
)
def test_shapes_without_a_form_in_rows_are_lost(geometry):
    assert write(Annotation("r", "a", geometry=geometry)) == ([], ["LOS003"])


def test_keyframes_in_percent_are_written_in_pixels():
    track = Track([TrackSegment([Keyframe(1, Point(50, 50, unit="percent"))])])
    row, _ = spelled(Annotation("r", "a", geometry=track), size=(10, 20))
    assert row["segments"][0]["keyframes"][0]["point"] == {"x": 5.0, "y": 10.0}


@pytest.mark.parametrize("kind", ["taxonomy", "ranking", "pairwise"])
def test_questions_labelbox_does_not_have_are_lost(kind):
    question = Classification("q", kind, [Answer("a")])
    assert write(Annotation("r", "q", kind="classification", classifications=[question])) == ([], ["LOS003"])
    row, losses = spelled(Annotation("r", "a", geometry=Point(1, 2), classifications=[question]))
    assert (row["classifications"], losses) == ([], ["LOS003"])


def test_numbers_and_ratings_become_text():
    question = Classification("q", "rating", [Answer(4)])
    row, losses = spelled(Annotation("r", "q", kind="classification", classifications=[question]))
    assert (row["answer"], losses) == ("4", [])


def test_a_checklist_with_one_answer_is_a_list():
    question = Classification("q", "checklist", [Answer("a")])
    row, _ = spelled(Annotation("r", "q", kind="classification", classifications=[question]))
    assert row["answer"] == [{"name": "a"}]


def test_what_a_row_has_no_key_for_is_reported():
    annotation = Annotation(
        "r", "a", geometry=TextSpan(0, 3), hidden=True, readonly=True, target=Target(item=2)
    )
    _, losses = spelled(annotation)
    assert losses == ["LOS002"] * 3


def test_a_polygon_of_another_format_is_closed():
    row, _ = spelled(Annotation("r", "a", geometry=Polygon([(0, 0), (1, 0), (1, 1)])))
    assert row["polygon"][0] == row["polygon"][-1]


def test_notes_of_other_formats_are_not_read():
    row, losses = spelled(
        Annotation("r", "a", geometry=Point(1, 2), ext={"label_studio": {"extra": {"/x": 1}}})
    )
    assert ("x" in row, losses) == (False, [])


@pytest.mark.parametrize(
    ("data_row", "row_id", "expected"),
    [
        (DataRow([], global_key="g"), "i", {"globalKey": "g"}),
        (DataRow([]), "i", {"id": "i"}),
        (DataRow([Asset(url="u")], external_id="e"), None, {"globalKey": "e"}),
        (DataRow([Asset(), Asset(url="u")]), None, {"globalKey": "u"}),
    ],
)
def test_a_data_row_is_named_by_the_best_it_has(data_row, row_id, expected):
    row, _ = spelled(Annotation("r", "a", geometry=Point(1, 2)), data_row=data_row, row_id=row_id)
    assert row["dataRow"] == expected


def test_names_longer_than_a_global_key_may_be_are_hashed():
    row, _ = spelled(Annotation("r", "a", geometry=Point(1, 2)), data_row=DataRow([Asset(url="u" * 201)]))
    assert len(row["dataRow"]["globalKey"]) == 64


def test_every_data_row_is_one_piece_and_those_without_annotations_none():
    rows = [
        Written(ROW, [Bundle([Annotation("r", "a", geometry=Point(1, 2))] * 2)]),
        Written(ROW, [Bundle([])]),
    ]
    pieces = list(LABELBOX.write(rows, lambda _: b"", lambda _: None))
    assert [piece.count(b"\n") for piece in pieces] == [2]


def test_an_edited_ring_is_written_closed_or_open_like_the_old_one():
    closed = Annotation(
        "r", "a", geometry=Polygon([(0, 0), (1, 0)]), ext={"labelbox": {"closing": [9.0, 9.0]}}
    )
    assert spelled(closed)[0]["polygon"][-1] == {"x": 0, "y": 0}
    opened = Annotation("r", "a", geometry=Polygon([(0, 0), (1, 0)]), ext={"labelbox": {"ring": "open"}})
    assert len(spelled(opened)[0]["polygon"]) == 2
