"""Shapes and entities as the keys of a row."""

from collections.abc import Callable
from typing import Any

from postil.types.entity import (
    ConversationEntity,
    DocumentEntity,
    TextEntity,
    spell_location,
    spell_selection,
)
from postil.types.line import Line
from postil.types.mask import Mask, spell_mask
from postil.types.point import Point, spell_points
from postil.types.polygon import Polygon, spell_ring
from postil.types.rectangle import DocumentRectangle, Rectangle, spell_box, spell_document_box
from postil.types.refusal import Row


def _box(value: Rectangle) -> Row:
    return {"bbox": spell_box(value)}


_SPELLERS: dict[type, Callable[[Any], Row]] = {
    Rectangle: _box,
    DocumentRectangle: spell_document_box,
    Polygon: lambda it: {"polygon": spell_ring(it)},
    Line: lambda it: {"line": spell_points(it.points)},
    Point: lambda it: {"point": {"x": it.x, "y": it.y}},
    Mask: lambda it: {"mask": spell_mask(it)},
    TextEntity: lambda it: {"location": spell_location(it)},
    ConversationEntity: lambda it: {"messageId": it.message_id, "location": spell_location(it)},
    DocumentEntity: lambda it: {"textSelections": [spell_selection(one) for one in it.text_selections]},
}


def speller_of(kind: type) -> Callable[[Any], Row]:
    """Return what spells shapes of a class; a program's own subclass goes like what it derives from."""
    spell = _SPELLERS.get(kind)
    if spell is None:
        spell = _SPELLERS[kind] = next(_SPELLERS[one] for one in kind.__mro__ if one in _SPELLERS)
    return spell
