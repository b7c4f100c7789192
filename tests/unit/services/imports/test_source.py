"""The kept bytes of an import, in the database or in a file."""

from hashlib import sha256
from pathlib import Path

import pytest

from postil.errors import ImportRejected
from postil.ports.access import User
from postil.services.imports.source import find_source, source_of
from postil.stores.sql.sqlite import SqliteStore
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, source

ROWS = source([box(1), box(2)])


@pytest.fixture(params=[0, 1 << 16], ids=["file", "database"])
def studio(request: pytest.FixtureRequest, tmp_path: Path, store: SqliteStore, actor: User) -> Studio:
    return Studio(tmp_path, store, actor, most_inline=request.param)


def test_a_source_is_the_bytes_that_were_received_however_often_it_is_read(studio: Studio) -> None:
    found = source_of(studio.store, studio.shop.spool, studio.receive(ROWS, format="labelbox"))
    for _ in range(2):
        with found.open() as stream:
            assert stream.read() == ROWS
    assert (found.name, found.size, found.sha256()) == ("rows.ndjson", len(ROWS), sha256(ROWS).hexdigest())


def test_both_kinds_of_source_come_to_the_same_import(studio: Studio) -> None:
    job = studio.run_source(ROWS)
    assert (job.state, job.counts.read, job.counts.accepted) == ("finished", 2, 2)
    assert len(list(studio.imports.statuses(job.uid))) == 2


def test_a_source_that_is_gone_is_refused(tmp_path: Path, store: SqliteStore, actor: User) -> None:
    studio = Studio(tmp_path, store, actor, most_inline=0)
    job = studio.receive(ROWS, format="labelbox")
    studio.shop.spool.remove(job.input_path)
    assert find_source(store, studio.shop.spool, job) is None
    with pytest.raises(ImportRejected, match="gone"):
        source_of(store, studio.shop.spool, job)
