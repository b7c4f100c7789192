"""How much a job comes to lie beside is told alike whether it has kept what it saw or looks again."""

import pytest

from postil.services.imports.beside import Beside, There, repeats
from postil.services.imports.held import Held
from postil.testing.world import World, segment
from tests.unit.services.imports.test_held import world

__all__ = ["world"]


@pytest.mark.parametrize("is_kept", [True, False])
def test_lone_layers_count_as_stored_and_several_as_they_hide_each_other(world: World, is_kept: bool) -> None:
    one, two, three = world.rows
    first, second, mine = (world.start_job(name) for name in ("monday", "tuesday", "mine"))
    world.layer(first, [segment(one, {"a": "car", "b": "car"}), segment(two, {"a": "car"})])
    world.layer(second, [segment(two, {"a": "bus", "c": "bus"})])
    numbers = {world.publish(first): "monday", world.publish(second): "tuesday"}
    world.layer(mine, [segment(row, {"x": "car"}) for row in world.rows])
    with world.read() as session:
        seen = session.bundles.digests(world.set_id, world.rows)
        there = Beside(mine, Held({}, seen) if is_kept else None).page(session, world.rows)
    assert there == There({one: 2, two: 2}, numbers, [one, two, three])


def test_a_page_is_told_of_its_own_data_rows_only(world: World) -> None:
    first, mine = world.start_job("monday"), world.start_job()
    world.layer(first, [segment(row, {"a": "car"}) for row in world.rows])
    number = world.publish(first)
    world.layer(mine, [segment(row, {"x": "car"}) for row in world.rows])
    with world.read() as session:
        beside = Beside(mine, Held({}, session.bundles.digests(world.set_id, world.rows)))
        there = beside.page(session, world.rows[1:2])
    assert there == There({world.rows[1]: 1}, {number: "monday"}, world.rows[1:2])


def test_nothing_lies_beside_a_bundle_that_is_named_and_empty(world: World) -> None:
    first, mine = world.start_job(), world.start_job()
    one, two, three = world.rows
    world.layer(first, [segment(one, {"a": "car"}), segment(two, {})])
    world.publish(first)
    world.layer(mine, [segment(row, {}) for row in world.rows])
    with world.read() as session:
        there = Beside(mine, None).page(session, world.rows)
    assert there == There({}, {}, [two, three])


def test_a_job_repeats_when_it_says_so_or_when_others_have_published(world: World) -> None:
    job = world.start_job()
    with world.read() as session:
        assert not repeats(session, job)
        job.counts.unchanged = 1
        assert repeats(session, job)
    job.counts.unchanged = 0
    other = world.start_job()
    world.publish(other)
    with world.read() as session:
        assert repeats(session, job)
