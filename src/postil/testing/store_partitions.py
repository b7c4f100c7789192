"""What every store must do with the sorted copy of a job's input."""

from postil.ports.store import Store
from postil.testing.world import LEASE, NOW, OTHER, populate


class PartitionTests:
    """The contract of `postil.ports.jobs.JobStore`: partitions."""

    def test_a_job_reads_a_sorted_copy_until_it_is_forgotten(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            assert session.jobs.partition(job.id) is None
            assert session.jobs.set_stage(job.id, job.fence, "partition", 0)
            assert session.jobs.set_partition(job.id, job.fence, "copy")
            assert session.jobs.set_partition(job.id, job.fence, "other")
            assert session.jobs.partition(job.id) == "other"
        assert world.reload(job).stage == "write"
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
