"""Findings of `postil doctor`: one function per question, each answered with a fix where it is not well."""

import importlib.metadata
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

import postil
from postil.errors import AccessError, PostilError
from postil.sdk.client import Client
from postil.sdk.location import data_folder, locate
from postil.server.database import demand_postgres
from postil.server.settings import Settings, is_postgres, read_settings

OLDEST_PYTHON = (3, 11)
OLDEST_SQLITE = (3, 35, 0)
"""The oldest SQLite with RETURNING."""

LITTLE_DISK = 1_000_000_000
MOST_TOLD = 5
SHOWN = ("msgspec", "numpy", "SQLAlchemy", "starlette", "granian", "httpx")


class Finding(msgspec.Struct, kw_only=True):
    """The answer to one question; `fix` is what to do when it is not `ok`."""

    about: str
    state: Literal["ok", "warn", "fail"]
    told: str
    fix: str = ""


def examine(data: Path | None) -> Iterator[Finding]:
    """Answer every question."""
    yield _python()
    yield _versions()
    folder = data_folder(data)
    place = _folder(folder)
    yield place
    if place.state == "fail":
        return
    settings = _settings(data)
    if isinstance(settings, Finding):
        yield settings
        return
    yield _disk(folder)
    yield _postgres(settings.database) if is_postgres(settings.database) else _sqlite(folder)
    server = _server(data)
    yield server
    if server.state != "fail":
        yield from accounts(data)
    yield _offline(settings)


def _python() -> Finding:
    told = f"{platform.python_version()} at {sys.executable}"
    if sys.version_info < OLDEST_PYTHON:
        return Finding(about="Python", state="fail", told=told, fix="install Python 3.11 or newer")
    return Finding(about="Python", state="ok", told=told)


def _versions() -> Finding:
    parts = [f"postil {postil.__version__}"]
    missing = []
    for name in SHOWN:
        try:
            parts.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    told = ", ".join(parts)
    if missing:
        fix = f"install {', '.join(missing)}: pip install --force-reinstall postil"
        return Finding(about="packages", state="fail", told=told, fix=fix)
    return Finding(about="packages", state="ok", told=told)


def _settings(data: Path | None) -> Settings | Finding:
    try:
        return read_settings({"data": str(data_folder(data))})
    except PostilError as error:
        return Finding(about="settings", state="fail", told=error.message, fix=error.hint)


def _folder(folder: Path) -> Finding:
    about = "data directory"
    if folder.exists() and not folder.is_dir():
        fix = "name another with --data or POSTIL_DATA"
        return Finding(about=about, state="fail", told=f"{folder} is a file", fix=fix)
    if not folder.exists():
        parent = next(path for path in folder.parents if path.exists())
        if not os.access(parent, os.W_OK):
            fix = "make it, or name another with --data or POSTIL_DATA"
            return Finding(about=about, state="fail", told=f"{folder} cannot be made", fix=fix)
        return Finding(about=about, state="ok", told=f"{folder} will be made by the first `postil serve`")
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Finding(about=about, state="ok", told=f"{folder} can be written")
    except OSError as error:
        fix = f"give yourself the right to write there, or name another with --data ({error.strerror})"
        return Finding(about=about, state="fail", told=f"{folder} cannot be written", fix=fix)


def _disk(folder: Path) -> Finding:
    there = folder if folder.exists() else next(path for path in folder.parents if path.exists())
    free = shutil.disk_usage(there).free
    told = f"{free / 1e9:,.1f} GB free"
    if free < LITTLE_DISK:
        fix = "make room: imports need about twice the size of their file"
        return Finding(about="disk", state="warn", told=told, fix=fix)
    return Finding(about="disk", state="ok", told=told)


def _sqlite(folder: Path) -> Finding:
    told = f"SQLite {sqlite3.sqlite_version}"
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        fix = "use a Python built with SQLite 3.35 or newer"
        return Finding(about="database", state="fail", told=told, fix=fix)
    there = folder if folder.exists() else None
    try:
        with tempfile.TemporaryDirectory(dir=there) as place:
            connection = sqlite3.connect(Path(place) / "probe.db")
            try:
                mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
            finally:
                connection.close()
    except (OSError, sqlite3.Error) as error:
        return Finding(
            about="database", state="fail", told=f"{told}: {error}", fix="mend the data directory first"
        )
    if mode != "wal":
        fix = "keep the data directory on a local disk: network file systems cannot do it"
        return Finding(about="database", state="fail", told=f"{told} without write-ahead log", fix=fix)
    return Finding(about="database", state="ok", told=f"{told} with write-ahead log")


def _postgres(url: str) -> Finding:
    try:
        demand_postgres()
        from postil.stores.sql.postgres import version_of

        return Finding(about="database", state="ok", told=version_of(url))
    except PostilError as error:
        return Finding(about="database", state="fail", told=error.message, fix=error.hint)


def _server(data: Path | None) -> Finding:
    about = "server"
    try:
        with Client(locate(folder=data)) as client:
            version = client.system.health().version
            told = f"version {version} answers at {client.url}"
            client.system.caller()
    except AccessError:
        return Finding(
            about=about, state="fail", told=f"{told}, but not to us", fix="give a key with POSTIL_KEY"
        )
    except PostilError as error:
        return Finding(about=about, state="warn", told=error.message, fix=error.hint)
    if version != postil.__version__:
        return Finding(about=about, state="warn", told=told, fix="restart it: it runs another version")
    return Finding(about=about, state="ok", told=told)


def accounts(data: Path | None) -> Iterator[Finding]:
    """Look on a running server whether every row of every import has an outcome, a page at a time."""
    about, seen, wrong = "imports", 0, list[str]()
    try:
        with Client(locate(folder=data)) as client:
            for job in client.imports.list():
                seen += 1
                if job.accounted != job.counts.read and len(wrong) < MOST_TOLD:
                    wrong.append(f"{job.name} ({job.counts.read:,} read, {job.accounted:,} accounted for)")
    except PostilError:
        # Whatever it is, the finding about the server has told it.
        return
    if wrong:
        fix = "report this with the import's id: no row may be lost"
        yield Finding(about=about, state="fail", told=f"rows without an outcome: {', '.join(wrong)}", fix=fix)
    else:
        told = f"{seen:,} looked at, every row read has an outcome" if seen else "none yet"
        yield Finding(about=about, state="ok", told=told)


def _offline(settings: Settings) -> Finding:
    if settings.offline:
        told = "nothing is fetched from anywhere: media and masks given by URL stay out of reach"
        return Finding(about="network", state="ok", told=told)
    networks = ", ".join(settings.allowed_networks)
    told = "media and masks are fetched from public addresses" + (f" and {networks}" if networks else "")
    return Finding(about="network", state="ok", told=told)
