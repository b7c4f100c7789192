"""Membership: whether the data row a source row names is there, and in the project."""

from collections.abc import Callable

from postil.formats.entry import Entry
from postil.model.data_row import DataRowReference
from postil.model.issue import Issue
from postil.ports.catalog import RowFinding
from postil.services.imports.edited_rule import edited_issue
from postil.services.imports.resolve import Findings

Suggest = Callable[[str], str | None]


class Membership:
    """The rules about the data row of a source row.

    Args:
        suggest: Names the key that was most likely meant, or None.
        brings_rows: The import makes data rows its source describes, and puts them into the project.
        is_run: The import goes to a model run, and data rows have to be in that.
    """

    def __init__(self, suggest: Suggest, *, brings_rows: bool, is_run: bool = False) -> None:
        self._suggest, self._brings_rows, self._is_run = suggest, brings_rows, is_run

    def check(
        self, entry: Entry, reference: DataRowReference, row: RowFinding | None, found: Findings
    ) -> list[Issue]:
        """Return what is wrong with the data row: DUP003, ROW003, ROW004, ROW005 or ROW018."""
        value = reference.value
        name = "data row with this content" if reference.by == "content" else f"data row {value!r}"
        if row is None:
            return [self._absent(entry, value, name, found)]
        if row.is_deleted:
            return [Issue("ROW005", f"{name} was deleted", "restore or re-create it", got=value)]
        if row.task_id is None and not (self._brings_rows and entry.data_row is not None):
            return [self._outside(value, name)]
        if row.id in found.edited:
            return [edited_issue(value)]
        return []

    def _outside(self, value: str, name: str) -> Issue:
        if self._is_run:
            return Issue("ROW004", f"{name} is not in this model run", "add it to the run first", got=value)
        hint = "add it to a batch of the project, or import into the project that has it"
        return Issue("ROW004", f"{name} is not in this project", hint, got=value)

    def _absent(self, entry: Entry, value: str, name: str, found: Findings) -> Issue:
        if value in found.taken:
            hint = "wait until that import has ended, then import this row again"
            return Issue("DUP003", f"another import is bringing the {name}", hint, got=value)
        if entry.data_row is not None:
            hint = "let the import make data rows, and name the dataset for them"
        else:
            near = self._suggest(value)
            hint = f"did you mean {near!r}?" if near else "create the data row first, or correct the key"
        return Issue("ROW003", f"no {name} in the catalog", hint, got=value)
