"""Importer: large imports in processes of their own, with their own connection to the database."""

import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from postil.blobs.folder import FolderBlobs
from postil.blobs.spool import FolderSpool
from postil.executors.nursery import Nursery
from postil.executors.process import ProcessExecutor
from postil.ports.executor import Task
from postil.ports.fetcher import Fetched, Fetcher
from postil.server.database import Database, open_database
from postil.server.lock import FolderLock
from postil.server.own_files import OwnFiles, links_of
from postil.server.projector import project
from postil.server.settings import Settings
from postil.services.imports.importer import Importer, Workshop

NICENESS = 5
SWITCH_S = 0.0001
if TYPE_CHECKING:
    from postil.media.outbound import OutboundClient

WAITING = 10_000
"""Imports that may wait for their process."""

IDLE_S = 60.0
"""Seconds for which a process that has done its work waits for more; loading another costs half a second."""


class ImporterProcesses:
    """An executor for calls with arguments bound to them: another process can be sent those in parts only.

    Args:
        idle_s: Seconds for which a process waits for another call.
        nursery: Makes the processes; without one they are spawned.
    """

    def __init__(self, idle_s: float = IDLE_S, nursery: Nursery | None = None) -> None:
        self._processes = ProcessExecutor(
            processes=1, capacity=WAITING, idle_s=idle_s, prepare=tune_process, nursery=nursery
        )

    def submit(self, call: Callable[..., None], *args: object) -> Task:
        """Run a partial call in another process; see `Executor.submit`."""
        if isinstance(call, partial):
            return self._processes.submit(call.func, *call.args, *args)
        return self._processes.submit(call, *args)

    def close(self) -> None:
        """Kill running imports; they go on where they stood when the server starts again."""
        self._processes.close()


def importer(settings: Settings) -> Callable[[str], None]:
    """Return a call that runs an import by uid, in any process; the key of the settings stays here."""
    return partial(run_import, msgspec.json.encode(msgspec.structs.replace(settings, api_key="")))


def run_import(settings_document: bytes, job_uid: str) -> None:
    """Run one import to its end, alone: a second process that is given the same job returns at once."""
    settings = msgspec.json.decode(settings_document, type=Settings)
    logging.basicConfig(level=settings.log_level.upper())
    lock = FolderLock(settings.data_folder / "spool", f"{job_uid}.lock")
    if not lock.acquire():
        return
    try:
        with open_workshop(settings) as shop:
            Importer(shop, f"process-{job_uid}").run(job_uid, is_alone=True)
            project(shop.store)
    except Exception:
        logging.getLogger("postil.imports").exception("import %s stopped; it can be resumed", job_uid)
        raise
    finally:
        lock.release()


def tune_process() -> None:
    """Make a process that does nothing but import faster at it; call this once.

    Rows make no reference cycles, and walking live rows costs a fifth of the time. The thread that writes a
    block wakes dozens of times in it: at the usual 5 ms each it would fall behind the one that reads. Whoever
    clicks meanwhile comes first.
    """
    gc.disable()
    os.nice(NICENESS)
    sys.setswitchinterval(SWITCH_S)


@contextmanager
def open_workshop(settings: Settings) -> Iterator[Workshop]:
    """Open what an importer works with, and close it."""
    database, fetcher = open_database(settings.database), FetcherOnDemand(settings)
    try:
        yield workshop(settings.data_folder, database, fetcher)
    finally:
        fetcher.close()
        database.close()


class FetcherOnDemand:
    """The one way out, loaded when something is fetched: it is a sixth of an importer's memory."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client: OutboundClient | None = None

    def fetch(self, url: str, *, max_bytes: int, accept: str | None = None) -> Fetched:
        """See `Fetcher.fetch`."""
        return self._loaded().fetch(url, max_bytes=max_bytes, accept=accept)

    def fetch_start(self, url: str, *, max_bytes: int, accept: str | None = None) -> Fetched:
        """See `Fetcher.fetch_start`."""
        return self._loaded().fetch_start(url, max_bytes=max_bytes, accept=accept)

    def close(self) -> None:
        """Let go of every connection."""
        if self._client is not None:
            self._client.close()

    def _loaded(self) -> "OutboundClient":
        if self._client is None:
            self._client = outbound_client(self._settings)
        return self._client


def workshop(folder: Path, database: Database, fetcher: Fetcher) -> Workshop:
    """Put the parts of an importer together."""
    blobs, spool = FolderBlobs(folder / "blobs"), FolderSpool(folder / "spool")
    own = OwnFiles(links_of(folder, database.clock), blobs, fetcher)
    return Workshop(database.store, blobs, spool, own, database.clock)


def outbound_client(settings: Settings, total_s: float = 60.0) -> "OutboundClient":
    """Return the one way out, as the settings allow it; one call takes at most `total_s` seconds."""
    from postil.media.outbound import OutboundClient  # noqa: PLC0415 - see FetcherOnDemand

    return OutboundClient(allowed_networks=settings.networks, offline=settings.offline, total_s=total_s)
