"""What every store must do with the layers one job writes, settles and drops."""

import pytest

from postil.errors import ConflictError
from postil.ports.store import Store
from postil.testing.world import populate, segment


class SegmentTests:
    """The part of `postil.ports.bundles.BundleStore` that the layers of one job pass through."""

    def test_writing_a_chunk_again_changes_nothing(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        layers = [segment(row, {"a": "car", "b": "bus"}) for row in world.rows]
        world.layer(job, layers)
        with store.read() as session:
            before = session.bundles.job_segments(job.id, after_id=0, limit=9)
        world.layer(job, layers)
        with store.read() as session:
            assert session.bundles.job_segments(job.id, after_id=0, limit=9) == before

    def test_a_chunk_written_anew_takes_the_place_of_the_old_one(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        world.layer(job, [segment(world.rows[0], {"a": "car"})])
        world.layer(job, [segment(world.rows[0], {"b": "bus"})])
        world.publish(job)
        assert world.value(world.rows[0]) == [("b", "bus")]

    def test_a_chunk_of_thousands_of_bundles_is_written_whole(self, store: Store) -> None:
        world = populate(store, rows=2003)
        job = world.start_job()
        world.layer(job, [segment(row, {"a": f"f{row}"}) for row in world.rows])
        world.publish(job)
        with store.read() as session:
            folds = session.bundles.fold(world.set_id, world.rows)
        assert {key: [a.feature for a in value] for key, value in folds.items()} == {
            (row, 0): [f"f{row}"] for row in world.rows
        }

    def test_a_layer_about_a_data_row_that_is_gone_is_a_conflict_and_nothing_is_written(
        self, store: Store
    ) -> None:
        world = populate(store, rows=1)
        job = world.start_job()
        gone = max(world.rows) + 1_000
        with pytest.raises(ConflictError, match="not there any more"):
            world.layer(job, [segment(world.rows[0], {"a": "car"}), segment(gone, {"b": "bus"})])
        with store.read() as session:
            assert session.bundles.job_segments(job.id, after_id=0, limit=9) == []

    def test_a_segment_comes_back_as_it_was_written(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        new = segment(world.rows[0], {"a": "car", "b": "bus"}, no=4)
        world.layer(job, [new], chunk=6)
        with store.read() as session:
            [found] = session.bundles.segments_of_rows(job.id, [world.rows[0]])
        assert (found.data_row_id, found.no, found.job_id, found.chunk) == (world.rows[0], 4, job.id, 6)
        assert (found.n, found.document, found.lines) == (2, new.document, new.lines)

    def test_the_layers_of_a_row_come_by_bundle_number_and_chunk(self, store: Store) -> None:
        world = populate(store)
        job, other = world.start_job(), world.start_job()
        row = world.rows[1]
        world.layer(job, [segment(row, {}, no=1), segment(row, {})], chunk=2)
        world.layer(job, [segment(row, {}, no=1), segment(row, {}), segment(world.rows[0], {})], chunk=1)
        world.layer(other, [segment(row, {})])
        with store.read() as session:
            found = session.bundles.segments_of_rows(job.id, [row])
        assert [(s.no, s.chunk) for s in found] == [(0, 1), (0, 2), (1, 1), (1, 2)]

    def test_rows_to_settle_are_those_with_several_layers_or_a_marked_one(self, store: Store) -> None:
        world = populate(store, rows=5)
        job, other = world.start_job(), world.start_job()
        twice, marked, numbered, once, _ = world.rows
        relation = segment(marked, {"r": "follows"})
        relation.needs_settle = True
        world.layer(job, [segment(twice, {"a": "car"}), relation, segment(once, {"a": "car"})])
        world.layer(job, [segment(twice, {"a": "bus"})], chunk=1)
        world.layer(job, [segment(numbered, {}), segment(numbered, {}, no=1)], chunk=1)
        world.layer(other, [segment(once, {})])
        with store.read() as session:
            assert session.bundles.unsettled_rows(job.id, after_row=0, limit=9) == [twice, marked]
            assert session.bundles.unsettled_rows(job.id, after_row=twice, limit=9) == [marked]
            assert session.bundles.unsettled_rows(job.id, after_row=0, limit=1) == [twice]
            assert session.bundles.unsettled_rows(other.id, after_row=0, limit=9) == []

    def test_a_layer_of_an_earlier_chunk_is_found_per_bundle(self, store: Store) -> None:
        world = populate(store)
        job, other = world.start_job(), world.start_job()
        world.layer(job, [segment(world.rows[0], {}), segment(world.rows[1], {}, no=2)], chunk=0)
        world.layer(job, [segment(world.rows[2], {})], chunk=1)
        with store.read() as session:
            assert session.bundles.layered(job.id, world.rows, below_chunk=1) == {
                (world.rows[0], 0),
                (world.rows[1], 2),
            }
            assert session.bundles.layered(job.id, world.rows, below_chunk=0) == set()
            assert session.bundles.layered(other.id, world.rows, below_chunk=9) == set()

    def test_dropped_layers_are_gone_and_their_neighbours_are_not(self, store: Store) -> None:
        world = populate(store)
        job, other = world.start_job(), world.start_job()
        world.layer(job, [segment(row, {"a": "car"}) for row in world.rows[:2]])
        world.layer(other, [segment(world.rows[0], {"b": "car"})])
        world.publish(other)
        with store.write() as session:
            (found,) = session.bundles.segments_of_row(job.id, world.rows[0])
            session.bundles.drop_segments([found.id])
            assert session.bundles.segments_of_row(job.id, world.rows[0]) == []
            assert list(session.bundles.job_data_rows(job.id)) == [world.rows[1]]
        assert world.value(world.rows[0]) == [("b", "car")]

    def test_a_stored_layer_says_whether_it_is_whole(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        whole = segment(world.rows[0], {"a": "car"})
        whole.is_whole = True
        world.layer(job, [whole, segment(world.rows[1], {})])
        with store.read() as session:
            found = session.bundles.job_segments(job.id, after_id=0, limit=9)
        assert [(one.data_row_id, one.is_whole) for one in found] == [
            (world.rows[0], True),
            (world.rows[1], False),
        ]

    def test_a_replaced_segment_holds_the_new_document(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        world.layer(job, [segment(world.rows[0], {"a": "car", "b": "bus"})])
        settled = segment(world.rows[0], {"a": "car"})
        with store.write() as session:
            [found] = session.bundles.segments_of_rows(job.id, [world.rows[0]])
            session.bundles.replace_segment(found.id, settled.document, settled.lines, 1)
            [changed] = session.bundles.segments_of_rows(job.id, [world.rows[0]])
        assert (changed.id, changed.n, changed.lines) == (found.id, 1, settled.lines)
        world.publish(job)
        assert world.value(world.rows[0]) == [("a", "car")]

    def test_a_repeating_layer_shares_the_document_of_the_older_one(self, store: Store) -> None:
        world = populate(store)
        jobs = [world.start_job() for _ in range(3)]
        world.layer(jobs[0], [segment(world.rows[0], {"a": "car"})])
        older = jobs[0]
        for job in jobs[1:]:
            with store.read() as session:
                [original] = session.bundles.segments_of_rows(older.id, [world.rows[0]])
            repeated = segment(world.rows[0], {"a": "car"})
            repeated.same_as = original.id
            world.layer(job, [repeated])
            older = job
        for job in jobs:
            world.publish(job)
        for job in jobs[:2]:
            world.undo(job)
        with store.read() as session:
            [last] = session.bundles.segments_of_rows(jobs[2].id, [world.rows[0]])
        assert last.document == original.document
        assert world.value(world.rows[0]) == [("a", "car")]

    def test_the_segments_and_rows_of_a_job_are_walked_page_by_page(self, store: Store) -> None:
        world = populate(store, rows=3)
        job, other = world.start_job(), world.start_job()
        for chunk, row in enumerate(reversed(world.rows)):
            world.layer(job, [segment(row, {})], chunk=chunk)
            world.layer(other, [segment(row, {})], chunk=chunk)
        world.layer(job, [segment(world.rows[0], {}, no=1)], chunk=9)
        with store.read() as session:
            first = session.bundles.job_segments(job.id, after_id=0, limit=3)
            rest = session.bundles.job_segments(job.id, after_id=first[-1].id, limit=3)
            rows = list(session.bundles.job_data_rows(job.id))
        ids = [found.id for found in first + rest]
        assert ids == sorted(ids)
        assert [found.chunk for found in first + rest] == [0, 1, 2, 9]
        assert rows == world.rows

    def test_an_unpublished_job_is_dropped_in_steps_and_its_ids_are_not_used_again(
        self, store: Store
    ) -> None:
        world = populate(store, rows=5)
        job, other = world.start_job(), world.start_job()
        world.layer(job, [segment(row, {"a": "car"}) for row in world.rows])
        with store.write() as session:
            gone = session.bundles.job_segments(job.id, after_id=0, limit=9)
            steps = [session.bundles.drop_job(job.id, limit=2) for _ in range(4)]
        world.layer(other, [segment(world.rows[0], {"a": "bus"})])
        with store.read() as session:
            [fresh] = session.bundles.job_segments(other.id, after_id=0, limit=9)
        assert steps == [2, 2, 1, 0]
        assert fresh.id > max(found.id for found in gone)
        assert fresh.bundle_id > max(found.bundle_id for found in gone)

    def test_dropping_a_job_leaves_the_layers_of_others(self, store: Store) -> None:
        world = populate(store)
        job, other = world.start_job(), world.start_job()
        world.layer(other, [segment(world.rows[0], {"a": "bus"})])
        world.layer(job, [segment(world.rows[0], {"a": "car"})])
        world.publish(other)
        with store.write() as session:
            session.bundles.drop_job(job.id, limit=9)
        assert world.value(world.rows[0]) == [("a", "bus")]

    def test_a_published_job_is_not_dropped(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        world.layer(job, [segment(world.rows[0], {"a": "car"})])
        world.publish(job)
        with pytest.raises(ConflictError), store.write() as session:
            session.bundles.drop_job(job.id, limit=9)
