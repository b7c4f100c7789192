"""The secret links are signed with: a file of the data folder that only its owner may read."""

import contextlib
import os
import secrets
from pathlib import Path

from postil.errors import StoreError

NAME = "links.secret"
SECRET_BYTES = 32


def link_secret(folder: Path) -> bytes:
    """Return the secret; made when there is none, once however many ask at the same time.

    Raises:
        StoreError: The file is not what was written.
    """
    path = folder / NAME
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        found = _make(path)
    if len(found) != SECRET_BYTES:
        raise StoreError(
            f"{str(path)!r} is damaged", hint="delete it; links that were given out become invalid"
        )
    return found


def _make(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = path.with_name(f"{NAME}.{secrets.token_hex(8)}")
    file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(file, "wb") as target:
            target.write(secrets.token_bytes(SECRET_BYTES))
            target.flush()
            os.fsync(target.fileno())
        # Linking fails where another process was first; then theirs is the secret.
        with contextlib.suppress(FileExistsError):
            os.link(new, path)
    finally:
        new.unlink()
    return path.read_bytes()
