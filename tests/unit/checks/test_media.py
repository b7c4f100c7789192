import pytest

from postil.checks.facts import RowFacts
from postil.checks.media import KEYFRAME_SHAPES, SHAPES
from postil.model.annotation import Annotation, Geometry
from postil.model.geometry import Box, Ellipse, Mask, Path, Point, Polygon, Polyline, Vertex
from postil.model.number import Pair
from postil.model.ontology import TOOL_KINDS
from postil.model.span import (
    MarkupSpan,
    ParagraphSpan,
    SeriesRange,
    TextSpan,
    TimeRange,
    TokenGroup,
    TokenSpan,
)
from postil.model.target import Target
from postil.model.track import Keyframe, Track, TrackSegment

RING: list[Pair] = [(1, 1), (9, 1), (5, 9)]
SHAPE_OF: dict[str, Geometry] = {
    "box": Box(1, 2, 3, 4),
    "polygon": Polygon(RING),
    "polyline": Polyline(RING),
    "point": Point(1, 2),
    "mask": Mask(),
    "text": TextSpan(0, 5),
    "tokens": TokenSpan([TokenGroup("g", ["t"], 1)]),
    "track": Track([TrackSegment([Keyframe(1, Box(1, 2, 3, 4))])]),
    "lines in time": Track([TrackSegment([Keyframe(1, Polyline(RING))])]),
}
TOOL_OF = {
    "box": "car", "polygon": "roof", "polyline": "road", "point": "wheel", "mask": "paint", "text": "person",
    "tokens": "person", "track": "car", "lines in time": "road",
}  # fmt: skip
# The support matrix of the Labelbox import pages: what each media type can carry.
MATRIX = {
    "image": {"box", "polygon", "polyline", "point", "mask"},
    "video": {"track", "lines in time"},
    "text": {"text"},
    "document": {"box", "tokens"},
    "geospatial": {"box", "polygon", "polyline", "point"},
    "audio": set(),
    "conversation": {"text"},
    "html": set(),
    "dicom": {"lines in time"},
}
DOCUMENTED = [
    (media, shape) for media in MATRIX for shape in SHAPE_OF
    # Label Studio knows what Labelbox does not: shapes on PDF pages, character spans of HTML.
    if (media, shape) not in {("document", "polygon"), ("document", "polyline"), ("document", "point"),
                              ("html", "text"), ("dicom", "track")}
]  # fmt: skip


@pytest.mark.parametrize(("media", "shape"), DOCUMENTED)
def test_a_shape_is_possible_on_the_media_types_documented_for_it(check, media, shape):
    found = check(Annotation("k", TOOL_OF[shape], geometry=SHAPE_OF[shape]), RowFacts(media, (2000, 1500)))
    assert ("ROW014" not in {issue.code for issue in found}) == (shape in MATRIX[media])


def test_a_box_in_a_video_is_asked_for_as_a_keyframe(check):
    [issue] = check(Annotation("k", "car", geometry=Box(1, 2, 3, 4)), RowFacts("video", (1280, 720)))
    assert (issue.code, issue.got) == ("ROW014", "bbox")
    assert issue.hint == "give it as a keyframe, with its frame"


def test_a_track_on_an_image_is_asked_for_without_frames(check):
    [issue] = check(Annotation("k", "car", geometry=SHAPE_OF["track"]))
    assert (issue.code, issue.hint) == ("ROW014", "give the shape itself, without frames")


def test_a_media_type_that_is_not_known_forbids_nothing(check):
    assert check(Annotation("k", "car", geometry=Box(1, 2, 3, 4)), RowFacts("hologram")) == []


def test_a_task_of_several_assets_is_judged_by_the_one_it_names(check):
    row = RowFacts("image", (2000, 1500), assets={"text": RowFacts("text", None, 20)})
    span = Annotation("k", "person", geometry=TextSpan(0, 5), target=Target("text"))
    assert check(span, row, form="label_studio") == []
    box = Annotation("k", "car", geometry=Box(1, 2, 3, 4), target=Target("text"))
    assert [issue.code for issue in check(box, row, form="label_studio")] == ["ROW014"]


@pytest.mark.parametrize(
    "geometry",
    [
        *SHAPE_OF.values(),
        Ellipse(5, 5, 2, 2),
        Path([Vertex(1, 1), Vertex(9, 9)]),
        MarkupSpan("/p[1]", 0, "/p[1]", 5),
        ParagraphSpan(0, 0, 1, 5),
        TimeRange(0, 5),
        SeriesRange(0, 5),
    ],
)
def test_a_tool_for_any_region_draws_every_shape(check, geometry):
    assert check(Annotation("k", "any", geometry=geometry), RowFacts("hologram"), form="label_studio") == []


def test_the_table_of_shapes_covers_every_kind_of_geometry():
    possible = set().union(*SHAPES.values(), *KEYFRAME_SHAPES.values())
    assert {type(shape) for shape in SHAPE_OF.values()} <= possible
    assert len(TOOL_KINDS) == 12
