"""Presence: the file by which programs of this machine find the running server."""

import os
from pathlib import Path

import msgspec

FILE_NAME = "server.json"


class Presence(msgspec.Struct, kw_only=True):
    """Where a server is and what to send it instead of a key. May be left over from one that was killed."""

    url: str
    token: str
    pid: int
    version: str


def write_presence(folder: Path, presence: Presence) -> None:
    """Leave the file, readable by its owner only and never half written."""
    part = folder / f".{FILE_NAME}.part"
    part.unlink(missing_ok=True)
    file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "wb") as target:
        target.write(msgspec.json.encode(presence))
    part.replace(folder / FILE_NAME)


def remove_presence(folder: Path) -> None:
    """Take the file away; taking away what is not there is no error."""
    (folder / FILE_NAME).unlink(missing_ok=True)
