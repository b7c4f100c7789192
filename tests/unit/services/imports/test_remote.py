"""A file elsewhere becomes an import, or leaves nothing."""

from collections.abc import Callable
from threading import Event, Semaphore, Thread
from typing import Any

import pytest

from postil.errors import LimitError, RetryableStoreError
from postil.services.imports.intake import NewImport
from postil.services.imports.remote import AT_ONCE, RemoteFiles, file_name
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, source
from tests.unit.services.imports.test_receive import kept

ROWS = source([box(1), box(2)])


class Elsewhere:
    """A place whose one file is `content`, and which may break off or take its time."""

    def __init__(self, content: bytes = ROWS, error: Exception | None = None) -> None:
        self.content, self.error = content, error
        self.entered, self.may_go_on = Semaphore(0), Event()
        self.may_go_on.set()

    def download(self, url: str, write: Callable[[bytes], object], *, max_bytes: int, total_s: float) -> None:
        self.entered.release()
        self.may_go_on.wait()
        write(self.content)
        if self.error is not None:
            raise self.error


def take(studio: Studio, place: Elsewhere, **asked: Any) -> Any:
    files = RemoteFiles(place, studio.imports, 1 << 30)
    new = NewImport(project_uid=studio.project.uid, **asked)
    return files.take("https://example.org/out/boxes%207.ndjson?key=secret", new, studio.actor)


def test_a_file_is_imported_under_its_name_without_the_query(studio: Studio) -> None:
    job = take(studio, Elsewhere())
    assert (job.name, job.source_name) == ("boxes 7.ndjson", "boxes 7.ndjson")
    assert (job.state, job.counts.accepted) == ("finished", 2)


def test_the_same_file_under_the_same_name_is_the_same_import(studio: Studio) -> None:
    first, again = take(studio, Elsewhere(), name="n"), take(studio, Elsewhere(), name="n")
    assert again.uid == first.uid


@pytest.mark.parametrize("size", [10, 1 << 20])
def test_a_file_that_breaks_off_leaves_nothing(studio: Studio, size: int) -> None:
    place = Elsewhere(b"x" * size, LimitError("too large", code="SRC023"))
    with pytest.raises(LimitError):
        take(studio, place)
    assert kept(studio) == []
    assert studio.imports.list_jobs(None) == []


def test_no_more_than_a_few_files_are_fetched_at_once(studio: Studio) -> None:
    place = Elsewhere()
    place.may_go_on.clear()
    files = RemoteFiles(place, studio.imports, 1 << 30)

    def begin(number: int) -> None:
        new = NewImport(project_uid=studio.project.uid, name=str(number))
        files.take("https://example.org/a", new, studio.actor)

    threads = [Thread(target=begin, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for _ in threads:
        place.entered.acquire()
    with pytest.raises(RetryableStoreError):
        files.take("https://example.org/a", NewImport(project_uid=studio.project.uid), studio.actor)
    place.may_go_on.set()
    for thread in threads:
        thread.join()
    assert len(studio.imports.list_jobs(None)) == AT_ONCE


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://example.org/a/b%20c.ndjson?x=/y", "b c.ndjson"),
        ("https://example.org/", "example.org"),
        ("https://[", ""),
    ],
)
def test_a_file_is_called_by_the_last_part_of_its_address(url: str, name: str) -> None:
    assert file_name(url) == name


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://example.org/a%0Ab%1B%5B2J.ndjson", "a_b_[2J.ndjson"),
        ("https://example.org/%E2%80%AEnosjdn.a", "_nosjdn.a"),
        ("https://example.org/stra%C3%9Fe%207.ndjson", "straße 7.ndjson"),
        ("https://example.org/" + "a" * 201, "a" * 200),
        (f"https://{'a' * 201}/", "a" * 200),
    ],
)
def test_the_name_of_an_address_can_be_printed_and_is_short(url: str, name: str) -> None:
    assert file_name(url) == name
