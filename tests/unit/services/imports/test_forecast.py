"""What undoing would change is counted key by key, against the layers above and below."""

import msgspec

from postil.ports.jobs import Job
from postil.services.imports.forecast import Forecast, forecast
from postil.stores.sql.sqlite import SqliteStore
from postil.testing.world import World, populate, segment


def layer(
    world: World, features: dict[str, str], *, is_whole: bool = False, gone: tuple[str, ...] = ()
) -> Job:
    """Publish a job that says something about the first data row."""
    job = world.start_job()
    new = segment(world.rows[0], features)
    new.is_whole, new.tombstones = is_whole, list(gone)
    world.layer(job, [new])
    world.publish(job)
    with world.read() as session:
        found = session.jobs.by_id(job.id)
    assert found is not None
    return found


def counts(found: Forecast) -> tuple[int, int, int, int, dict[int, int]]:
    return (found.removed, found.restored, found.returned, found.unchanged, found.superseded)


def test_new_replaced_repeated_and_taken_away_annotations_are_told_apart(store: SqliteStore) -> None:
    world = populate(store)
    layer(world, {"old": "car", "same": "car", "gone": "car", "kept": "car"})
    job = layer(world, {"new": "car", "old": "bus", "same": "car"}, gone=("gone",))
    assert counts(forecast(store, job)) == (1, 1, 1, 1, {})


def test_a_whole_layer_gives_back_all_it_hides(store: SqliteStore) -> None:
    world = populate(store)
    layer(world, {"a": "car", "b": "car"})
    job = layer(world, {"c": "car"}, is_whole=True)
    assert counts(forecast(store, job)) == (1, 0, 2, 0, {})


def test_what_later_imports_replaced_or_took_away_is_theirs(store: SqliteStore) -> None:
    world = populate(store)
    job = layer(world, {"a": "car", "b": "car", "c": "car"})
    second, third = layer(world, {"a": "bus"}), layer(world, {}, gone=("b",))
    found = forecast(store, job)
    assert counts(found) == (1, 0, 0, 0, {second.id: 1, third.id: 1})
    assert found.overlaps == {second.id: 1, third.id: 1}
    assert counts(forecast(store, job, but={second.id})) == (2, 0, 0, 0, {third.id: 1})


def test_an_undone_import_is_counted_as_before(store: SqliteStore) -> None:
    world = populate(store)
    layer(world, {"a": "car"})
    job = layer(world, {"a": "bus", "b": "car"})
    before = forecast(store, job)
    world.undo(job)
    assert forecast(store, job) == before


def test_a_forecast_of_the_first_rows_says_that_it_is_not_exact(store: SqliteStore) -> None:
    world = populate(store, rows=600)
    job = world.start_job()
    world.layer(job, [segment(row, {"a": "car"}) for row in world.rows])
    world.publish(job)
    found = forecast(store, msgspec.structs.replace(job, published_no=1), most_rows=1)
    assert (found.removed, found.counted_rows, found.is_exact) == (500, 500, False)
