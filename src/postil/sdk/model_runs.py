"""Model runs, as the client sees them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import msgspec

from postil.sdk.connection import API, Connection
from postil.sdk.exports import whole
from postil.sdk.imports import Import

SPLITS = ("training", "validation", "test", "unassigned")


class SplitCounts(msgspec.Struct, kw_only=True):
    """How many data rows a run has in every split."""

    training: int = 0
    validation: int = 0
    test: int = 0
    unassigned: int = 0

    @property
    def total(self) -> int:
        """Return how many data rows the run has."""
        return self.training + self.validation + self.test + self.unassigned


class ModelRun(msgspec.Struct, kw_only=True):
    """One iteration of a model; `splits` is there when it was asked for alone."""

    id: str
    name: str
    model: str | None = None
    config: dict[str, Any] = {}
    created_by: str | None = None
    created_at: datetime
    splits: SplitCounts | None = None


class ModelRunRow(msgspec.Struct, kw_only=True):
    """A data row of a run, its split, and the label the run keeps."""

    data_row: str
    global_key: str | None = None
    split: str = "unassigned"
    label: str | None = None
    label_version: int | None = None


class NamedOutcome(msgspec.Struct, kw_only=True):
    """How many were changed, and the names that name nothing of use."""

    count: int
    missing: list[str] = []


class LeftOut(msgspec.Struct, kw_only=True):
    """Data rows that were named in vain, as they were spelled.

    `missing` are not in the run, or none you may know of. Of `silent` ones the run predicts nothing.
    `outside` ones are not in the project: their predictions are refused row by row.
    """

    missing: list[str] = []
    silent: list[str] = []
    outside: list[str] = []

    @property
    def names(self) -> list[str]:
        """Return all of them."""
        return self.missing + self.silent + self.outside


class SentImport(Import, kw_only=True):
    """The import predictions became, and which of the data rows that were named it is not about."""

    left_out: LeftOut = msgspec.field(default_factory=LeftOut)


class ModelRuns:
    """Create, fill and read runs."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, model: str, name: str, config: dict[str, Any] | None = None) -> ModelRun:
        """Make a run of a model."""
        body = {"name": name, "config": config or {}}
        return self._connection.send("POST", f"{API}/models/{model}/runs", ModelRun, body)

    def get(self, uid: str) -> ModelRun:
        """Return a run with the number of its data rows by split.

        Raises:
            NotFoundError: There is none, or none you may know of.
        """
        return self._connection.get(f"{API}/model-runs/{uid}", ModelRun)

    def list(self, model: str) -> Iterator[ModelRun]:
        """Yield the runs of a model, oldest first."""
        return self._connection.pages(f"{API}/models/{model}/runs", ModelRun, {"limit": 1000})

    def update(self, uid: str, *, name: str | None = None, config: dict[str, Any] | None = None) -> ModelRun:
        """Change what is given; a configuration takes the place of the one before."""
        body = {"name": name, "config": config}
        return self._connection.send("PATCH", f"{API}/model-runs/{uid}", ModelRun, body)

    def delete(self, uid: str) -> None:
        """Delete a run and what was predicted in it."""
        self._connection.send("DELETE", f"{API}/model-runs/{uid}", type(None))

    def rows(self, uid: str) -> Iterator[ModelRunRow]:
        """Yield the data rows of a run."""
        return self._connection.pages(f"{API}/model-runs/{uid}/data-rows", ModelRunRow, {"limit": 1000})

    def add_rows(
        self, uid: str, *, data_rows: Sequence[str] = (), global_keys: Sequence[str] = ()
    ) -> NamedOutcome:
        """Add data rows to a run."""
        body = {"data_rows": list(data_rows), "global_keys": list(global_keys)}
        return self._connection.send("POST", f"{API}/model-runs/{uid}/data-rows", NamedOutcome, body)

    def remove_rows(
        self, uid: str, *, data_rows: Sequence[str] = (), global_keys: Sequence[str] = ()
    ) -> NamedOutcome:
        """Take data rows out of a run."""
        body = {"data_rows": list(data_rows), "global_keys": list(global_keys)}
        path = f"{API}/model-runs/{uid}/data-rows/remove"
        return self._connection.send("POST", path, NamedOutcome, body)

    def set_split(
        self, uid: str, split: str, *, data_rows: Sequence[str] = (), global_keys: Sequence[str] = ()
    ) -> NamedOutcome:
        """Assign data rows of a run to one of `SPLITS`."""
        one = {"split": split, "data_rows": list(data_rows), "global_keys": list(global_keys)}
        body = {"assignments": [one]}
        return self._connection.send("PUT", f"{API}/model-runs/{uid}/splits", NamedOutcome, body)

    def take_labels(
        self, uid: str, *, labels: Sequence[str] = (), project: str | None = None
    ) -> NamedOutcome:
        """Let a run keep labels as they are now: some, or all of a project."""
        body = {"labels": list(labels), "project": project}
        return self._connection.send("POST", f"{API}/model-runs/{uid}/labels", NamedOutcome, body)

    def imports(self, uid: str) -> Iterator[Import]:
        """Yield the imports of a run, newest first."""
        return self._connection.pages(f"{API}/model-runs/{uid}/imports", Import, {"limit": 200})

    @contextmanager
    def open_export(self, uid: str, format_name: str = "postil") -> Iterator[Iterator[bytes]]:
        """Open what a run predicts, and the labels it keeps, as an iterator over pieces.

        Raises:
            ServerError: From the iterator, when the server broke off; what came before is incomplete.
        """
        path = f"{API}/model-runs/{uid}/export"
        with self._connection.download(path, {"format": format_name}) as pieces:
            yield whole(pieces)

    def send(
        self,
        uid: str,
        project: str,
        name: str,
        *,
        data_rows: Sequence[str] = (),
        global_keys: Sequence[str] = (),
    ) -> SentImport:
        """Make what a run predicts pre-labels of a project; without names, about all data rows it has."""
        named = {"data_rows": list(data_rows), "global_keys": list(global_keys)}
        body = {"model_run": uid, "name": name, **named}
        return self._connection.send("POST", f"{API}/projects/{project}/predictions", SentImport, body)
