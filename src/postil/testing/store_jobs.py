"""What every store must do with import jobs: what they are called, what is kept of them, how they end."""

import pytest

from postil.errors import ConflictError
from postil.model.issue import Issue, Where
from postil.ports.jobs import JobSettings
from postil.ports.store import Store
from postil.testing.world import NOW, populate, segment


class JobTests:
    """The contract of `postil.ports.jobs.JobStore`: jobs."""

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

    def test_jobs_that_say_something_about_a_data_row_are_listed_once_published(self, store: Store) -> None:
        world = populate(store)
        first, second, staged = (world.start_job(name) for name in ("a", "b", "c"))
        for job in (first, second, staged):
            world.layer(job, [segment(world.rows[0], {"k": "car"})])
        world.layer(second, [segment(world.rows[1], {"k": "car"})], chunk=1)
        world.publish(first)
        world.publish(second)
        world.undo(first)
        with store.read() as session:

            def names(row: int, limit: int = 9) -> list[str]:
                return [job.name for job in session.jobs.published_on(row, limit=limit)]

            assert names(world.rows[0]) == ["b", "a"]
            assert names(world.rows[0], limit=1) == ["b"]
            assert (names(world.rows[1]), names(world.rows[2])) == (["b"], [])

    def test_a_renamed_job_leaves_its_name_to_another(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            old = session.jobs.create(world.new_job("boxes", payload="ab" * 32))
            session.jobs.rename(old.id, "boxes (failed)")
            new = session.jobs.create(world.new_job("boxes", payload="cd" * 32))
            assert session.jobs.named(world.project_id, "boxes") == new
        assert world.reload(old).name == "boxes (failed)"

    def test_a_job_is_not_given_a_name_that_is_taken(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            session.jobs.create(world.new_job("one"))
            other = session.jobs.create(world.new_job("two"))
        with pytest.raises(ConflictError), store.write() as session:
            session.jobs.rename(other.id, "one")

    def test_a_failed_job_says_why(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        issue = Issue("SRC001", "the file is empty", where=Where("a.ndjson"))
        with store.write() as session:
            session.jobs.stop(job.id, "failed", issue, NOW)
        assert world.reload(job).error == issue

    def test_staged_and_ended_jobs_are_not_unfinished(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            queued = session.jobs.create(world.new_job())
        running, staged, published = (world.start_job() for _ in range(3))
        world.publish(published)
        with store.write() as session:
            session.jobs.stop(staged.id, "staged", None, NOW)
            assert [job.id for job in session.jobs.unfinished()] == [queued.id, running.id]

    def test_a_staged_job_keeps_in_mind_who_committed_it(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            assert not session.jobs.commit(job.id, 7)
            session.jobs.stop(job.id, "staged", None, NOW)
            assert session.jobs.commit(job.id, 7)
            assert not session.jobs.commit(job.id, 8)
        again = world.reload(job)
        assert (again.state, again.settings.committed_by) == ("queued", 7)
