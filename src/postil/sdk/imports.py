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
from postil.sdk.import_diffs import AnnotationChange, AnnotationChanges, DiffedDataRow, ImportDiff


class Import(msgspec.Struct, kw_only=True):
    """One submission of many rows. `error` says why it was refused whole."""

    id: str
    name: str
    project: str | None = None
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
    progress: dict[str, Any] = {}
    error: Issue | None = None
    created_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None

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


class ImportOrder(msgspec.Struct, kw_only=True):
    """How a file is to be imported; what is None or False is left to the server."""

    name: str
    source_name: str
    purpose: str = "pre_label"
    format: str | None = None
    policy: str = "rows"
    strict: bool = False
    trust_units: bool = False
    create_rows: bool = False
    dataset: str | None = None
    replace: bool = False
    on_edited: str = "refuse"
    dry_run: bool = False


class Imports:
    """Start, follow and find imports."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, project: str, file: Path, order: ImportOrder, told: Told | None = None) -> Import:
        """Send a file. A small one is finished when this returns; `told` gets the bytes of every piece."""
        query = msgspec.structs.asdict(order)
        return self._connection.upload(f"{API}/projects/{project}/imports", file, Import, query, told)

    def get(self, uid: str) -> Import:
        """Return an import as it stands."""
        return self._connection.get(f"{API}/imports/{uid}", Import)

    def list(self, project: str | None = None) -> Iterator[Import]:
        """Yield the imports of one project, or of all the caller can see, newest first."""
        path = f"{API}/projects/{project}/imports" if project else f"{API}/imports"
        return self._connection.pages(path, Import, {"limit": 200}, cursor="before")

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

    def groups(self, uid: str) -> Sequence[IssueGroup]:
        """Return the issues of an import, identical ones counted together."""
        return self._connection.get(f"{API}/imports/{uid}/issues", _Groups).items

    def rejected(self, uid: str) -> AbstractContextManager[Iterator[bytes]]:
        """Open the rejected rows, ready to be mended and imported again."""
        return self._connection.download(f"{API}/imports/{uid}/rejected")

    def cancel(self, uid: str) -> Import:
        """Ask an import to stop at its next step.

        Raises:
            ConflictError: It has ended already.
        """
        return self._connection.send("POST", f"{API}/imports/{uid}/cancel", Import)

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
