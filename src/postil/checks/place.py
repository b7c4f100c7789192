"""JSON pointers to what a rule found, in the spelling of the source.

A rule knows canonical fields; people look for what they wrote. Pointers are relative to one source row:
a Labelbox line, one Label Studio result. Other formats get the canonical spelling.
"""

from collections.abc import Mapping

from postil.model.answer import Classification
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
from postil.model.span import MarkupSpan, ParagraphSpan, SeriesRange, TextSpan, TimeRange, TokenSpan
from postil.model.track import Track

_CANONICAL_NOUNS: dict[type, str] = {
    Box: "box",
    CornerBox: "box",
    CenterBox: "box",
    Polygon: "polygon",
    Polyline: "line",
    Path: "path",
    Point: "point",
    Ellipse: "ellipse",
    Mask: "mask",
    Bitmap: "bitmap",
    TextSpan: "text span",
    MarkupSpan: "markup span",
    ParagraphSpan: "paragraph span",
    TokenSpan: "token span",
    TimeRange: "time range",
    SeriesRange: "series range",
    Track: "track",
}


class Places:
    """Pointers in the canonical spelling; formats with one of their own override what differs."""

    nouns: Mapping[type, str] = _CANONICAL_NOUNS
    name = "/feature"
    schema_id = "/schema_id"
    confidence = "/confidence"
    page = "/target/page"
    relation = "/relation"
    relation_type = "direction"
    source_feature = "source_feature"
    labels = "/labels"
    quotation = "text"
    is_end_inclusive = False
    """Whether people write the last position of a text span, not the one behind it."""

    def noun(self, shape: object) -> str:
        """Name a shape as the source does."""
        return self.nouns.get(type(shape), "shape")

    def shape(self, shape: object) -> str:
        """Point to a shape of its own."""
        return "/geometry"

    def field(self, shape: str, name: str) -> str:
        """Point to a field of the shape at a pointer."""
        return f"{shape}/{name}"

    def point(self, shape: str, index: int) -> str:
        """Point to one point of a polygon or line."""
        return f"{shape}/points/{index}"

    def keyframe(self, segment: int, index: int) -> str:
        """Point to a keyframe of a track."""
        return f"/geometry/segments/{segment}/keyframes/{index}"

    def keyframe_shape(self, keyframe: str, shape: object) -> str:
        """Point to the shape of a keyframe."""
        return f"{keyframe}/shape"

    def token_page(self, index: int) -> str:
        """Point to the page of a group of tokens."""
        return f"/geometry/groups/{index}/page"

    def question(self, parent: str, index: int, *, is_row: bool = False) -> str:
        """Point to a question below `parent`; `is_row` when it is the annotation itself."""
        return f"{parent}/classifications/{index}"

    def answer(self, question: str, found: Classification, index: int | None) -> str:
        """Point to one answer of a question, or with None to all of them."""
        return f"{question}/answers" if index is None else f"{question}/answers/{index}"

    def option(self, answer: str) -> str:
        """Point to the name of an option inside an answer."""
        return f"{answer}/value"

    def range(self, answer: str, index: int, name: str) -> str:
        """Point to an end of a stretch of time of an answer."""
        return f"{answer}/ranges/{index}/{name}"


class LabelboxPlaces(Places):
    """Rows of Labelbox: the shape's own key at the top of the row."""

    nouns = _CANONICAL_NOUNS | {
        Box: "bbox",
        Polyline: "line",
        TextSpan: "location",
        TokenSpan: "textSelections",
        Track: "segments",
    }
    name = "/name"
    schema_id = "/schemaId"
    page = "/page"
    relation = "/relationship"
    relation_type = "type"
    source_feature = "sourceOntologyName"
    quotation = "token"
    is_end_inclusive = True

    def shape(self, shape: object) -> str:
        """Point to the shape by its key."""
        return f"/{self.noun(shape)}"

    def point(self, shape: str, index: int) -> str:
        """Points are the items of the shape."""
        return f"{shape}/{index}"

    def keyframe(self, segment: int, index: int) -> str:
        """Keyframes lie in segments at the top of the row."""
        return f"/segments/{segment}/keyframes/{index}"

    def keyframe_shape(self, keyframe: str, shape: object) -> str:
        """Keyframes hold shapes by their keys, like rows; masks come from the row's frames."""
        return "/masks" if isinstance(shape, Mask) else f"{keyframe}{self.shape(shape)}"

    def token_page(self, index: int) -> str:
        """Each selection has its page."""
        return f"/textSelections/{index}/page"

    def question(self, parent: str, index: int, *, is_row: bool = False) -> str:
        """A question of its own is the row; nested ones are listed."""
        return parent if is_row else f"{parent}/classifications/{index}"

    def answer(self, question: str, found: Classification, index: int | None) -> str:
        """A radio is an object, a checklist a list, a text a string or a list."""
        quirks = found.ext.get("labelbox", {})
        place = f"{question}/{quirks.get('key', 'answer')}"
        spelling = found.spelled_as or found.kind
        is_list = spelling == "checklist" or quirks.get("shape") == "list"
        is_list = is_list or (spelling == "text" and bool(found.answers and found.answers[0].ranges))
        return f"{place}/{index}" if is_list and index is not None else place

    def option(self, answer: str) -> str:
        """Options are given by name."""
        return f"{answer}/name"

    def range(self, answer: str, index: int, name: str) -> str:
        """Stretches of time are called frames, of sound too."""
        return f"{answer}/frames/{index}/{name}"


class LabelStudioPlaces(Places):
    """Results of Label Studio: everything about the shape lies in `value`."""

    nouns = _CANONICAL_NOUNS | {Box: "rectangle", Point: "keypoint", Mask: "brush", Path: "vector"}
    name = "/from_name"
    schema_id = "/from_name"
    confidence = "/score"
    page = "/value/pageIndex"
    relation = ""
    source_feature = "from_id"
    labels = "/value/labels"
    _fields: Mapping[str, str] = {
        "left": "x",
        "top": "y",
        "center_x": "x",
        "center_y": "y",
        "radius_x": "radiusX",
        "radius_y": "radiusY",
    }
    _answers: Mapping[str, str] = {
        "text": "text",
        "taxonomy": "taxonomy",
        "rating": "rating",
        "number": "number",
        "datetime": "datetime",
        "pairwise": "selected",
        "ranking": "ranker",
    }

    def shape(self, shape: object) -> str:
        """Point to the value."""
        return "/value"

    def field(self, shape: str, name: str) -> str:
        """Positions are called x and y."""
        return f"{shape}/{self._fields.get(name, name)}"

    def keyframe(self, segment: int, index: int) -> str:
        """Keyframes of all segments are one sequence, so only the sequence can be named."""
        return "/value/sequence"

    def keyframe_shape(self, keyframe: str, shape: object) -> str:
        """A keyframe holds the numbers of its shape itself."""
        return keyframe

    def question(self, parent: str, index: int, *, is_row: bool = False) -> str:
        """Questions are results of their own."""
        return ""

    def answer(self, question: str, found: Classification, index: int | None) -> str:
        """Answers are listed under a key named after the control."""
        place = f"/value/{self._answers.get(found.kind, 'choices')}"
        return place if index is None or found.kind in ("rating", "number") else f"{place}/{index}"

    def option(self, answer: str) -> str:
        """A choice is its text."""
        return answer

    def range(self, answer: str, index: int, name: str) -> str:
        """Stretches of time belong to the result."""
        return f"/value/ranges/{index}/{name}"


_PLACES: dict[str, type[Places]] = {"labelbox": LabelboxPlaces, "label_studio": LabelStudioPlaces}


def places_of(format_name: str) -> Places:
    """Return the pointers of a format."""
    return _PLACES.get(format_name, Places)()
