"""Stores, blobs and fetchers that fail at the n-th call, and count how many calls there were."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Literal

from postil.errors import StoreError
from postil.ports.blobs import Blob, Blobs
from postil.ports.fetcher import Fetched, Fetcher, FetchError
from postil.ports.store import Session, Store

Moment = Literal["read", "begin", "commit", "answer", "put", "fetch"]
"""`begin`: the transaction is refused. `commit`: it is lost. `answer`: it is kept, and nobody is told."""

MOMENTS: tuple[Moment, ...] = ("read", "begin", "commit", "answer", "put")


class Fault:
    """Fails at the `at`-th of all moments of one kind, once; with `at` 0 it only counts."""

    def __init__(self, moment: Moment, at: int = 0) -> None:
        self.moment, self.at, self.count = moment, at, 0

    def reach(self, moment: Moment) -> None:
        if moment == self.moment:
            self.count += 1
            if self.count == self.at:
                raise StoreError(f"the {self.at}. {moment} fails", code="STO001")

    @property
    def has_struck(self) -> bool:
        return 0 < self.at <= self.count


class FaultyStore:
    """A store over a real one; for the turn of a crowded one somebody waits all the time."""

    def __init__(self, store: Store, fault: Fault, *, is_crowded: bool = False) -> None:
        self._store, self._fault, self.is_crowded = store, fault, is_crowded
        self.layers_at_once = 2 if is_crowded else store.layers_at_once

    @contextmanager
    def read(self) -> Iterator[Session]:
        self._fault.reach("read")
        with self._store.read() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        self._fault.reach("begin")
        with self._store.write() as session:
            yield session
            self._fault.reach("commit")
        self._fault.reach("answer")

    def is_awaited(self) -> bool:
        return self.is_crowded or self._store.is_awaited()

    def close(self) -> None:
        self._store.close()


class FaultyBlobs:
    """Blobs over real ones; `put` may fail."""

    def __init__(self, blobs: Blobs, fault: Fault) -> None:
        self._blobs, self._fault = blobs, fault

    def put(self, content: bytes | BinaryIO) -> Blob:
        self._fault.reach("put")
        return self._blobs.put(content)

    def __getattr__(self, name: str) -> object:
        return getattr(self._blobs, name)


class FaultyFetcher:
    """A fetcher over a real one; the other side does not answer the `at`-th time."""

    def __init__(self, fetcher: Fetcher, at: int = 0) -> None:
        self._fetcher, self._at, self.count = fetcher, at, 0

    def fetch(self, url: str, *, max_bytes: int, accept: str | None = None) -> Fetched:
        self.count += 1
        if self.count == self._at:
            raise FetchError(f"{url} did not answer", code="SRC021", hint="try again", is_retryable=True)
        return self._fetcher.fetch(url, max_bytes=max_bytes, accept=accept)

    def fetch_start(self, url: str, *, max_bytes: int, accept: str | None = None) -> Fetched:
        return self._fetcher.fetch_start(url, max_bytes=max_bytes, accept=accept)
