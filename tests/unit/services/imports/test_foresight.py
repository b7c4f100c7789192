"""What is looked up ahead is what would have been found one stretch after the other."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postil.ports.catalog import RowFinding
from postil.ports.jobs import Job
from postil.ports.store import Session
from postil.services.imports.foresight import STRIKES, Foresight
from postil.stores.sql.sqlite import SqliteStore
from postil.testing.world import NOW, World, image_row, populate

KEYS = [f"image-{number:03}.jpg" for number in range(120)]


class Counted:
    """A read session that counts the questions about data rows."""

    def __init__(self, session: Session) -> None:
        self.catalog, self._catalog = self, session.catalog
        self.asked = 0

    def find_rows(self, *question: Any) -> dict[str, RowFinding]:
        self.asked += 1
        return self._catalog.find_rows(*question)

    def next_rows(self, *question: Any) -> dict[str, RowFinding]:
        self.asked += 1
        return self._catalog.next_rows(*question)


def furnish(store: SqliteStore) -> tuple[World, Job]:
    """Make a data row per key; some are deleted, hidden or outside the project."""
    world = populate(store, rows=0)
    job, other = world.start_job(), world.start_job()
    hidden = {7: job.id, 8: other.id, 60: other.id}
    with store.write() as session:
        rows = [image_row(key, hidden_by=hidden.get(number)) for number, key in enumerate(KEYS)]
        ids = session.catalog.create_rows(world.dataset_id, rows, None, NOW)
        batch = session.projects.create_batch(world.project_id, "most", 5, None, NOW)
        session.projects.add_tasks(batch, [row for number, row in enumerate(ids) if number % 9], NOW)
        session.catalog.delete_rows([ids[number] for number in (3, 30, 31, 90)], NOW)
    return world, job


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SqliteStore, Job]]:
    store = SqliteStore(tmp_path_factory.mktemp("foresight") / "postil.db")
    yield store, furnish(store)[1]
    store.close()


def stretches(keys: Sequence[str], size: int) -> list[Sequence[str]]:
    return [keys[start : start + size] for start in range(0, len(keys), size)]


def questions(place: tuple[SqliteStore, Job], *blocks: Sequence[Sequence[str]]) -> list[int]:
    """Return how many questions every block takes."""
    store, job = place
    foresight, asked = Foresight(job), []
    for block in blocks:
        foresight.begin()
        with store.read() as session:
            counted = Counted(session)
            for keys in block:
                foresight.find(counted, keys)  # type: ignore[arg-type]
            asked.append(counted.asked)
    return asked


@settings(max_examples=30)
@given(source=st.randoms(use_true_random=False), size=st.integers(1, 40), jumps=st.integers(0, 6))
def test_every_order_of_names_finds_what_asking_for_each_finds(
    place: tuple[SqliteStore, Job], source: Random, size: int, jumps: int
) -> None:
    store, job = place
    keys = [*KEYS, "nobody.jpg"]
    for _ in range(jumps):
        cut = source.randrange(len(keys))
        keys = keys[cut:] + keys[:cut] if source.random() < 0.5 else [*keys[:cut], *reversed(keys[cut:])]
    foresight = Foresight(job)
    for block in stretches(keys, 60):
        foresight.begin()
        with store.read() as session:
            for asked in stretches(block, size):
                plain = session.catalog.find_rows("global_key", asked, job.project_id, job.id)
                assert foresight.find(session, asked) == plain


def test_a_block_in_the_order_of_the_catalog_takes_two_questions(place: tuple[SqliteStore, Job]) -> None:
    assert questions(place, stretches(KEYS[40:60], 5), stretches(KEYS[61:81], 5)) == [2, 2]


def test_a_block_in_no_order_takes_a_question_a_stretch(place: tuple[SqliteStore, Job]) -> None:
    assert questions(place, stretches(KEYS[59:39:-1], 5)) == [4]


def test_guesses_that_do_not_come_true_are_given_up(place: tuple[SqliteStore, Job]) -> None:
    jumping = [KEYS[start : start + 3] for start in (100, 80, 40, 10, 70, 50, 20)]
    assert questions(place, jumping) == [len(jumping) + STRIKES]


def test_what_was_known_is_forgotten_with_its_session(tmp_path: Any) -> None:
    store = SqliteStore(tmp_path / "postil.db")
    world, job = furnish(store)
    foresight = Foresight(job)
    with store.read() as session:
        foresight.find(session, KEYS[40:45])
        gone = foresight.find(session, KEYS[45:46])[KEYS[45]]
    with store.write() as session:
        session.catalog.delete_rows([gone.id], NOW)
    foresight.begin()
    with store.read() as session:
        assert foresight.find(session, KEYS[45:46])[KEYS[45]].is_deleted
    assert world.project_id == job.project_id
    store.close()
