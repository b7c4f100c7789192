"""Remote: files of annotations that the server gets itself, from an address a client names."""

from threading import BoundedSemaphore
from urllib.parse import unquote, urlsplit

from postil.errors import RetryableStoreError
from postil.ports.access import User
from postil.ports.fetcher import Downloader
from postil.ports.jobs import Job
from postil.services.imports.imports import Imports
from postil.services.imports.intake import NewImport

AT_ONCE = 4
"""Files that are fetched at the same time: another side that is slow must not use up all threads."""

MOST_NAME = 200

LONGEST_S = 600.0
"""Seconds a file may take; a larger one is better sent in parts."""


class RemoteFiles:
    """Imports of files that are elsewhere.

    Args:
        downloader: The one way out.
        imports: Where files become imports.
        most_bytes: Largest file accepted.
    """

    def __init__(self, downloader: Downloader, imports: Imports, most_bytes: int) -> None:
        self._downloader, self._imports, self._most_bytes = downloader, imports, most_bytes
        self._turns = BoundedSemaphore(AT_ONCE)

    def take(self, url: str, new: NewImport, actor: User) -> Job:
        """Get a file and import it like one that was sent; see `Imports.take`.

        Raises:
            PostilError: SRC020 to SRC026, see `Fetcher.fetch`; nothing remains of what was read.
            RetryableStoreError: Others are being fetched, as many as may be at once.
        """
        new.source_name = new.source_name or file_name(url)
        receiver = self._imports.receive(new, actor)
        if not self._turns.acquire(blocking=False):
            raise RetryableStoreError(f"{AT_ONCE} files are being fetched already", hint="try again later")
        try:
            self._downloader.download(url, receiver.write, max_bytes=self._most_bytes, total_s=LONGEST_S)
        except BaseException:
            receiver.abort()
            raise
        finally:
            self._turns.release()
        return self._imports.take(receiver)


def file_name(url: str) -> str:
    """Return the last part of an address that names anything, without its query; else its host.

    It is at most 200 characters, and those that cannot be printed are `_`: names are shown in terminals.
    """
    try:
        found = urlsplit(url)
    except ValueError:
        return ""
    parts = [part for part in found.path.split("/") if part]
    name = unquote(parts[-1]) if parts else (found.hostname or "")
    return "".join(letter if letter.isprintable() else "_" for letter in name[:MOST_NAME])
