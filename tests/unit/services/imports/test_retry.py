"""What never came to anything does not keep its name."""

import pytest

from postil.errors import ConflictError
from postil.ports.jobs import Job
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, source


def refused(studio: Studio) -> Job:
    return studio.run([box(1), box(2, name="kar")], name="monday", settings={"policy": "atomic"})


def cancelled(studio: Studio) -> Job:
    job = studio.receive(source([box(1)]), format="labelbox", name="monday")
    return studio.imports.cancel(job.uid)


@pytest.mark.parametrize("end", [refused, cancelled])
def test_a_mended_file_may_have_the_name_of_what_failed_or_was_cancelled(studio: Studio, end) -> None:
    before = end(studio)
    after = studio.run([box(1), box(2)], name="monday")
    assert (after.state, after.name) == ("finished", "monday")
    assert after.uid != before.uid


def test_the_same_file_again_after_a_failure_is_a_fresh_attempt(studio: Studio) -> None:
    rows = [box(1), box(2, "four")]
    first = studio.run(rows, name="monday", settings={"policy": "atomic"})
    second = studio.run(rows, name="monday", settings={"policy": "atomic"})
    assert (first.state, second.state) == ("failed", "failed")
    assert first.uid != second.uid


def test_the_history_stays_under_a_name_that_ends_like_its_id(studio: Studio) -> None:
    before = refused(studio)
    studio.run([box(1)], name="monday")
    kept = studio.imports.get(before.uid)
    assert kept.name == f"monday (failed {before.uid[-8:]})"
    assert (kept.counts, kept.error, kept.finished_at) == (before.counts, before.error, before.finished_at)
    assert studio.failed(kept) == {2: ["ONT001"]}
    assert b'"kar"' in b"".join(studio.imports.rejected(before.uid))


def test_any_number_of_attempts_are_kept(studio: Studio) -> None:
    for _ in range(3):
        refused(studio)
    names = [job.name for job in studio.imports.list_jobs(studio.project.uid)]
    assert names[0] == "monday"
    assert len(set(names)) == 3


def test_what_is_visible_keeps_its_name(studio: Studio) -> None:
    studio.run([box(1)], name="monday")
    with pytest.raises(ConflictError, match="other content"):
        studio.run([box(2)], name="monday")


def test_what_was_undone_keeps_its_name(studio: Studio) -> None:
    job = studio.run([box(1)], name="monday")
    with studio.store.write() as session:
        session.jobs.set_undone(job.id, is_undone=True, by=None, at=5)
    with pytest.raises(ConflictError):
        studio.run([box(2)], name="monday")


def test_what_is_going_on_keeps_its_name(studio: Studio) -> None:
    studio.receive(source([box(1)]), format="labelbox", name="monday")
    with pytest.raises(ConflictError):
        studio.receive(source([box(2)]), format="labelbox", name="monday")
