"""Imports, for a program with an event loop."""

from collections.abc import AsyncIterator, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self, Unpack

from postil.client.asynchronous.resource import AsyncResource
from postil.client.import_options import AnnotationImportState, ImportOptions
from postil.client.import_payload import Payload
from postil.client.import_status import Status
from postil.client.imports import AnnotationImport, LabelImport, MALPredictionImport
from postil.client.predictions import MEAPredictionImport
from postil.sdk.counts import Counts
from postil.sdk.import_diffs import ImportDiff
from postil.sdk.imports import IssueGroup
from postil.sdk.undo import Redone, Undone

if TYPE_CHECKING:
    from postil.client.asynchronous.client import AsyncClient


class AsyncAnnotationImport(AsyncResource[AnnotationImport]):
    """See `postil.MALPredictionImport`, whose attributes it has; what waits there is awaited here."""

    KIND: ClassVar[type[MALPredictionImport] | type[LabelImport] | type[MEAPredictionImport]]

    name: str
    parent_id: str | None
    state: AnnotationImportState
    progress: str
    counts: Counts

    async def statuses(self) -> list[Status]:
        """Wait until it is over, and return what became of every row."""
        return await self._bridge.call(lambda: self.plain.statuses)

    async def errors(self) -> list[Status]:
        """Wait until it is over, and return the statuses of the rows that were refused."""
        return await self._bridge.call(lambda: self.plain.errors)

    async def issues(self) -> list[IssueGroup]:
        """Wait until it is over, and return errors, warnings and remarks, identical ones counted together."""
        return await self._bridge.call(lambda: self.plain.issues)

    async def wait_till_done(
        self, sleep_time_seconds: float | None = None, show_progress: bool = False
    ) -> None:
        """Wait until it is over; cancelling ends the waiting, not the import."""
        await self._bridge.call(self.plain.wait_till_done, sleep_time_seconds, show_progress)

    async def refresh(self) -> None:
        """Ask the server how it is by now."""
        await self._bridge.call(self.plain.refresh)

    async def resume(self) -> None:
        """Go on with an import that was interrupted."""
        await self._bridge.call(self.plain.resume)

    async def cancel(self) -> None:
        """Ask it to stop at its next step."""
        await self._bridge.call(self.plain.cancel)

    async def diff(self) -> ImportDiff:
        """Return what it changes, all told and by feature."""
        return await self._bridge.call(self.plain.diff)

    async def commit(self) -> None:
        """Publish a dry run."""
        await self._bridge.call(self.plain.commit)

    async def undo(self, *, through: bool = False) -> Undone:
        """Undo it as if it had never been; with `through`, later ones on the same data rows first."""
        return await self._bridge.call(self.plain.undo, through=through)

    async def redo(self) -> Redone:
        """Show it again after it was undone, in its old place."""
        return await self._bridge.call(self.plain.redo)

    def rejected(self) -> AsyncIterator[bytes]:
        """Yield the refused rows as pieces of a file that can be mended and imported again."""

        def pieces() -> Iterator[bytes]:
            with self.plain.rejected() as found:
                yield from found

        return self._bridge.iterate(pieces)

    @classmethod
    async def create_from_file(
        cls,
        client: "AsyncClient",
        project_id: str,
        name: str,
        path: str | Path,
        **options: Unpack[ImportOptions],
    ) -> Self:
        """Import a file of rows, of any size; one that breaks off is gone on with when called again."""
        return await cls._made(client, cls.KIND.create_from_file, project_id, name, path, **options)

    @classmethod
    async def create_from_url(
        cls, client: "AsyncClient", project_id: str, name: str, url: str, **options: Unpack[ImportOptions]
    ) -> Self:
        """Have the server get a file of rows from an address and import it."""
        return await cls._made(client, cls.KIND.create_from_url, project_id, name, url, **options)

    @classmethod
    async def from_name(cls, client: "AsyncClient", project_id: str, name: str) -> Self:
        """Return the import of a name."""
        return await cls._made(client, cls.KIND.from_name, project_id, name)

    @classmethod
    async def _made(cls, client: "AsyncClient", make: Any, *args: object, **options: Any) -> Self:
        made = await client.bridge.call(partial(make, client.plain, *args, **options))
        return cls(client.bridge, made)


class AsyncMALPredictionImport(AsyncAnnotationImport):
    """Annotations that people get to correct: pre-labels."""

    KIND = MALPredictionImport
    left_out: Sequence[str]

    @classmethod
    async def create_from_objects(
        cls,
        client: "AsyncClient",
        project_id: str,
        name: str,
        predictions: Payload,
        **options: Unpack[ImportOptions],
    ) -> Self:
        """Import labels of `postil.types`, rows as mappings, or both; they are written in a thread."""
        make = cls.KIND.create_from_objects
        return await cls._made(client, make, project_id, name, predictions, **options)


class AsyncLabelImport(AsyncAnnotationImport):
    """Annotations that are true: ground truth."""

    KIND = LabelImport

    @classmethod
    async def create_from_objects(
        cls,
        client: "AsyncClient",
        project_id: str,
        name: str,
        labels: Payload,
        **options: Unpack[ImportOptions],
    ) -> Self:
        """Import labels of `postil.types`, rows as mappings, or both; they are written in a thread."""
        return await cls._made(client, cls.KIND.create_from_objects, project_id, name, labels, **options)
