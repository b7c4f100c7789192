"""What every store must do with leases: who may work on a job, and move it."""

import pytest

from postil.errors import ConflictError
from postil.ports.jobs import Advance, Counts, Job
from postil.ports.store import Store
from postil.testing.world import LEASE, NOW, OTHER, OWNER, populate


def _step(job: Job, *, start: int = 0, to: int = 100, fence: int | None = None) -> Advance:
    return Advance(
        job_id=job.id,
        fence=job.fence if fence is None else fence,
        expected_offset=start,
        offset=to,
        line=4,
        chunk=1,
        counts=Counts(read=3, accepted=2, rejected=1, annotations=2),
        progress={"bytes": to},
        lease_until=NOW + 2 * LEASE,
    )


class LeaseTests:
    """The contract of `postil.ports.jobs.JobStore`: the lease, the fence and the cursor."""

    def test_a_lease_starts_a_queued_job_and_raises_the_fence(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            job = session.jobs.create(world.new_job())
            leased = session.jobs.lease(job.id, OWNER, NOW, NOW + LEASE)
        assert leased is not None
        assert (leased.state, leased.fence, leased.started_at) == ("running", job.fence + 1, NOW)
        assert (leased.lease_owner, leased.lease_until) == (OWNER, NOW + LEASE)

    def test_a_running_lease_keeps_others_out_until_it_expires(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            assert session.jobs.lease(job.id, OTHER, NOW + LEASE - 1, NOW + 9 * LEASE) is None
            taken = session.jobs.lease(job.id, OTHER, NOW + LEASE, NOW + 9 * LEASE)
        assert taken is not None
        assert (taken.lease_owner, taken.fence, taken.started_at) == (OTHER, job.fence + 1, NOW)

    def test_the_owner_may_renew_its_lease(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            renewed = session.jobs.lease(job.id, OWNER, NOW + 1, NOW + 2 * LEASE)
        assert renewed is not None
        assert (renewed.fence, renewed.lease_until) == (job.fence + 1, NOW + 2 * LEASE)

    def test_a_lease_that_was_given_back_is_free_at_once(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            session.jobs.release(job.id, job.fence)
            released = session.jobs.by_id(job.id)
            taken = session.jobs.lease(job.id, OTHER, NOW, NOW + LEASE)
        assert released is not None
        assert (released.state, released.lease_owner, released.lease_until) == ("running", None, 0)
        assert taken is not None
        assert (taken.lease_owner, taken.fence) == (OTHER, job.fence + 1)

    def test_whoever_lost_the_lease_cannot_give_it_back(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            taken = session.jobs.lease(job.id, OTHER, NOW + LEASE, NOW + 2 * LEASE)
            session.jobs.release(job.id, job.fence)
        assert world.reload(job) == taken

    def test_a_job_that_has_ended_cannot_be_leased(self, store: Store) -> None:
        world = populate(store)
        published, failed = world.start_job(), world.start_job()
        world.publish(published)
        with store.write() as session:
            session.jobs.stop(failed.id, "failed", None, NOW)
            assert session.jobs.lease(published.id, OWNER, NOW, NOW + LEASE) is None
            assert session.jobs.lease(failed.id, OWNER, NOW, NOW + LEASE) is None

    def test_a_step_moves_the_cursor_and_adds_its_counts(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            assert session.jobs.advance(_step(job))
            assert session.jobs.advance(_step(job, start=100, to=200))
        found = world.reload(job)
        assert (found.offset, found.line, found.chunk, found.progress) == (200, 4, 1, {"bytes": 200})
        assert found.counts == Counts(read=6, accepted=4, rejected=2, annotations=4)
        assert found.lease_until == NOW + 2 * LEASE

    def test_a_step_from_another_offset_changes_nothing(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            session.jobs.advance(_step(job))
            assert not session.jobs.advance(_step(job))
        assert world.reload(job).counts.read == 3

    def test_whoever_lost_the_lease_cannot_move_the_job(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            session.jobs.lease(job.id, OTHER, NOW + 2 * LEASE, NOW + 3 * LEASE)
            assert not session.jobs.advance(_step(job))
            assert not session.jobs.set_stage(job.id, job.fence, "settle", 7)
            assert not session.jobs.recount(job.id, job.fence, Counts(read=1))
            with pytest.raises(ConflictError):
                session.jobs.publish(job.id, job.fence, NOW)
        found = world.reload(job)
        assert (found.offset, found.stage, found.counts, found.published_no) == (0, "write", Counts(), None)

    def test_a_cancelled_job_stops_at_its_next_step(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            session.jobs.cancel(job.id)
            assert not session.jobs.advance(_step(job))
            with pytest.raises(ConflictError):
                session.jobs.publish(job.id, job.fence, NOW)
            session.jobs.stop(job.id, "cancelled", None, NOW + 1)
        found = world.reload(job)
        assert (found.state, found.is_cancelled, found.lease_owner) == ("cancelled", True, None)
        assert found.finished_at == NOW + 1

    def test_the_settle_cursor_moves_with_the_stage(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            assert session.jobs.set_stage(job.id, job.fence, "settle", 7)
            assert session.jobs.recount(job.id, job.fence, Counts(accepted=-1, rejected=1))
            assert session.jobs.recount(job.id, job.fence, Counts())
        found = world.reload(job)
        assert (found.stage, found.settle_after) == ("settle", 7)
        assert found.counts == Counts(accepted=-1, rejected=1)

    def test_a_staged_job_runs_again_when_it_is_leased(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            session.jobs.stop(job.id, "staged", None, NOW)
            again = session.jobs.lease(job.id, OTHER, NOW, NOW + LEASE)
        assert again is not None
        assert (again.state, again.finished_at) == ("running", None)
        world.publish(again)
