"""What every store must guarantee about transactions, alone and beside others."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from postil.errors import PostilError
from postil.ports.jobs import Job
from postil.ports.store import Session, Store
from postil.testing.world import NOW, World, image_row, populate, segment


class RefusedError(Exception):
    """Something went wrong in the middle of a transaction."""


def _write_and_refuse(session: Session, world: World, job: Job) -> None:
    session.catalog.create_rows(world.dataset_id, [image_row("new")], None, NOW)
    session.bundles.write_segments(world.set_id, job.id, 0, [segment(world.rows[0], {"a": "car"})])
    session.jobs.publish(job.id, job.fence, NOW)
    raise RefusedError


class TransactionTests:
    """The contract of `postil.ports.store.Store`."""

    def test_an_exception_leaves_nothing_behind(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with pytest.raises(RefusedError), store.write() as session:
            _write_and_refuse(session, world, job)
        with store.read() as session:
            assert session.catalog.used_global_keys(["new"]) == set()
            assert session.bundles.job_segments(job.id, after_id=0, limit=9) == []
            assert session.jobs.by_id(job.id) == job

    def test_a_write_after_a_rolled_back_one_works(self, store: Store) -> None:
        world = populate(store)
        with pytest.raises(PostilError), store.write() as session:
            session.projects.create_batch(world.project_id, "first", 1, None, NOW)
        with store.write() as session:
            session.projects.create_batch(world.project_id, "second", 1, None, NOW)

    def test_a_transaction_sees_what_it_wrote(self, store: Store) -> None:
        with store.write() as session:
            made = session.catalog.create_dataset("streets", "", None, NOW)
            assert session.catalog.get_dataset(made.uid) == made

    def test_a_reader_does_not_write(self, store: Store) -> None:
        with pytest.raises(PostilError), store.read() as session:
            session.catalog.create_dataset("streets", "", None, NOW)

    def test_a_reader_keeps_its_view_while_others_write(self, store: Store) -> None:
        world = populate(store, rows=1)
        with store.read() as before:
            assert len(before.catalog.list_rows(dataset_id=None, after_id=0, limit=9)) == 1
            with store.write() as session:
                session.catalog.create_rows(world.dataset_id, [image_row()], None, NOW)
            assert len(before.catalog.list_rows(dataset_id=None, after_id=0, limit=9)) == 1
        with store.read() as after:
            assert len(after.catalog.list_rows(dataset_id=None, after_id=0, limit=9)) == 2

    def test_a_reader_sees_nothing_of_an_open_write(self, store: Store) -> None:
        world = populate(store, rows=1)
        with store.write() as session:
            session.catalog.create_rows(world.dataset_id, [image_row()], None, NOW)
            with store.read() as reader:
                assert len(reader.catalog.list_rows(dataset_id=None, after_id=0, limit=9)) == 1

    def test_readers_beside_a_writer_see_whole_transactions_only(self, store: Store) -> None:
        world = populate(store, rows=1)
        is_over = threading.Event()

        def write() -> None:
            for _ in range(30):
                with store.write() as session:
                    session.catalog.create_rows(world.dataset_id, [image_row(), image_row()], None, NOW)
            is_over.set()

        def read() -> set[int]:
            seen = set()
            while not is_over.is_set():
                with store.read() as session:
                    ids = session.catalog.iterate_row_ids(dataset_id=world.dataset_id, project_id=None)
                    seen.add(len(list(ids)) % 2)
            return seen

        with ThreadPoolExecutor(4) as threads:
            readers = [threads.submit(read) for _ in range(3)]
            threads.submit(write).result()
            assert all(reader.result() <= {1} for reader in readers)

    def test_writers_of_several_threads_lose_nothing(self, store: Store) -> None:
        world = populate(store, rows=1)

        def write(name: int) -> None:
            for number in range(20):
                with store.write() as session:
                    row = image_row(f"{name}/{number}")
                    session.catalog.create_rows(world.dataset_id, [row], None, NOW)

        with ThreadPoolExecutor(4) as threads:
            list(threads.map(write, range(4)))
        with store.read() as session:
            dataset = session.catalog.dataset_by_id(world.dataset_id)
        assert dataset is not None
        assert dataset.row_count == 81
