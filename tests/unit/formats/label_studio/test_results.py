import pytest

from postil.model.answer import Answer
from postil.model.geometry import Bitmap, Box, Ellipse, Mask, Path, Point, Polygon
from postil.model.span import MarkupSpan, ParagraphSpan, SeriesRange, TextSpan, TimeRange
from postil.model.target import Target
from postil.model.track import Track
from tests.unit.formats.label_studio.roundtrip import annotation, read_one, spelled, there_and_back

VERTICES = [
    {"id": "a", "x": 1, "y": 2, "prevPointId": None, "isBezier": False},
    {
        "id": "b", "x": 3, "y": 4, "prevPointId": "a", "isBezier": True,
        "controlPoint1": {"x": 2, "y": 3}, "controlPoint2": {"x": 4, "y": 5},
    },
]  # fmt: skip
FRAMES = [
    {"frame": 1, "time": 0.04, "enabled": True, "x": 1, "y": 2, "width": 3, "height": 4, "rotation": 0},
    {"frame": 9, "time": 0.36, "enabled": False, "x": 5, "y": 6, "width": 3, "height": 4, "rotation": 0},
    {"frame": 20, "time": 0.8, "enabled": True, "x": 5, "y": 6, "width": 3, "height": 4, "rotation": 0},
]
BOX = {"x": 1, "y": 2, "width": 3, "height": 4, "rotation": 10}
# One of every kind in the catalogue of results; `PNG` is the shortest header, which no reader decodes here.
SHAPES = [
    ("rectangle", BOX, Box),
    ("rectanglelabels", {**BOX, "rectanglelabels": ["a"]}, Box),
    ("polygonlabels", {"points": [[1, 2], [3, 4], [5, 6]], "closed": True, "polygonlabels": ["a"]}, Polygon),
    ("ellipselabels", {"x": 1, "y": 2, "radiusX": 3, "radiusY": 4, "ellipselabels": ["a"]}, Ellipse),
    ("keypointlabels", {"x": 1, "y": 2, "width": 0.3, "keypointlabels": ["a"]}, Point),
    ("brushlabels", {"format": "rle", "rle": [0, 1, 255], "brushlabels": ["a"]}, Mask),
    ("bitmasklabels", {"imageDataURL": "data:image/png;base64,iVBORw0KGgo=", "bitmasklabels": ["a"]}, Bitmap),
    ("vectorlabels", {"closed": False, "vertices": VERTICES, "vectorlabels": ["a"]}, Path),
    ("labels", {"start": 3, "end": 7, "text": "word", "labels": ["a"]}, TextSpan),
    ("labels", {"start": 0.5, "end": 2, "channel": 0, "labels": ["a"]}, TimeRange),
    ("labels", {**BOX, "labels": ["a"]}, Box),
    (
        "hypertextlabels",
        {
            "start": "/p[1]/text()[1]", "end": "/p[2]/text()[1]", "startOffset": 3, "endOffset": 4,
            "globalOffsets": {"start": 3, "end": 30}, "text": "words", "hypertextlabels": ["a"],
        },
        MarkupSpan,
    ),
    (
        "paragraphlabels",
        {"start": "0", "end": "2", "startOffset": 3, "endOffset": 4, "text": "w", "paragraphlabels": ["a"]},
        ParagraphSpan,
    ),
    ("timeserieslabels", {"start": 1.5, "end": 2, "instant": False, "timeserieslabels": ["a"]}, SeriesRange),
    ("timeserieslabels", {"start": "2020-01-01", "end": "2020-02-01", "instant": False}, SeriesRange),
    ("videorectangle", {"framesCount": 99, "duration": 4.0, "sequence": FRAMES, "labels": ["a"]}, Track),
    (
        "videovector",
        {"sequence": [{"frame": 1, "time": 0.1, "enabled": True, "closed": True, "vertices": VERTICES}]},
        Track,
    ),
    ("ocrlabels", {**BOX, "pageIndex": 2, "ocrtext": "word", "ocrlabels": ["a"]}, Box),
]  # fmt: skip
ANSWERS = [
    ("choices", {"choices": ["a"]}, "radio", ["a"]),
    ("choices", {"choices": ["a", "b"]}, "checklist", ["a", "b"]),
    ("choices", {"choices": [["a", "b"]]}, "radio", [["a", "b"]]),
    ("taxonomy", {"taxonomy": [["a", "b"], ["c"]]}, "taxonomy", [["a", "b"], ["c"]]),
    ("textarea", {"text": ["a", "b"]}, "text", ["a", "b"]),
    ("textarea", {"text": "a"}, "text", ["a"]),
    ("rating", {"rating": 4}, "rating", [4]),
    ("number", {"number": 4.5}, "number", [4.5]),
    ("datetime", {"datetime": "2020-01-01"}, "datetime", ["2020-01-01"]),
    ("pairwise", {"selected": "left"}, "pairwise", ["left"]),
    ("ranker", {"ranker": {"good": ["1"], "bad": ["2", "3"]}}, "ranking", [["1"], ["2", "3"]]),
    ("ranker", {"ranker": ["2", "1"]}, "ranking", [["2", "1"]]),
    ("timelinelabels", {"ranges": [{"start": 1, "end": 9}], "timelinelabels": ["a"]}, "checklist", ["a"]),
]


def result(kind, value, **more):
    return {"id": "r", "type": kind, "from_name": "tool", "to_name": "thing", "value": value, **more}


def task(*results):
    return [{"data": {"thing": "/a"}, "predictions": [{"result": list(results)}]}]


@pytest.mark.parametrize(("kind", "value", "geometry"), SHAPES)
def test_every_shape_is_read_as_what_it_is(kind, value, geometry):
    found = annotation(result(kind, value))
    assert type(found.geometry) is geometry
    assert (found.key, found.feature, found.kind, found.target.asset) == ("r", "tool", "object", "thing")


@pytest.mark.parametrize(("kind", "value", "_"), SHAPES)
def test_every_shape_is_written_back_deep_equal(kind, value, _):
    tasks = task(result(kind, value, original_width=6, original_height=4, image_rotation=0, score=0.5))
    assert there_and_back(tasks) == spelled(tasks)


@pytest.mark.parametrize(("kind", "value", "answer", "values"), ANSWERS)
def test_every_answer_is_read_as_what_it_is(kind, value, answer, values):
    found = annotation(result(kind, value))
    (classification,) = found.classifications
    assert (found.kind, classification.kind, classification.feature) == ("classification", answer, "tool")
    assert [reply.value for reply in classification.answers] == values


@pytest.mark.parametrize(("kind", "value", "_answer", "_values"), ANSWERS)
def test_every_answer_is_written_back_deep_equal(kind, value, _answer, _values):
    tasks = task(result(kind, value))
    assert there_and_back(tasks) == spelled(tasks)


def test_positions_are_percent_and_keep_their_spelling():
    found = annotation(result("rectangle", {"x": 1, "y": 2.0, "width": 3.5, "height": 4, "rotation": 90}))
    assert found.geometry == Box(1, 2.0, 3.5, 4, 90, "percent")
    assert type(found.geometry.top) is float


def test_text_counts_code_units_and_excludes_its_end():
    found = annotation(result("labels", {"start": 29, "end": 31, "text": "27", "labels": ["Date"]}))
    assert (found.geometry, found.labels) == (TextSpan(29, 31, "utf16", "27"), ["Date"])


def test_a_shape_without_labels_has_none():
    assert annotation(result("rectangle", BOX)).labels == []


def test_results_that_share_an_id_are_one_annotation():
    found = annotation(
        result("rectangle", BOX),
        {**result("labels", {**BOX, "labels": ["Text"]}), "from_name": "label"},
        {**result("textarea", {**BOX, "text": ["TOTAL"]}), "from_name": "transcription"},
    )
    assert (found.feature, found.labels) == ("tool", ["Text"])
    (question,) = found.classifications
    assert (question.feature, question.answers) == ("transcription", [Answer("TOTAL")])


def test_results_of_regions_may_be_interleaved():
    first = [result("rectangle", BOX), {**result("labels", {"labels": ["a"]}), "from_name": "l"}]
    second = [{**one, "id": "s"} for one in first]
    tasks = task(first[0], second[0], first[1], second[1])
    assert there_and_back(tasks) == spelled(tasks)
    assert len(read_one(tasks[0]).bundles[0].annotations) == 2


def test_a_plain_region_needs_no_note_but_its_size():
    found = annotation(
        result(
            "rectanglelabels", {**BOX, "rectanglelabels": ["a"]},
            original_width=6, original_height=4, image_rotation=0, meta=None,
        )
    )  # fmt: skip
    assert found.ext == {"label_studio": {"size": [6, 4, 0], "patches": [["/0/meta", [], [None]]]}}


def test_a_second_shape_under_the_same_id_is_kept_apart():
    tasks = task(result("rectangle", BOX), result("keypoint", {"x": 1, "y": 2, "width": 1}))
    entry = read_one(tasks[0])
    assert [type(found.geometry) for found in entry.bundles[0].annotations] == [Box, Point]
    assert [(issue.code, issue.severity) for issue in entry.issues] == [("ROW008", "warning")]
    assert len({found.key for found in entry.bundles[0].annotations}) == 2
    assert there_and_back(tasks) == spelled(tasks)


def test_a_result_without_an_id_has_no_key_and_is_written_without_one():
    bare = result("choices", {"choices": ["a"]})
    del bare["id"]
    assert annotation(bare).key == ""
    assert there_and_back(task(bare, bare)) == spelled(task(bare, bare))


@pytest.mark.parametrize(
    ("more", "where"), [({"score": 0.7}, "region"), ({}, "value")], ids=["region", "value"]
)
def test_the_score_of_a_region_is_its_confidence(more, where):
    value = {"start": 1, "end": 2, "text": "a", "labels": [], **({"score": 0.7} if where == "value" else {})}
    assert annotation(result("labels", value, **more)).confidence == 0.7


def test_flags_and_the_item_belong_to_the_annotation():
    found = annotation(result("rectangle", BOX, readonly=True, hidden=True, item_index=3))
    assert (found.readonly, found.hidden, found.target) == (True, True, Target("thing", 3))


def test_pages_of_a_document_count_from_one():
    value = {**BOX, "pageIndex": 2, "ocrtext": "word", "ocrlabels": ["a"]}
    assert annotation(result("ocrlabels", value)).target.page == 3


@pytest.mark.parametrize(
    ("spelled_direction", "direction"),
    [("right", "unidirectional"), ("left", "reverse"), ("bi", "bidirectional")],
)
def test_a_relation_links_two_regions(spelled_direction, direction):
    link = {"type": "relation", "from_id": "a", "to_id": "b", "direction": spelled_direction, "labels": ["x"]}
    found = annotation(link)
    assert found.kind == "relationship"
    relation = found.relation
    assert (relation.source, relation.target, relation.labels) == ("a", "b", ["x"])
    assert relation.direction == direction
    assert there_and_back(task(link)) == spelled(task(link))


def test_a_disabled_key_frame_ends_a_stretch_of_visibility():
    value = {"framesCount": 99, "duration": 4.0, "sequence": FRAMES, "labels": ["a"]}
    segments = annotation(result("videorectangle", value)).geometry.segments
    assert [[frame.frame for frame in segment.keyframes] for segment in segments] == [[1, 9], [20]]
    assert [segment.until for segment in segments] == ["last_keyframe", "end"]


def test_brush_bytes_are_kept_as_they_are():
    value = {"format": "rle", "rle": [0, 1, 255], "brushlabels": ["a"]}
    entry = read_one(task(result("brushlabels", value, original_width=6, original_height=4))[0])
    mask = entry.bundles[0].annotations[0].geometry
    assert (mask.height, mask.width, mask.source.encoding) == (4, 6, "brush_rle")
    assert entry.contents == {mask.source.sha256: b"\x00\x01\xff"}
