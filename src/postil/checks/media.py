"""ROW014, ONT003 and ONT012: what a media type can carry, and what a tool draws."""

from postil.checks.place import Places
from postil.checks.report import Report, quoted
from postil.model.annotation import Geometry
from postil.model.geometry import (
    Bitmap,
    Box,
    CenterBox,
    CornerBox,
    Ellipse,
    Mask,
    Path,
    Point,
    Polygon,
    Polyline,
)
from postil.model.ontology import Feature, FeatureKind
from postil.model.span import MarkupSpan, ParagraphSpan, SeriesRange, TextSpan, TimeRange, TokenSpan
from postil.model.track import Track

_BOXES: tuple[type, ...] = (Box, CornerBox, CenterBox)
_DRAWN: tuple[type, ...] = (*_BOXES, Polygon, Polyline, Path, Point, Ellipse)

SHAPES: dict[str, frozenset[type]] = {
    "image": frozenset({*_DRAWN, Mask, Bitmap}),
    "video": frozenset({Track, TimeRange}),
    "text": frozenset({TextSpan}),
    "document": frozenset({*_DRAWN, TokenSpan}),
    "geospatial": frozenset({*_BOXES, Polygon, Polyline, Point}),
    "audio": frozenset({TimeRange}),
    "conversation": frozenset({TextSpan, ParagraphSpan}),
    "html": frozenset({MarkupSpan, TextSpan}),
    "dicom": frozenset({Track}),
    "series": frozenset({SeriesRange}),
}
"""Shapes by media type: the union of what the Labelbox import pages and the Label Studio tags allow."""

KEYFRAME_SHAPES: dict[str, frozenset[type]] = {
    "video": frozenset({*_BOXES, Point, Polyline, Path, Mask}),
    "dicom": frozenset({Polyline, Mask}),
}
"""Shapes of keyframes by media type."""

_DRAWS: dict[type, frozenset[FeatureKind]] = {
    **dict.fromkeys(_BOXES, frozenset({"box"})),
    Polygon: frozenset({"polygon"}),
    Polyline: frozenset({"polyline", "path"}),
    Path: frozenset({"path", "polyline"}),
    Point: frozenset({"point"}),
    Ellipse: frozenset({"ellipse"}),
    Mask: frozenset({"mask"}),
    Bitmap: frozenset({"mask"}),
    **dict.fromkeys((TextSpan, MarkupSpan, ParagraphSpan, TokenSpan), frozenset({"text_entity"})),
    TimeRange: frozenset({"time_range"}),
    SeriesRange: frozenset({"series_range"}),
}


def check_media(geometry: Geometry, media_type: str, places: Places, report: Report) -> bool:
    """Report a shape that the data row's media type cannot carry; say whether it can."""
    allowed = SHAPES.get(media_type)
    if allowed is None or type(geometry) in allowed:
        return True
    noun = places.noun(geometry)
    hint = "import into a data row of another media type"
    if media_type in KEYFRAME_SHAPES and type(geometry) in KEYFRAME_SHAPES[media_type]:
        hint = "give it as a keyframe, with its frame"
    elif type(geometry) is Track:
        hint = "give the shape itself, without frames"
    names = sorted({places.nouns[shape] for shape in allowed})
    report.add(
        "ROW014", f"{noun} is not possible on a data row of type {media_type}", hint,
        places.shape(geometry), got=noun, expected=names,
    )  # fmt: skip
    return False


def check_tool(
    geometry: Geometry, feature: Feature, places: Places, report: Report, *, is_lenient: bool, is_strict: bool
) -> None:
    """Report a shape that is not what its tool draws; as a warning where the source is lenient."""
    shape: object = geometry
    if isinstance(geometry, Track):
        shape = next((frame.shape for part in geometry.segments for frame in part.keyframes), None)
    draws = _DRAWS.get(type(shape))
    if draws is None or feature.kind in draws or feature.kind == "region":
        return
    noun = places.noun(shape)
    tool = feature.kind.replace("_", " ")
    if is_lenient:
        report.add(
            "ONT012", f"region is a {noun}, its control {quoted(feature.name)} draws a {tool}",
            "name the control that draws it; the region was accepted as it is",
            places.name, got=noun, expected=tool, severity="error" if is_strict else "warning",
        )  # fmt: skip
    else:
        report.add(
            "ONT003", f"feature {quoted(feature.name)} is a {tool} tool, but the row draws a {noun}",
            f"give a {tool}, or the name of a tool that draws a {noun}",
            places.shape(shape), got=noun, expected=tool,
        )  # fmt: skip
