"""Projector: the index brought up to date in another process."""

import logging
from collections.abc import Callable
from functools import partial

import msgspec

from postil.ports.store import Store
from postil.server.database import open_database
from postil.server.settings import Settings
from postil.services.index.projector import Projector

log = logging.getLogger("postil.projections")


def projector(settings: Settings) -> Callable[[], None]:
    """Return a call that brings the index up to date, in any process; the key of the settings stays here."""
    return partial(run_projector, msgspec.json.encode(msgspec.structs.replace(settings, api_key="")))


def run_projector(settings_document: bytes) -> None:
    """Bring the index up to date."""
    settings = msgspec.json.decode(settings_document, type=Settings)
    logging.basicConfig(level=settings.log_level.upper())
    database = open_database(settings.database)
    try:
        project(database.store)
    finally:
        database.close()


def project(store: Store) -> None:
    """Bring the index up to date, unless an import waits for this process to end: then that one will.

    A failure is logged, and the next change tries again.
    """

    def is_awaited() -> bool:
        with store.read() as session:
            return any(job.state == "queued" for job in session.jobs.unfinished())

    try:
        Projector(store).run(is_awaited)
    except Exception:  # the import that ran before has ended well
        log.exception("the index stopped behind; it catches up after the next change")
