"""Objects: a drawn shape or a stretch of text, with the questions asked about it."""

from typing import Union

import msgspec

from postil.types.classification import ClassificationAnnotation, questions
from postil.types.custom_metric import Measured
from postil.types.entity import ConversationEntity, DocumentEntity, TextEntity
from postil.types.feature import Extra, check_named, check_uuid
from postil.types.line import Line
from postil.types.mask import Mask
from postil.types.point import Geometry, Point
from postil.types.polygon import Polygon
from postil.types.rectangle import DocumentRectangle, Rectangle
from postil.types.refusal import SOME_POINT, refuse_type

Shape = Union[Geometry, Mask, TextEntity, DocumentEntity]  # noqa: UP007

SHAPES: frozenset[type] = frozenset(
    {
        Rectangle, Polygon, Line, Point, Mask, TextEntity, ConversationEntity, DocumentEntity,
        DocumentRectangle,
    }
)  # fmt: skip


class ObjectAnnotation(Measured, kw_only=True, gc=False):
    """One object of a data row.

    Args:
        name: The name of its tool in the ontology; or give `feature_schema_id`.
        value: Its shape, or the text it is.
        classifications: Questions asked about it, with their answers.
        extra: `uuid`, under which importing it again replaces it; everything else stays here.

    Raises:
        AnnotationError: Neither name nor schema id (ROW006); a confidence outside 0 to 1 (CNF001); a value
            that is no shape (ROW010); a uuid that is none (ROW012).
    """

    name: str | None = None
    feature_schema_id: str | None = None
    extra: Extra = msgspec.field(default_factory=dict)
    value: Shape
    classifications: list[ClassificationAnnotation] | None = msgspec.field(default_factory=list)

    def __post_init__(self) -> None:
        """Check name, value and uuid."""
        if self.confidence is not None or self.custom_metrics is not None:
            Measured.__post_init__(self)
        if not isinstance(self.name, str):
            check_named(self.name, self.feature_schema_id, SOME_POINT)
        if self.extra:
            check_uuid(self.extra)
        if self.classifications:
            self.classifications = questions(self.classifications)
        if type(self.value) not in SHAPES and not isinstance(self.value, tuple(SHAPES)):
            what = f"value is {self.value!r:.80}, must be a shape or an entity"
            hint = "give a Rectangle, Polygon, Line, Point, Mask, TextEntity or one of their relatives"
            refuse_type(what, hint)
