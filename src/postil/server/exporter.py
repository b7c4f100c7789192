"""Exporter: longer exports in spawned processes, so that they never slow a person's clicks."""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

from postil.blobs.folder import FolderBlobs
from postil.blobs.spool import FolderSpool
from postil.server.addresses import Addresses
from postil.server.database import Database, open_database
from postil.server.settings import Settings
from postil.services.exports.exporter import Exporter
from postil.services.exports.files import ExportFiles


def exporter(settings: Settings) -> Callable[[str], None]:
    """Return a call that runs an export by uid, in any process; the key of the settings stays here."""
    return partial(run_export, msgspec.json.encode(msgspec.structs.replace(settings, api_key="")))


def run_export(settings_document: bytes, uid: str) -> None:
    """Run one export to its end."""
    settings = msgspec.json.decode(settings_document, type=Settings)
    logging.basicConfig(level=settings.log_level.upper())
    database = open_database(settings.database)
    try:
        workbench(settings.data_folder, database, settings.url).run(uid)
    finally:
        database.close()


def workbench(folder: Path, database: Database, url: str) -> Exporter:
    """Put together what writes exports."""
    blobs = FolderBlobs(folder / "blobs")
    files = ExportFiles(FolderSpool(folder / "spool"))
    return Exporter(database.store, database.clock, files, Addresses(blobs, url).sources)
