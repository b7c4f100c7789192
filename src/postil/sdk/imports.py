"""Imports, as the client sees them."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from postil.errors import NotFoundError, UsageError
from postil.model.issue import Issue
from postil.sdk.connection import API, Connection, Told
from postil.sdk.counts import Counts
from postil.sdk.exports import whole_lines
from postil.sdk.import_diffs import AnnotationChange, AnnotationChanges, DiffedDataRow, ImportDiff
from postil.sdk.undo import Redone, Standing, Undone, UndoPreview

FETCHED_WITHIN_S = 660.0
"""Seconds a server may take to get a file: ten minutes, and what it takes to answer."""


class RuleUse(msgspec.Struct, kw_only=True):
    """How often a rule was used: on which name, from the top down, and what became of it (None: left out)."""

    place: list[str]
    to: str | None = None
    count: int


class AppliedRecipe(msgspec.Struct, kw_only=True):
    """The version of a recipe an import uses, and its rules that were used so far."""

    id: str
    name: str
    version: int
    uses: list[RuleUse] = []


class Import(msgspec.Struct, kw_only=True):
    """One submission of many rows. `error` says why it was refused whole.

    `is_interrupted` says that it has not ended and nobody works on it, `interruption` what stopped it.
    `accounted` is the sum of accepted, updated, unchanged and rejected rows: always those that were read.
    """

    id: str
    name: str
    project: str | None = None
    model_run: str | None = None
    purpose: str
    format: str
    state: str
    stage: str = ""
    policy: str = "rows"
    is_strict: bool = False
    replace: bool = False
    on_edited: str = "refuse"
    is_dry_run: bool = False
    source_name: str = ""
    source_bytes: int = 0
    counts: Counts
    accounted: int = 0
    progress: dict[str, Any] = {}
    recipe: AppliedRecipe | None = None
    error: Issue | None = None
    is_interrupted: bool = False
    interruption: str = ""
    created_by: str | None = None
    committed_by: str | None = None
    created_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    published_at: datetime | None = None
    undone_at: datetime | None = None
    sealed_at: datetime | None = None
    is_complete: bool = True
    standing: Standing | None = None

    @property
    def is_over(self) -> bool:
        """Tell whether it goes on no more."""
        return self.state not in ("queued", "running")


class IssueGroup(msgspec.Struct, kw_only=True):
    """Identical issues counted together, the first as an example."""

    code: str
    severity: str
    count: int
    example: Issue


class _Groups(msgspec.Struct):
    items: list[IssueGroup]


class RowStatus(msgspec.Struct, kw_only=True):
    """What became of one row: its line (from 1), its key as spelled or as given, and its data row."""

    line: int
    uuid: str | None = None
    data_row: dict[str, str] | None = None
    status: str
    issues: list[Issue] = []


class ImportOrder(msgspec.Struct, kw_only=True):
    """How a file is to be imported; what is None or False is left to the server.

    One of the purpose `prediction` goes to a model run, every other one to a project.
    """

    name: str
    source_name: str
    purpose: str = "pre_label"
    format: str | None = None
    policy: str = "rows"
    strict: bool = False
    trust_units: bool = False
    create_rows: bool = False
    dataset: str | None = None
    recipe: str | None = None
    recipe_version: int | None = None
    replace: bool = False
    on_edited: str = "refuse"
    dry_run: bool = False


PREDICTION_OPTIONS = (
    "name", "source_name", "format", "policy", "strict", "trust_units", "replace", "dry_run"
)  # fmt: skip


def place_of(parent: str, order: ImportOrder) -> str:
    """Return the path of what an import goes to: a model run if it is of predictions, else a project."""
    return f"{API}/{'model-runs' if order.purpose == 'prediction' else 'projects'}/{parent}"


def options_of(order: ImportOrder) -> dict[str, Any]:
    """Spell how a file is to be imported; predictions have fewer options."""
    spelled = msgspec.structs.asdict(order)
    names = PREDICTION_OPTIONS if order.purpose == "prediction" else spelled
    return {name: spelled[name] for name in names if spelled[name] is not None}


class Imports:
    """Start, follow and find imports."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, parent: str, file: Path, order: ImportOrder, told: Told | None = None) -> Import:
        """Send a file. A small one is finished when this returns; `told` gets the bytes of every piece."""
        path = f"{place_of(parent, order)}/imports"
        return self._connection.upload(path, file, Import, options_of(order), told)

    def get(self, uid: str) -> Import:
        """Return an import as it stands."""
        return self._connection.get(f"{API}/imports/{uid}", Import)

    def list(self, project: str | None = None) -> Iterator[Import]:
        """Yield the imports of one project, or of all the caller can see, newest first."""
        path = f"{API}/projects/{project}/imports" if project else f"{API}/imports"
        return self._connection.pages(path, Import, {"limit": 200})

    def named(self, name: str) -> Import:
        """Return the import of that id, the newest of that name, or the one whose id ends so.

        Raises:
            NotFoundError: There is none.
            UsageError: Several ids end so.
        """
        ending: list[Import] = []
        for job in self.list():
            if name in (job.id, job.name):
                return job
            if len(name) >= 4 and job.id.endswith(name.lower()):
                ending.append(job)
        if len(ending) > 1:
            raise UsageError(f"{len(ending)} imports have ids that end in {name!r}", hint="give more of it")
        if not ending:
            raise NotFoundError(f"no import {name!r}", hint="`postil status` lists the imports")
        return ending[0]

    def create_from_url(self, parent: str, url: str, order: ImportOrder) -> Import:
        """Have the server get a file from an address and import it; a small one is finished at once.

        Raises:
            UsageError: SRC024, it is no URL that is fetched.
            AccessError: The server may not reach it: SRC020, SRC025, SRC026.
            StoreError: It cannot be reached (SRC021), or answers with something else (SRC022).
            LimitError: SRC023, it is too large.
        """
        path = f"{place_of(parent, order)}/imports/from-url"
        body = {"url": url, "options": options_of(order)}
        return self._connection.send("POST", path, Import, body, timeout_s=FETCHED_WITHIN_S)

    def groups(self, uid: str) -> Sequence[IssueGroup]:
        """Return the issues of an import, identical ones counted together."""
        return self._connection.get(f"{API}/imports/{uid}/issues", _Groups).items

    def statuses(self, uid: str) -> Iterator[RowStatus]:
        """Yield the outcome of every row in the order of the source."""
        decode = msgspec.json.Decoder(RowStatus).decode
        with self._connection.download(f"{API}/imports/{uid}/statuses") as pieces:
            for line in whole_lines(pieces):
                yield decode(line)

    def rejected(self, uid: str) -> AbstractContextManager[Iterator[bytes]]:
        """Open the rejected rows, ready to be mended and imported again."""
        return self._connection.download(f"{API}/imports/{uid}/rejected")

    def resume(self, uid: str) -> Import:
        """Take up an import nobody works on; one that is worked on is returned as it stands.

        Raises:
            ConflictError: It has ended.
            StoreError: What stopped it is still there.
        """
        return self._connection.send("POST", f"{API}/imports/{uid}/resume", Import)

    def cancel(self, uid: str) -> Import:
        """Ask an import to stop at its next step.

        Raises:
            ConflictError: It has ended already.
        """
        return self._connection.send("POST", f"{API}/imports/{uid}/cancel", Import)

    def preview_undo(self, uid: str, *, through: bool = False) -> UndoPreview:
        """Return what undoing an import would change; with `through`, after the later ones were undone.

        Raises:
            ConflictError: It can never be undone.
        """
        query = {"through": through}
        return self._connection.get(f"{API}/imports/{uid}/undo", UndoPreview, query)

    def undo(self, uid: str, *, through: bool = False) -> Undone:
        """Undo an import as if it had never been; with `through`, later ones on the same data rows first.

        Raises:
            ConflictError: It can never be undone.
        """
        return self._connection.send("POST", f"{API}/imports/{uid}/undo", Undone, {"through": through})

    def redo(self, uid: str) -> Redone:
        """Show an undone import again, in its old place.

        Raises:
            ConflictError: It can never be redone.
        """
        return self._connection.send("POST", f"{API}/imports/{uid}/redo", Redone)

    def commit(self, uid: str) -> Import:
        """Publish a dry run; a small one is finished when this returns.

        Raises:
            ConflictError: It is not staged, or it is atomic and has rejected rows.
        """
        return self._connection.send("POST", f"{API}/imports/{uid}/commit", Import)

    def diff(self, uid: str) -> ImportDiff:
        """Return what an import changes, all told and by feature.

        Raises:
            ConflictError: It is under way, ended unpublished, or is too large and was no dry run.
        """
        return self._connection.get(f"{API}/imports/{uid}/diff", ImportDiff)

    def diff_rows(self, uid: str) -> Iterator[DiffedDataRow]:
        """Yield what an import changes by data row."""
        return self._connection.pages(f"{API}/imports/{uid}/diff/data-rows", DiffedDataRow, {"limit": 1_000})

    def diff_annotations(self, uid: str, data_row: str) -> Sequence[AnnotationChange]:
        """Return every annotation an import changes on a data row, named by its id, old and new."""
        path = f"{API}/imports/{uid}/diff/data-rows/{data_row}"
        return self._connection.get(path, AnnotationChanges).items
