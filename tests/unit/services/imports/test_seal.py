"""Behind the horizon imports are sealed and their layers put together; nobody sees a difference."""

from datetime import UTC, datetime, timedelta

import pytest

from postil.errors import ConflictError
from postil.ports.jobs import Job
from postil.services.imports.seal import Sealing
from tests.unit.services.imports.conftest import KEYS, Studio
from tests.unit.services.imports.rows import box
from tests.unit.services.imports.sights import bring, line, sights, undos_of

ELSEWHERE = {"left": 5, "top": 5, "width": 5, "height": 5}


class InDays:
    """A clock that is ahead of the machine's."""

    def __init__(self, days: float) -> None:
        self._ahead = timedelta(days=days)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def monotonic(self) -> float:
        return 0.0


def seal(studio: Studio, *, days: float, horizon: int = 90) -> int:
    return Sealing(studio.store, InDays(days), horizon).run()


def layers(studio: Studio, job: Job) -> int:
    with studio.store.read() as session:
        return len(session.bundles.job_segments(job.id, after_id=0, limit=99))


def test_sealing_changes_nothing_that_anybody_sees(studio: Studio) -> None:
    jobs = [studio.run([box(1), box(2, "two")]), studio.run([box(1, bbox=ELSEWHERE), box(3)])]
    truth = studio.run([box(1, "three", isBenchmarkReferenceLabel=True)], purpose="ground_truth")
    before, counts = sights(studio), [studio.imports.get(job.uid).counts for job in jobs]
    statuses = [list(studio.imports.statuses(job.uid)) for job in jobs]
    assert seal(studio, days=91) == 3
    assert sights(studio) == before
    assert [studio.imports.get(job.uid).counts for job in jobs] == counts
    assert [list(studio.imports.statuses(job.uid)) for job in jobs] == statuses
    # What both spoke about is one layer of the later; what only the first did is its own still.
    assert [layers(studio, job) for job in [*jobs, truth]] == [1, 1, 1]


def test_a_sealed_import_can_be_neither_undone_nor_redone_and_the_reason_is_told(studio: Studio) -> None:
    job = studio.run([box(1)])
    seal(studio, days=91)
    undos = undos_of(studio)
    with pytest.raises(ConflictError, match="behind the undo horizon"):
        undos.undo(job.uid, studio.actor)
    with pytest.raises(ConflictError, match="behind the undo horizon"):
        undos.redo(job.uid, studio.actor)
    assert "behind the undo horizon" in (undos.standing(job.uid).refusal or "")


@pytest.mark.parametrize(("days", "horizon"), [(89, 90), (9_999, 0)])
def test_within_the_horizon_or_without_one_nothing_is_sealed(studio: Studio, days: int, horizon: int) -> None:
    job = studio.run([box(1)])
    assert seal(studio, days=days, horizon=horizon) == 0
    assert not undos_of(studio).undo(job.uid, studio.actor).is_repeated


def test_what_an_undone_import_left_goes_with_its_sealing(studio: Studio) -> None:
    job = bring(studio, line("new", ("a", 1)), line("bare"))
    undos_of(studio).undo(job.uid, studio.actor)
    before = sights(studio)
    assert seal(studio, days=91) == 1
    assert sights(studio) == before
    assert layers(studio, job) == 0
    with studio.store.read() as session:
        numbers = range(1, len(KEYS) + 3)
        assert [row.global_key for row in session.catalog.rows_by_id(list(numbers))] == KEYS


def test_a_hidden_row_that_another_undone_import_speaks_about_is_kept_for_its_redoing(studio: Studio) -> None:
    first, undos = bring(studio, line("new", ("a", 1))), undos_of(studio)
    second = studio.run([box(1, "new")])
    shown = sights(studio)
    undos.undo(first.uid, studio.actor)
    with_second = sights(studio)
    assert with_second["rows"] == shown["rows"]
    undos.undo(second.uid, studio.actor)
    with studio.store.write() as session:
        # As if the second had been undone long after the first.
        assert session.jobs.seal(2**62, 1) == 2
        session.jobs.set_compacted(second.id, None)
        while session.bundles.drop_undone(first.id, limit=9):
            pass
        assert session.catalog.purge_hidden(first.id, limit=9) == 0
