"""An annotation: one object, one answered question or one relationship on a data row."""

from typing import Any, Literal

import msgspec

from postil.model.answer import Classification, CustomMetric
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
from postil.model.number import Number
from postil.model.span import MarkupSpan, ParagraphSpan, SeriesRange, TextSpan, TimeRange, TokenSpan
from postil.model.target import Target
from postil.model.track import Track

Kind = Literal["object", "classification", "relationship"]

Geometry = (
    Box
    | CornerBox
    | CenterBox
    | Polygon
    | Polyline
    | Path
    | Point
    | Ellipse
    | Mask
    | Bitmap
    | TextSpan
    | MarkupSpan
    | ParagraphSpan
    | TokenSpan
    | TimeRange
    | SeriesRange
    | Track
)


class Relation(msgspec.Struct, omit_defaults=True, gc=False):
    """A link between two annotations of the same bundle, named by their keys.

    `source_feature` stands in for `source` where a whole feature is the source (documents only).
    """

    target: str
    source: str | None = None
    source_feature: str | None = None
    direction: Literal["unidirectional", "bidirectional", "reverse"] = "unidirectional"
    labels: list[str] = []


class Origin(msgspec.Struct, omit_defaults=True):
    """Where an annotation of a person's label came from, by value, so that it outlives its source.

    `offered` is the annotation as it was offered, kept once the person has changed it.
    """

    set_id: int
    bundle_id: int
    key: str
    job_id: int | None = None
    score: Number | None = None
    offered: dict[str, Any] | None = None


class Annotation(msgspec.Struct, omit_defaults=True, gc=False):
    """One thing said about a data row (house §4.1).

    `key` is unique within its bundle: the client's uuid in canonical spelling, the foreign region id, or
    empty until the service derives one from the content. `feature` is the ontology name as the source
    spelled it, `schema_id` the foreign id if the source gave one, `feature_id` ours once resolved.
    `labels` are Label Studio's label values (none is legal). `group` is the source row's key when one
    row makes several annotations. A classification holds exactly one element in `classifications`; an
    object holds its nested ones there. Absent `confidence` stays absent; metrics and filters read it
    as 1. `ext` maps a format's name to what only that format can say; nothing else reads it.
    """

    key: str = ""
    feature: str | None = None
    feature_id: int | None = None
    geometry: Geometry | None = None
    kind: Kind = "object"
    labels: list[str] = []
    classifications: list[Classification] = []
    confidence: Number | None = None
    metrics: list[CustomMetric] = []
    relation: Relation | None = None
    target: Target | None = None
    group: str | None = None
    schema_id: str | None = None
    readonly: bool = False
    hidden: bool = False
    order: int | None = None
    origin: Origin | None = None
    ext: dict[str, Any] = {}


class PlainObject(msgspec.Struct, omit_defaults=True, gc=False, kw_only=True):
    """An annotation of which only these fields are set: the shape files of millions are made of.

    `geometry` is an unturned box in pixels. The object is spelled exactly as the annotation it stands for and
    costs a quarter of its memory and time. `ext` may be shared between objects and is never written to.
    `whole` returns the annotation.
    """

    key: str = ""
    feature: str
    feature_id: int | None = None
    geometry: Box
    confidence: Number | None = None
    ext: dict[str, Any] | None = None

    def whole(self) -> Annotation:
        """Return the annotation this stands for."""
        box = self.geometry
        return Annotation(
            self.key,
            self.feature,
            self.feature_id,
            Box(box.left, box.top, box.width, box.height),
            confidence=self.confidence,
            ext=dict(self.ext) if self.ext is not None else {},
        )
