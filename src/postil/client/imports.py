"""Imports as objects: pre-labels and ground truth."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, ClassVar, Self, Unpack

from postil.client.import_options import STATES, AnnotationImportState, ImportOptions
from postil.client.import_payload import Payload, write_payload
from postil.client.import_status import Status, message_of, spell_status
from postil.client.progress import is_watched, progress
from postil.client.resource import Resource
from postil.client.sending import send
from postil.errors import ImportRejected, NotFoundError, ServerError, UsageError
from postil.sdk.client import Client as Connected
from postil.sdk.counts import Counts
from postil.sdk.import_diffs import ImportDiff
from postil.sdk.imports import Import, ImportOrder, IssueGroup
from postil.sdk.undo import Redone, Undone

if TYPE_CHECKING:
    from postil.client.client import Client

FIRST_PAUSE_S = 0.05
LAST_PAUSE_S = 1.0


class AnnotationImport(Resource):
    """One submission of many rows.

    Attributes:
        uid: The id.
        name: Unique in the project. The same rows under the same name again are the import that exists.
        parent_id: The id of the project.
    """

    purpose: ClassVar[str]

    def __init__(self, connected: Connected, stored: Import) -> None:
        super().__init__(connected)
        self._take(stored)

    @property
    def state(self) -> AnnotationImportState:
        """Return how far it was when it was last asked for; see `refresh`."""
        return STATES.get(self._stored.state, AnnotationImportState.FINISHED)

    @property
    def progress(self) -> str:
        """Return how much of the source has been worked through, such as `40%`."""
        return f"{int(self._share() * 100)}%"

    @property
    def counts(self) -> Counts:
        """Return where the rows went; every row read is in exactly one of them."""
        return self._stored.counts

    @property
    def statuses(self) -> list[Status]:
        """Wait until it is over, and return what became of every row.

        Each has `uuid`, `dataRow`, `status` (`SUCCESS` or `FAILURE`), `errors` and `line`.
        """
        self.wait_till_done()
        return [spell_status(one) for one in self._connected.imports.statuses(self.uid)]

    @property
    def errors(self) -> list[Status]:
        """Wait until it is over, and return the statuses of the rows that were refused; empty without any.

        Each of their `errors` has `name`, a stable code, `message`, and `additionalInfo`.
        """
        self.wait_till_done()
        if not self.counts.rejected:
            return []
        every = self._connected.imports.statuses(self.uid)
        return [spell_status(one) for one in every if one.status != "success"]

    @property
    def issues(self) -> list[IssueGroup]:
        """Wait until it is over, and return errors, warnings and remarks, identical ones counted together."""
        self.wait_till_done()
        return list(self._connected.imports.groups(self.uid))

    def wait_till_done(self, sleep_time_seconds: float | None = None, show_progress: bool = True) -> None:
        """Wait until it is over.

        `job.wait_till_done()`

        Args:
            sleep_time_seconds: Between two looks; short at first and longer with time when absent.
            show_progress: Draw a bar on stderr, when that is a terminal.

        Raises:
            ImportRejected: It was refused whole, or cancelled; with the server's code and reason.
            ServerError: It was interrupted, and nobody works on it: `resume()` goes on with it.
        """
        pause = sleep_time_seconds or FIRST_PAUSE_S
        with progress(self.name, 1.0, is_shown=show_progress and is_watched()) as advance:
            while not self._stored.is_over and not self._stored.is_interrupted:
                before = self._share()
                self._connected.uploads.connection.pause(pause)
                pause = sleep_time_seconds or min(pause * 1.5, LAST_PAUSE_S)
                self.refresh()
                advance(self._share() - before)
        self._refuse_unfinished()

    def wait_until_done(self, sleep_time_seconds: float | None = None, show_progress: bool = True) -> None:
        """Wait until it is over; another name of `wait_till_done`.

        `job.wait_until_done()`
        """
        self.wait_till_done(sleep_time_seconds, show_progress)

    def refresh(self) -> None:
        """Ask the server how it is by now.

        `job.refresh()`
        """
        self._take(self._connected.imports.get(self.uid))

    def resume(self) -> None:
        """Go on with an import that was interrupted.

        `job.resume()`
        """
        self._take(self._connected.imports.resume(self.uid))

    def cancel(self) -> None:
        """Ask it to stop at its next step.

        `job.cancel()`

        Raises:
            ConflictError: It is over already.
        """
        self._take(self._connected.imports.cancel(self.uid))

    def diff(self) -> ImportDiff:
        """Return what it changes, all told and by feature.

        `job.diff().counts`
        """
        return self._connected.imports.diff(self.uid)

    def commit(self) -> None:
        """Publish a dry run.

        `job.commit()`

        Raises:
            ConflictError: It is no dry run, or it is atomic and has refused rows.
        """
        self._take(self._connected.imports.commit(self.uid))

    def undo(self, *, through: bool = False) -> Undone:
        """Undo it as if it had never been; with `through`, later ones on the same data rows first.

        `job.undo(through=True)`

        Raises:
            ConflictError: It can never be undone; the message says why.
        """
        return self._connected.imports.undo(self.uid, through=through)

    def redo(self) -> Redone:
        """Show it again after it was undone, in its old place.

        `job.redo()`

        Raises:
            ConflictError: It can never be redone.
        """
        return self._connected.imports.redo(self.uid)

    @contextmanager
    def rejected(self) -> Iterator[Iterator[bytes]]:
        """Open the refused rows as pieces of a file that can be mended and imported again.

        `with job.rejected() as pieces: Path("rejected.ndjson").write_bytes(b"".join(pieces))`
        """
        with self._connected.imports.rejected(self.uid) as pieces:
            yield pieces

    @classmethod
    def create_from_file(
        cls, client: "Client", project_id: str, name: str, path: str | Path, **options: Unpack[ImportOptions]
    ) -> Self:
        """Import a file of rows, of any size; one that breaks off is gone on with when called again.

        `job = lb.MALPredictionImport.create_from_file(client, project.uid, "detector 7", "boxes.ndjson")`

        Raises:
            ImportRejected: The file was refused whole, or changed while it was sent (SRC013).
            ConflictError: The project has an import of this name with other rows.
        """
        return cls._send(client, project_id, name, Path(path), Path(path).name, options)

    @classmethod
    def create_from_url(
        cls, client: "Client", project_id: str, name: str, url: str, **options: Unpack[ImportOptions]
    ) -> Self:
        """Have the server get a file of rows from an address and import it; see `create_from_file`.

        `job = lb.LabelImport.create_from_url(client, project.uid, "May", "https://…/may.ndjson")`

        It reaches public addresses, and networks its settings allow.

        Raises:
            UsageError: SRC024, it is no URL that is fetched.
            AccessError: The server may not reach it: SRC020, SRC025, SRC026.
            StoreError: It cannot be reached (SRC021), or answers with something else (SRC022).
            LimitError: SRC023, the file is larger than the server takes.
        """
        order = ImportOrder(name=name, source_name="", purpose=cls.purpose, format="labelbox", **options)
        return cls(client.connected, client.connected.imports.create_from_url(project_id, url, order))

    @classmethod
    def create(
        cls,
        client: "Client",
        project_id: str,
        name: str,
        path: str | Path | None = None,
        url: str | None = None,
        labels: Payload | None = None,
        **options: Unpack[ImportOptions],
    ) -> Self:
        """Import from exactly one of a file, an address and objects; see the methods of that name.

        `job = lb.LabelImport.create(client, project.uid, "May", labels=labels)`

        Raises:
            UsageError: None of them is given, or several.
        """
        if [path, url, labels].count(None) != 2:
            raise UsageError("give exactly one of path, url and labels", hint="leave the others out")
        if path is not None:
            return cls.create_from_file(client, project_id, name, path, **options)
        if url is not None:
            return cls.create_from_url(client, project_id, name, url, **options)
        return cls._create(client, project_id, name, labels or [], options)

    @classmethod
    def from_name(cls, client: "Client", project_id: str, name: str) -> Self:
        """Return the import of a name.

        `job = lb.LabelImport.from_name(client, project.uid, "May")`

        Raises:
            NotFoundError: The project has none of this kind.
        """
        for job in client.connected.imports.list(project_id):
            if job.name == name and job.purpose == cls.purpose:
                return cls(client.connected, job)
        raise NotFoundError(f"the project has no {cls.__name__} {name!r}", hint="check the name")

    @classmethod
    def _create(
        cls, client: "Client", project_id: str, name: str, payload: Payload, options: ImportOptions
    ) -> Self:
        with TemporaryDirectory(prefix="postil-") as folder:
            path = Path(folder, "rows.ndjson")
            write_payload(payload, path)
            # Issues and reports name the source; the file the rows are written to says nothing to anybody.
            return cls._send(client, project_id, name, path, name, options)

    @classmethod
    def _send(
        cls,
        client: "Client",
        project_id: str,
        name: str,
        path: Path,
        source_name: str,
        options: ImportOptions,
    ) -> Self:
        order = ImportOrder(
            name=name, source_name=source_name, purpose=cls.purpose, format="labelbox", **options
        )
        return cls(client.connected, send(client.connected, project_id, path, order))

    def _take(self, stored: Import) -> None:
        self._stored = stored
        self.uid = stored.id
        self.name: str = stored.name
        self.parent_id: str | None = stored.project

    def _share(self) -> float:
        if self._stored.is_over:
            return 1.0
        whole = self._stored.progress.get("of_bytes") or self._stored.source_bytes
        return min(float(self._stored.progress.get("bytes", 0)) / whole, 1.0) if whole else 0.0

    def _refuse_unfinished(self) -> None:
        job = self._stored
        if job.is_interrupted:
            why = f" by: {job.interruption}" if job.interruption else ""
            raise ServerError(f"import {job.name!r} was interrupted{why}", hint="resume() goes on with it")
        if job.state == "cancelled":
            raise ImportRejected(f"import {job.name!r} was cancelled", hint="import it again")
        if job.state == "failed":
            issue = job.error
            message = message_of(issue) if issue is not None else "the server does not say why"
            code = issue.code if issue is not None else ""
            raise ImportRejected(f"import {job.name!r} was refused: {message}", code=code)


class MALPredictionImport(AnnotationImport):
    """Annotations that people get to correct: pre-labels.

    Attributes:
        left_out: After `ModelRun.send_predictions`: which of the data rows that were named got no
            predictions, as they were named.
    """

    purpose = "pre_label"
    left_out: Sequence[str] = ()

    @classmethod
    def create_from_objects(
        cls,
        client: "Client",
        project_id: str,
        name: str,
        predictions: Payload,
        **options: Unpack[ImportOptions],
    ) -> Self:
        """Import labels of `postil.types`, rows as mappings, or both, as pre-labels.

        `job = lb.MALPredictionImport.create_from_objects(client, project.uid, "detector 7", labels)`

        A small import is over when this returns.

        Raises:
            UsageError: There is nothing to import, or something that is no annotation (ROW010).
            ConflictError: The project has an import of this name with other rows.
        """
        return cls._create(client, project_id, name, predictions, options)


class LabelImport(AnnotationImport):
    """Annotations that are true: ground truth."""

    purpose = "ground_truth"

    @classmethod
    def create_from_objects(
        cls, client: "Client", project_id: str, name: str, labels: Payload, **options: Unpack[ImportOptions]
    ) -> Self:
        """Import labels of `postil.types`, rows as mappings, or both, as ground truth.

        `job = lb.LabelImport.create_from_objects(client, project.uid, "May", labels, policy="atomic")`

        A small import is over when this returns.

        Raises:
            UsageError: There is nothing to import, or something that is no annotation (ROW010).
            ConflictError: The project has an import of this name with other rows.
        """
        return cls._create(client, project_id, name, labels, options)
