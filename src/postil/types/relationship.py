"""Links from one annotation to another."""

from enum import Enum
from typing import Any

import msgspec

from postil.errors import AnnotationError
from postil.types.classification import ClassificationAnnotation
from postil.types.custom_metric import Measured
from postil.types.entity import DocumentEntity
from postil.types.feature import Extra, check_named, check_uuid
from postil.types.given import made
from postil.types.object_annotation import ObjectAnnotation
from postil.types.rectangle import DocumentRectangle
from postil.types.refusal import Row, refuse, shown

_TARGET = "b1ffcd00-0d1c-4f09-8c7e-7cc0ce491b22"
_SOURCE = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"
_LINK: Row = {"source": _SOURCE, "target": _TARGET, "type": "unidirectional"}


class Direction(Enum):
    """Whether a link leads one way or both."""

    UNIDIRECTIONAL = "unidirectional"
    BIDIRECTIONAL = "bidirectional"


class Relationship(msgspec.Struct, kw_only=True, gc=False):
    """A link from `source` to `target`, both annotations of the same label.

    In documents the source may be an answer, or a whole feature (`source_ontology_name`) instead.

    Raises:
        AnnotationError: No source (REL001) or two (REL002); both ends the same (REL007); a direction that is
            none (REL003); an answer as source outside documents (REL008).
    """

    Type = Direction

    source: ObjectAnnotation | ClassificationAnnotation | None = None
    source_ontology_name: str | None = None
    target: ObjectAnnotation
    type: Direction = Direction.UNIDIRECTIONAL
    readonly: bool | None = None

    def __post_init__(self) -> None:
        """Check both ends."""
        if not isinstance(self.type, Direction):
            self.type = _direction(self.type)
        source, name = self.source, self.source_ontology_name
        is_of_document = _is_of_document(self.target)
        if (source is None) == (name is None) or source is self.target or (name and not is_of_document):
            _refuse_ends(self, "document" if is_of_document else "image")
        if not isinstance(self.target, ObjectAnnotation):
            what = f"target is {type(self.target).__name__}, must be an ObjectAnnotation"
            refuse({"name": "-", "relationship": {"source": _SOURCE}}, what=what, hint="give an object")
        if isinstance(source, ClassificationAnnotation) and not is_of_document:
            raise AnnotationError(
                "an answer cannot be the source of a relationship outside documents",
                code="REL008", hint="begin the relationship at an object", path="/relationship/source",
            )  # fmt: skip


class RelationshipAnnotation(Measured, kw_only=True, gc=False):
    """A link by the name of its feature.

    Raises:
        AnnotationError: Neither name nor schema id (ROW006); a uuid that is none (ROW012).
    """

    name: str | None = None
    feature_schema_id: str | None = None
    extra: Extra = msgspec.field(default_factory=dict)
    value: Relationship

    def __post_init__(self) -> None:
        """Check name and link."""
        Measured.__post_init__(self)
        self.value = made(self.value, Relationship, "/relationship")
        if not isinstance(self.name, str):
            check_named(self.name, self.feature_schema_id, {"relationship": _LINK})
        if self.extra:
            check_uuid(self.extra)


def _direction(given: Any) -> Direction:
    try:
        return Direction(given)
    except ValueError:
        row: Row = {"name": "-", "relationship": _LINK | {"type": shown(given)}}
        refuse(row, what=f"type is {given!r}", hint="use Relationship.Type")


def _refuse_ends(link: Relationship, media_type: str) -> None:
    ends = {
        "source": None if link.source is None else _SOURCE,
        "target": _SOURCE if link.source is link.target else _TARGET,
        "sourceOntologyName": link.source_ontology_name,
    }
    found = {key: end for key, end in ends.items() if end is not None}
    what = "a relationship leads from one annotation to another"
    refuse({"name": "-", "relationship": found}, media_type, what=what, hint="give two annotations")


def _is_of_document(target: Any) -> bool:
    return isinstance(getattr(target, "value", None), DocumentRectangle | DocumentEntity)
