"""Which results are one annotation: those that share an id, where they can be one."""

from typing import Any, NamedTuple

from postil.formats.label_studio.answers import ANSWER_READERS
from postil.formats.label_studio.items import RELATION
from postil.formats.label_studio.layout import FAMILIES, family_of
from postil.formats.label_studio.reading import Fields, Reading


class Piece(NamedTuple):
    """One result: its place in the list, its type, and how its geometry is read (None: it has none)."""

    place: int
    kind: str
    fields: Fields
    family: str | None

    @property
    def item(self) -> dict[str, Any]:
        """The result as it came."""
        return self.fields.value

    @property
    def control(self) -> str:
        """The name of the control tag."""
        name = self.item.get("from_name")
        return name if isinstance(name, str) else ""


Group = list[Piece]


def read_groups(results: list[Any], pointer: str, reading: Reading) -> list[Group]:
    """Return the results of each annotation, in the order of their first; broken ones are reported."""
    by_id: dict[str, Group] = {}
    groups: list[Group] = []
    for place, result in enumerate(results):
        piece = _piece(place, result, f"{pointer}/{place}", reading)
        if piece is None:
            continue
        key = piece.item.get("id")
        if key is None or piece.kind == RELATION:
            groups.append([piece])
        elif key in by_id:
            by_id[key].append(piece)
        else:
            by_id[key] = [piece]
            groups.append(by_id[key])
    split = [part for group in groups for part in _split(group, reading)]
    return sorted(split, key=lambda group: group[0].place)


def _piece(place: int, result: Any, pointer: str, reading: Reading) -> Piece | None:
    if not isinstance(result, dict):
        Fields({}, pointer, reading).report_type(pointer, f"result {place}", result, "an object")
        return None
    fields = Fields(result, pointer, reading)
    kind = fields.text("type")
    if result.get("id") is not None:
        fields.text("id")
    if kind == RELATION:
        return Piece(place, kind, fields, None)
    for key in ("from_name", "to_name"):
        fields.text(key)
    value = fields.object("value").value
    if not isinstance(result.get("type"), str) or not isinstance(result.get("value"), dict):
        return None
    return Piece(place, kind, fields, family_of(kind, value, result))


def _split(group: Group, reading: Reading) -> list[Group]:
    """Take a group apart where it cannot be one annotation: two shapes, one control twice, no geometry."""
    main: Group = []
    apart: list[Group] = []
    shape = shape_of(group)
    for piece in group:
        if shape is None or not _belongs(piece, main, shape):
            apart.append([piece])
            if shape is not None and piece.family is not None:
                message = f"a second {piece.kind} has the id {piece.item.get('id')!r}; it is kept apart"
                hint = "give every region an id of its own"
                reading.report("ROW008", message, hint, piece.fields.pointer, severity="warning")
        else:
            main.append(piece)
    return [main, *apart] if main else apart


def shape_of(group: Group) -> Piece | None:
    """Return the result that draws: one of a drawing control, else any with a geometry."""
    drawn = [piece for piece in group if piece.family is not None]
    return next((piece for piece in drawn if piece.kind != "labels"), drawn[0] if drawn else None)


def _belongs(piece: Piece, main: Group, shape: Piece) -> bool:
    is_answer = piece.kind in ANSWER_READERS
    if not is_answer and any((piece.kind, piece.control) == (one.kind, one.control) for one in main):
        return False
    if piece.kind == "labels" or is_answer:
        return piece.family in (None, shape.family) or "labels" in (piece.kind, shape.kind)
    return piece.kind in FAMILIES and piece.family == shape.family
