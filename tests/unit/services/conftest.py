"""A real store in a fresh folder, and somebody to act."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from postil.blobs.folder import FolderBlobs
from postil.executors.inline import InlineExecutor
from postil.media.outbound import OutboundClient
from postil.media.prober import HeaderProber
from postil.ports.access import User
from postil.ports.clock import SystemClock
from postil.services.catalog.data_rows import DataRows
from postil.services.catalog.datasets import Datasets
from postil.services.catalog.media import Media
from postil.services.projects.projects import Projects
from postil.stores.sql.sqlite import SqliteStore
from tests.empty_database import put_empty_database


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(put_empty_database(tmp_path / "postil.db"))
    yield opened
    opened.close()


@pytest.fixture
def blobs(tmp_path: Path) -> FolderBlobs:
    return FolderBlobs(tmp_path / "blobs")


@pytest.fixture
def clock() -> SystemClock:
    return SystemClock()


@pytest.fixture
def actor(store: SqliteStore) -> User:
    with store.write() as session:
        return session.access.create_user("ann@example.org", "Ann", True, 1)


@pytest.fixture
def datasets(store: SqliteStore, clock: SystemClock) -> Datasets:
    return Datasets(store, clock)


@pytest.fixture
def projects(store: SqliteStore, clock: SystemClock) -> Projects:
    return Projects(store, clock)


@pytest.fixture
def data_rows(store: SqliteStore, blobs: FolderBlobs, clock: SystemClock) -> DataRows:
    fetcher = OutboundClient(offline=True)
    media = Media(store, blobs, fetcher, HeaderProber(), clock, InlineExecutor())
    return DataRows(store, blobs, media, clock)
