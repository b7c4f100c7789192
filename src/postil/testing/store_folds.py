"""The value of a bundle, compared with what plain Python makes of random histories."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postil.errors import ConflictError
from postil.ports.store import Store
from postil.testing.histories import Bundle, Compact, Value, random_history
from postil.testing.played import OneTransaction, Played
from postil.testing.world import NOW, populate, segment

AT_ONCE = 40
"""Histories that the long run plays between two commits."""


def play_through(store: Store, source: Random) -> Played:
    """Play one history, comparing after every step, and every earlier state in the end."""
    played = Played(store)
    states: dict[int, dict[Bundle, Value]] = {}
    for step in [*random_history(source), Compact(60)]:
        played.play(step)
        assert played.values() == played.expected(), step
        states[played.told.change] = played.expected()
    told = played.told
    assert played.abouts() == {bundle: told.about(bundle) for bundle in played.expected()}
    assert played.labels() == [told.label(row) for row in range(len(played.world.rows))]
    assert played.sealed() == told.sealed
    for change, state in states.items():
        if change >= told.horizon:
            assert played.values(as_of=change) == state
        else:
            with pytest.raises(ConflictError):
                played.values(as_of=change)
    return played


def play_many(store: Store, seeds: range) -> None:
    """Play a history per seed, with few commits between them; a failure names its seed."""
    for start in range(seeds.start, seeds.stop, AT_ONCE):
        with store.write() as session:
            for seed in range(start, min(start + AT_ONCE, seeds.stop)):
                try:
                    play_through(OneTransaction(session), Random(seed))  # noqa: S311
                except AssertionError as error:
                    raise AssertionError(f"in the history of seed {seed}") from error


class FoldTests:
    """The contract of `postil.ports.bundles.BundleStore.fold`."""

    # Every history gets a project of its own, so one store serves them all.
    @settings(
        max_examples=60,
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.differing_executors,
            HealthCheck.too_slow,
        ],
    )
    @given(source=st.randoms(use_true_random=False))
    def test_any_history_comes_to_what_plain_python_makes_of_it(self, store: Store, source: Random) -> None:
        with store.write() as session:
            play_through(OneTransaction(session), source)

    @pytest.mark.parametrize("seed", range(5))
    def test_a_history_of_many_transactions_comes_to_the_same(self, store: Store, seed: int) -> None:
        play_through(store, Random(seed))  # noqa: S311

    def test_layers_of_sealed_jobs_become_one_that_belongs_to_the_last(self, store: Store) -> None:
        world = populate(store, rows=1)
        row = world.rows[0]
        jobs = [world.start_job() for _ in range(4)]
        said = [{"z": "car"}, {"a": "car", "b": "car"}, {"a": "bus"}, {"c": "bus"}]
        for number, (job, features) in enumerate(zip(jobs, said, strict=True)):
            layer = segment(row, features)
            layer.is_whole = number == 1
            world.layer(job, [layer])
            world.publish(job)
        with store.write() as session:
            for job in jobs:
                session.jobs.set_followed(job.id, None)
            session.jobs.set_undone(jobs[3].id, is_undone=True, by=None, at=NOW + 9)
            assert session.jobs.seal(NOW + 5, NOW + 10) == 3
            assert session.jobs.sealed_no() == 3
            assert session.bundles.collapse(jobs[2].id, after_row=0, limit=9) is None
            layers = [session.bundles.segments_of_row(job.id, row) for job in jobs]
        assert [len(found) for found in layers] == [0, 0, 1, 1]
        # The line of an annotation that came from an earlier source is not known any more.
        assert layers[2][0].lines == b"".join(line.to_bytes(8, "little") for line in (1, 0))
        assert world.value(row) == [("a", "bus"), ("b", "car")]
        world.redo(jobs[3])
        assert world.value(row) == [("a", "bus"), ("b", "car"), ("c", "bus")]

    def test_a_layer_that_shares_a_document_keeps_it_when_the_older_one_goes(self, store: Store) -> None:
        world = populate(store, rows=1)
        jobs = [world.start_job() for _ in range(4)]
        world.layer(jobs[0], [segment(world.rows[0], {"a": "car"})])
        with store.read() as session:
            [first] = session.bundles.segments_of_row(jobs[0].id, world.rows[0])
        for job in jobs[1:]:
            repeated = segment(world.rows[0], {"a": "car"})
            repeated.same_as = first.id
            world.layer(job, [repeated])
        for job in jobs:
            world.publish(job)
        world.undo(jobs[0])
        with store.write() as session:
            session.jobs.set_followed(jobs[0].id, None)
            assert session.jobs.seal(NOW + 1, NOW + 2) == 1
            assert session.bundles.drop_undone(jobs[0].id, limit=9) == 1
            assert session.bundles.drop_undone(jobs[0].id, limit=9) == 0
            found = [session.bundles.segments_of_row(job.id, world.rows[0]) for job in jobs]
        assert [[layer.document for layer in layers] for layers in found] == [[], *[[first.document]] * 3]

    def test_a_sealed_job_can_be_neither_undone_nor_redone(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        world.publish(job)
        with store.write() as session:
            session.jobs.set_followed(job.id, None)
            assert session.jobs.seal(NOW + 1, NOW + 2) == 1
        for act in (world.undo, world.redo):
            with pytest.raises(ConflictError, match="is sealed"):
                act(job)

    def test_what_a_running_job_compares_with_is_not_sealed(self, store: Store) -> None:
        world = populate(store)
        first, second = world.start_job(), world.start_job()
        world.publish(first)
        with store.write() as session:
            session.jobs.set_followed(first.id, None)
            assert session.jobs.seal(NOW + 1, NOW + 2) == 0
            session.jobs.stop(second.id, "cancelled", None, NOW)
            assert session.jobs.seal(NOW + 1, NOW + 2) == 1

    def test_the_order_of_publication_decides_not_the_order_of_jobs(self, store: Store) -> None:
        world = populate(store)
        early, late = world.start_job(), world.start_job()
        world.layer(early, [segment(world.rows[0], {"a": "car", "b": "car"})])
        world.layer(late, [segment(world.rows[0], {"a": "bus"})])
        world.publish(late)
        world.publish(early)
        assert world.value(world.rows[0]) == [("a", "car"), ("b", "car")]

    def test_undoing_a_job_that_another_overrode_leaves_the_other_value(self, store: Store) -> None:
        world = populate(store)
        first, second = world.start_job(), world.start_job()
        world.layer(first, [segment(world.rows[0], {"a": "car", "b": "car"})])
        world.layer(second, [segment(world.rows[0], {"a": "bus"})])
        world.publish(first)
        world.publish(second)
        world.undo(first)
        assert world.value(world.rows[0]) == [("a", "bus")]

    def test_redoing_a_job_puts_it_back_in_its_old_place(self, store: Store) -> None:
        world = populate(store)
        first, second = world.start_job(), world.start_job()
        world.layer(first, [segment(world.rows[0], {"a": "car"})])
        world.layer(second, [segment(world.rows[0], {"a": "bus"})])
        world.publish(first)
        world.publish(second)
        world.undo(first)
        world.redo(first)
        assert world.value(world.rows[0]) == [("a", "bus")]

    def test_a_key_that_is_overridden_keeps_its_place(self, store: Store) -> None:
        world = populate(store)
        first, second = world.start_job(), world.start_job()
        world.layer(first, [segment(world.rows[0], {"a": "car", "b": "car"})])
        world.layer(second, [segment(world.rows[0], {"c": "bus", "a": "bus"})])
        world.publish(first)
        world.publish(second)
        assert world.value(world.rows[0]) == [("a", "bus"), ("b", "car"), ("c", "bus")]
