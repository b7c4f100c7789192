"""What every store must do with import jobs: the cursor, the lease, publication and the report."""

import pytest

from postil.errors import ConflictError, NotFoundError
from postil.model.issue import Issue, Where
from postil.ports.jobs import Advance, Counts, Failure, IssueGroup, Job, JobSettings
from postil.ports.store import Store
from postil.testing.world import LEASE, NOW, OWNER, World, populate

OTHER = "importer 2"


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


def _reload(world: World, job: Job) -> Job:
    with world.read() as session:
        found = session.jobs.by_id(job.id)
    assert found is not None
    return found


class JobTests:
    """The contract of `postil.ports.jobs.JobStore`."""

    def test_a_job_comes_back_as_it_was_stored(self, store: Store) -> None:
        world = populate(store)
        described = world.new_job("pre-labels", payload="ab" * 32)
        described.settings = JobSettings(policy="atomic", is_strict=True, dataset_id=4)
        described.progress = {"bytes": 1}
        with store.write() as session:
            made = session.jobs.create(described)
            assert session.jobs.get(made.uid) == session.jobs.by_id(made.id) == made
            assert session.jobs.named(world.project_id, "pre-labels") == made
            assert session.jobs.named(world.project_id + 1, "pre-labels") is None
        described.id = made.id
        assert made == described

    def test_the_same_name_and_payload_is_the_same_job(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            first = session.jobs.create(world.new_job("pre-labels", payload="ab" * 32))
            again = session.jobs.create(world.new_job("pre-labels", payload="ab" * 32))
        assert again == first

    def test_the_same_name_with_another_payload_is_refused(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            session.jobs.create(world.new_job("pre-labels", payload="ab" * 32))
        with pytest.raises(ConflictError, match="pre-labels"), store.write() as session:
            session.jobs.create(world.new_job("pre-labels", payload="cd" * 32))

    def test_jobs_are_listed_newest_first(self, store: Store) -> None:
        world, other = populate(store), populate(store)
        jobs = [world.start_job(), other.start_job(), world.start_job()]
        with store.read() as session:
            newest = session.jobs.list_jobs(project_id=None, before_id=None, limit=2)
            older = session.jobs.list_jobs(project_id=None, before_id=newest[-1].id, limit=2)
            mine = session.jobs.list_jobs(project_id=world.project_id, before_id=None, limit=9)
        assert [job.id for job in newest + older] == [jobs[2].id, jobs[1].id, jobs[0].id]
        assert [job.id for job in mine] == [jobs[2].id, jobs[0].id]

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
        assert _reload(world, job) == taken

    def test_a_renamed_job_leaves_its_name_to_another(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            old = session.jobs.create(world.new_job("boxes", payload="ab" * 32))
            session.jobs.rename(old.id, "boxes (failed)")
            new = session.jobs.create(world.new_job("boxes", payload="cd" * 32))
            assert session.jobs.named(world.project_id, "boxes") == new
        assert _reload(world, old).name == "boxes (failed)"

    def test_a_job_is_not_given_a_name_that_is_taken(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            session.jobs.create(world.new_job("one"))
            other = session.jobs.create(world.new_job("two"))
        with pytest.raises(ConflictError), store.write() as session:
            session.jobs.rename(other.id, "one")

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
        found = _reload(world, job)
        assert (found.offset, found.line, found.chunk, found.progress) == (200, 4, 1, {"bytes": 200})
        assert found.counts == Counts(read=6, accepted=4, rejected=2, annotations=4)
        assert found.lease_until == NOW + 2 * LEASE

    def test_a_step_from_another_offset_changes_nothing(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            session.jobs.advance(_step(job))
            assert not session.jobs.advance(_step(job))
        assert _reload(world, job).counts.read == 3

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
        found = _reload(world, job)
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
        found = _reload(world, job)
        assert (found.state, found.is_cancelled, found.lease_owner) == ("cancelled", True, None)
        assert found.finished_at == NOW + 1

    def test_the_settle_cursor_moves_with_the_stage(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            assert session.jobs.set_stage(job.id, job.fence, "settle", 7)
            assert session.jobs.recount(job.id, job.fence, Counts(accepted=-1, rejected=1))
            assert session.jobs.recount(job.id, job.fence, Counts())
        found = _reload(world, job)
        assert (found.stage, found.settle_after) == ("settle", 7)
        assert found.counts == Counts(accepted=-1, rejected=1)

    def test_publishing_numbers_jobs_in_the_order_they_are_published(self, store: Store) -> None:
        world = populate(store)
        early, late = world.start_job(), world.start_job()
        assert world.publish(late) < world.publish(early)
        found = _reload(world, early)
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
        undone = _reload(world, job)
        world.redo(job)
        redone = _reload(world, job)
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
        assert _reload(world, job).seen_no == newest > number

    def test_settling_again_keeps_its_state_and_its_cursor_until_that_state_is_seen(
        self, store: Store
    ) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            assert session.jobs.resettle(job.id, job.fence, 4, 17)
            assert not session.jobs.resettle(job.id, job.fence - 1, 5, 18)
        under_way = _reload(world, job)
        with store.write() as session:
            assert session.jobs.see(job.id, job.fence, 4)
        over = _reload(world, job)
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
        found = _reload(world, job)
        assert (found.state, found.is_cancelled, found.error) == ("finished", False, None)

    def test_a_failed_job_says_why(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        issue = Issue("SRC001", "the file is empty", where=Where("a.ndjson"))
        with store.write() as session:
            session.jobs.stop(job.id, "failed", issue, NOW)
        assert _reload(world, job).error == issue

    def test_staged_and_ended_jobs_are_not_unfinished(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            queued = session.jobs.create(world.new_job())
        running, staged, published = (world.start_job() for _ in range(3))
        world.publish(published)
        with store.write() as session:
            session.jobs.stop(staged.id, "staged", None, NOW)
            assert [job.id for job in session.jobs.unfinished()] == [queued.id, running.id]

    def test_a_staged_job_runs_again_when_it_is_leased(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            session.jobs.stop(job.id, "staged", None, NOW)
            again = session.jobs.lease(job.id, OTHER, NOW, NOW + LEASE)
        assert again is not None
        assert (again.state, again.finished_at) == ("running", None)
        world.publish(again)

    def test_failures_are_listed_by_line_and_replaced_by_line(self, store: Store) -> None:
        world = populate(store)
        job, other = world.start_job(), world.start_job()
        first = Failure(line=7, key="k", data_row="a.jpg", issues=[Issue("GEO002", "width is -2", got=-2)])
        second = Failure(line=3, issues=[Issue("SRC003", "not JSON")])
        with store.write() as session:
            session.jobs.add_failures(job.id, [first, second])
            session.jobs.add_failures(other.id, [second])
            first.issues.append(Issue("ROW001", "no data row"))
            session.jobs.add_failures(job.id, [first])
        with store.read() as session:
            assert session.jobs.failures(job.id, after_line=0, limit=9) == [second, first]
            assert session.jobs.failures(job.id, after_line=3, limit=9) == [first]
            assert list(session.jobs.failed_lines(job.id)) == [3, 7]

    def test_the_example_of_an_issue_group_is_the_one_on_the_first_line(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()

        def group(line: int, pointer: str) -> IssueGroup:
            example = Issue("GEO002", "wide", where=Where(line=line, pointer=pointer))
            return IssueGroup(code="GEO002", severity="error", count=1, example=example)

        with store.write() as session:
            session.jobs.add_issue_groups(job.id, [group(9, "/a"), group(4, "/b")])
            session.jobs.add_issue_groups(job.id, [group(7, "/a"), group(4, "/a"), group(5, "/a")])
            [found] = session.jobs.issue_groups(job.id)
        assert (found.count, found.example.where.line, found.example.where.pointer) == (5, 4, "/a")

    def test_a_job_reads_a_sorted_copy_until_it_is_forgotten(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            assert session.jobs.partition(job.id) is None
            assert session.jobs.set_stage(job.id, job.fence, "partition", 0)
            assert session.jobs.set_partition(job.id, job.fence, "copy")
            assert session.jobs.set_partition(job.id, job.fence, "other")
            assert session.jobs.partition(job.id) == "other"
        assert _reload(world, job).stage == "write"
        with store.write() as session:
            session.jobs.forget_partition(job.id)
            assert session.jobs.partition(job.id) is None

    def test_whoever_lost_the_lease_cannot_name_a_sorted_copy(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            session.jobs.lease(job.id, OTHER, NOW + 2 * LEASE, NOW + 3 * LEASE)
            assert not session.jobs.set_partition(job.id, job.fence, "copy")
            assert session.jobs.partition(job.id) is None

    def test_a_job_that_ended_with_a_sorted_copy_left_is_to_be_swept(self, store: Store) -> None:
        world = populate(store)
        done, running = world.start_job(), world.start_job()
        with store.write() as session:
            for job in (done, running):
                session.jobs.set_partition(job.id, job.fence, f"copy of {job.id}")
        world.publish(done)
        with store.write() as session:
            assert [job.id for job in session.jobs.unswept()] == [done.id]
            session.jobs.forget_partition(done.id)
            assert session.jobs.unswept() == []

    def test_issue_groups_add_up_and_keep_the_first_example(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        groups = [IssueGroup(code="GEO002", severity="error", count=2, example=Issue("GEO002", "first"))]
        with store.write() as session:
            session.jobs.add_issue_groups(job.id, groups)
            groups[0].example = Issue("GEO002", "second")
            warning = IssueGroup(code="GEO004", severity="warning", count=1, example=Issue("GEO004", "out"))
            session.jobs.add_issue_groups(job.id, [*groups, warning])
            found = session.jobs.issue_groups(job.id)
        assert [(group.code, group.count, group.example.message) for group in found] == [
            ("GEO002", 4, "first"),
            ("GEO004", 1, "out"),
        ]
