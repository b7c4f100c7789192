"""What every store must do when a job is published, undone and redone."""

import pytest

from postil.errors import NotFoundError
from postil.model.issue import Issue
from postil.ports.store import Store
from postil.testing.world import LEASE, NOW, OWNER, populate


class PublicationTests:
    """The contract of `postil.ports.jobs.JobStore`: changes of what readers see."""

    def test_publishing_numbers_jobs_in_the_order_they_are_published(self, store: Store) -> None:
        world = populate(store)
        early, late = world.start_job(), world.start_job()
        assert world.publish(late) < world.publish(early)
        found = world.reload(early)
        assert (found.state, found.stage, found.finished_at) == ("finished", "done", NOW)
        assert found.lease_owner is None

    def test_publishing_again_keeps_the_number(self, store: Store) -> None:
        world = populate(store)
        job, other = world.start_job(), world.start_job()
        number = world.publish(job)
        world.publish(other)
        assert world.publish(job) == number

    def test_undo_and_redo_raise_the_undo_number_and_keep_the_published_one(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        number = world.publish(job)
        world.undo(job, at=NOW + 1)
        undone = world.reload(job)
        world.redo(job)
        redone = world.reload(job)
        assert (undone.undone_at, undone.undo_no, undone.published_no) == (NOW + 1, 1, number)
        assert (redone.undone_at, redone.undo_no, redone.published_no) == (None, 2, number)

    def test_every_change_of_what_readers_see_is_kept_with_who_made_it(self, store: Store) -> None:
        world = populate(store)
        job, other = world.start_job(), world.start_job()
        published = world.publish(job)
        undone, elsewhere, redone = world.undo(job, by=7), world.publish(other), world.redo(job)
        with store.read() as session:
            mine = session.jobs.changes_of(job.id)
            later = session.jobs.changes(set_id=world.set_id, after_no=undone)
        assert [(one.no, one.action, one.user_id) for one in mine] == [
            (published, "publish", None),
            (undone, "undo", 7),
            (redone, "redo", None),
        ]
        assert published < undone < elsewhere < redone
        assert [(one.no, one.job_id) for one in later] == [(elsewhere, other.id), (redone, job.id)]

    def test_a_job_notes_the_newest_change_when_it_begins_and_keeps_it(self, store: Store) -> None:
        world = populate(store)
        number = world.publish(world.start_job())
        job = world.start_job()
        world.publish(world.start_job())
        with store.write() as session:
            again = session.jobs.lease(job.id, OWNER, NOW, NOW + LEASE)
            assert again is not None
            assert (job.seen_no, again.seen_no) == (number, number)
            newest = session.jobs.lock_changes()
            assert session.jobs.see(job.id, again.fence, newest)
            assert not session.jobs.see(job.id, job.fence, newest)
        assert world.reload(job).seen_no == newest > number

    def test_settling_again_keeps_its_state_and_its_cursor_until_that_state_is_seen(
        self, store: Store
    ) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            assert session.jobs.resettle(job.id, job.fence, 4, 17)
            assert not session.jobs.resettle(job.id, job.fence - 1, 5, 18)
        under_way = world.reload(job)
        with store.write() as session:
            assert session.jobs.see(job.id, job.fence, 4)
        over = world.reload(job)
        assert (under_way.stage, under_way.settle_no, under_way.settle_after) == ("publish", 4, 17)
        assert (over.stage, over.seen_no, over.settle_no, over.settle_after) == ("publish", 4, 0, 0)

    def test_what_was_never_published_cannot_be_undone(self, store: Store) -> None:
        world = populate(store)
        with pytest.raises(NotFoundError):
            world.undo(world.start_job())

    def test_a_published_job_is_neither_stopped_nor_cancelled(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        world.publish(job)
        with store.write() as session:
            session.jobs.cancel(job.id)
            session.jobs.stop(job.id, "failed", Issue("SRC001", "empty"), NOW)
        found = world.reload(job)
        assert (found.state, found.is_cancelled, found.error) == ("finished", False, None)
