"""Location: where a server is, and the key for it - said outright, or left behind by one on this machine."""

import os
from pathlib import Path

import msgspec

from postil.errors import ServerError, UsageError

SERVER_FILE = "server.json"
START_HINT = "start one with `postil serve`, or name one with --url"


class Location(msgspec.Struct, frozen=True, kw_only=True):
    """The address of a server and the key that opens it; `is_found` says nobody named it."""

    url: str
    key: str = ""
    is_found: bool = False


class _ServerFile(msgspec.Struct):
    """What a running server leaves in its data directory; readable by its owner alone."""

    url: str
    token: str = ""


def data_folder(folder: Path | None = None) -> Path:
    """Return the data directory: the one given, `POSTIL_DATA`, or the user's own (XDG)."""
    if folder is not None:
        return folder.expanduser().resolve()
    named = os.environ.get("POSTIL_DATA", "")
    if named:
        return Path(named).expanduser().resolve()
    home = os.environ.get("XDG_DATA_HOME", "")
    shared = Path(home) if Path(home).is_absolute() else Path.home() / ".local" / "share"
    return (shared / "postil").resolve()


def locate(url: str | None = None, key: str | None = None, folder: Path | None = None) -> Location:
    """Say where to find a server.

    Args:
        url: Its address; else `POSTIL_URL`, else that of the server of the data directory.
        key: An API key; else `POSTIL_KEY`.
        folder: The data directory to look into.

    Raises:
        UsageError: The address is no http or https address.
        ServerError: None is named and the data directory knows of none.
    """
    key = key or os.environ.get("POSTIL_KEY", "")
    url = url or os.environ.get("POSTIL_URL", "")
    if not url:
        return locate_in(data_folder(folder), key)
    if not url.startswith(("http://", "https://")):
        raise UsageError(f"{url!r} is not the address of a server", hint="write it as http://127.0.0.1:8600")
    return Location(url=url.rstrip("/"), key=key)


def locate_in(folder: Path, key: str = "") -> Location:
    """Return the server that runs for a data directory.

    Raises:
        ServerError: None does.
    """
    try:
        left = msgspec.json.decode((folder / SERVER_FILE).read_bytes(), type=_ServerFile)
    except FileNotFoundError:
        raise ServerError(f"no server is running for {folder}", hint=START_HINT) from None
    except (OSError, msgspec.DecodeError) as error:
        raise ServerError(f"{folder / SERVER_FILE} cannot be read: {error}", hint=START_HINT) from None
    return Location(url=left.url.rstrip("/"), key=key or left.token, is_found=True)
