"""Undoing imports, as the client sees it."""

from datetime import datetime

import msgspec


class Named(msgspec.Struct, kw_only=True):
    """An import by its id and name."""

    id: str
    name: str


class Superseding(Named, kw_only=True):
    """A later import, and how many annotations of the earlier one it has replaced."""

    annotations: int


class Change(msgspec.Struct, kw_only=True):
    """When an import was published, undone or redone, and by whom."""

    action: str
    at: datetime
    by: str | None = None


class Overlaps(msgspec.Struct, kw_only=True):
    """Later imports on the same data rows; `items` may hold fewer than `count`."""

    count: int = 0
    items: list[Named] = []


class Standing(msgspec.Struct, kw_only=True):
    """How an import stands to undo and to later imports."""

    can_undo: bool
    why_not: str | None = None
    changes: list[Change] = []
    superseded_by: list[Superseding] = []
    overlaps: Overlaps = msgspec.field(default_factory=Overlaps)
    is_exact: bool = True


class Forecast(msgspec.Struct, kw_only=True):
    """What undoing changes; see the description of the interface."""

    removed: int = 0
    restored: int = 0
    returned: int = 0
    unchanged: int = 0
    superseded_by: list[Superseding] = []
    data_rows: int = 0
    tasks: int = 0
    reopened: int = 0
    edited: int = 0
    counted_rows: int = 0
    is_exact: bool = True


class EditedRow(msgspec.Struct, kw_only=True):
    """A data row with a label that a person has versioned: undoing leaves it alone."""

    id: str
    global_key: str | None = None


class EditedRows(msgspec.Struct, kw_only=True):
    """The first of them; `next` is None when these are all."""

    items: list[EditedRow] = []
    next: int | None = None


class UndoPreview(msgspec.Struct, kw_only=True):
    """What undoing would change, and what `through` would undo first."""

    forecast: Forecast
    through: list[Named] = []
    edited_rows: EditedRows = msgspec.field(default_factory=EditedRows)


class Undone(msgspec.Struct, kw_only=True):
    """What an undo came to: `undone` imports in that order, none when it `was_undone` already."""

    undone: list[Named] = []
    was_undone: bool = False
    forecast: Forecast
    edited_rows: EditedRows = msgspec.field(default_factory=EditedRows)


class Redone(msgspec.Struct, kw_only=True):
    """What a redo came to; `keyless` data rows came back without their global key."""

    was_shown: bool = False
    keyless: int = 0
