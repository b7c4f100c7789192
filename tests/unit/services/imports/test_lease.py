"""Only who holds the lease may write."""

from postil.ports.jobs import Job
from postil.services.imports.lease import LEASE_MICROSECONDS, is_held
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, source


def leased(studio: Studio, owner: str = "me", at: int = 1) -> Job:
    job = studio.receive(source([box(1)]), format="labelbox")
    with studio.store.write() as session:
        found = session.jobs.lease(job.id, owner, at, at + LEASE_MICROSECONDS)
    assert found is not None
    return found


def held(studio: Studio, job: Job) -> bool:
    with studio.store.write() as session:
        return is_held(session, job)


def test_a_running_job_is_held_by_who_leased_it(studio: Studio) -> None:
    assert held(studio, leased(studio))


def test_a_job_another_process_took_over_is_held_no_more(studio: Studio) -> None:
    job = leased(studio)
    with studio.store.write() as session:
        session.jobs.lease(job.id, "another", LEASE_MICROSECONDS + 2, 2 * LEASE_MICROSECONDS)
    assert not held(studio, job)


def test_a_cancelled_job_is_held_no_more(studio: Studio) -> None:
    job = leased(studio)
    with studio.store.write() as session:
        session.jobs.cancel(job.id)
    assert not held(studio, job)


def test_a_job_that_ended_is_held_no_more(studio: Studio) -> None:
    job = leased(studio)
    with studio.store.write() as session:
        session.jobs.stop(job.id, "failed", None, 2)
    assert not held(studio, job)


def test_asking_changes_nothing(studio: Studio) -> None:
    job = leased(studio)
    held(studio, job)
    assert studio.imports.get(job.uid) == job
