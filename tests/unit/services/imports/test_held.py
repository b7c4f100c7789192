"""What is there is read where a block has to do with it, and only there."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from postil.model.annotation import Annotation
from postil.model.geometry import Box
from postil.ports.catalog import RowFinding
from postil.ports.jobs import Job, JobSettings
from postil.services.imports.held import Held, held
from postil.services.imports.layer import Layer
from postil.stores.sql.sqlite import SqliteStore
from postil.testing.world import World, populate


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    store = SqliteStore(tmp_path / "postil.db")
    yield populate(store)
    store.close()


def thing(key: str, left: float) -> Annotation:
    return Annotation(key=key, feature="car", feature_id=4, geometry=Box(left, 2, 3, 4))


def layer(row: int, *annotations: Annotation) -> Layer:
    made = Layer(RowFinding(row, "u", "image", (10, 10)), 0, list(annotations), list(range(len(annotations))))
    made.is_plain = all(one.kind == "object" for one in annotations)
    made.seal()
    return made


def publish(world: World, *layers: Layer) -> Job:
    job = world.start_job()
    world.layer(job, [one.segment() for one in layers])
    world.publish(job)
    return job


def look(world: World, *layers: Layer, job: Job | None = None) -> Held:
    by_bundle = {(one.row.id, one.no): one for one in layers}
    job = job or world.start_job()
    with world.read() as session:
        was_blank = session.bundles.is_blank(world.set_id, as_of=job.seen_no)
        return held(session, job, by_bundle, was_blank=was_blank)


def values(found: Held) -> dict[int, list[str]]:
    return {row: list(value) for (row, _), value in found.values.items()}


def test_only_bundles_with_an_equal_key_or_place_are_read(world: World) -> None:
    rows = world.rows
    publish(world, *(layer(row, thing("first-key-of-all", 1), thing("other-key-of-all", 5)) for row in rows))
    found = look(
        world,
        layer(rows[0], thing("first-key-of-all", 9)),
        layer(rows[1], thing("quite-a-new-one", 5.0)),
        layer(rows[2], thing("quite-a-new-one", 9)),
    )
    everything = ["first-key-of-all", "other-key-of-all"]
    assert values(found) == {rows[0]: everything, rows[1]: everything, rows[2]: []}


def test_the_layers_looked_at_are_kept(world: World) -> None:
    job = publish(world, layer(world.rows[0], thing("first-key-of-all", 1), thing("other-key-of-all", 5)))
    found = look(world, *(layer(row, thing("quite-a-new-one", 9)) for row in world.rows))
    assert found.layers is not None
    assert [one[:3] for one in found.layers] == [(world.rows[0], 0, 2)]
    with world.read() as session:
        stored = session.jobs.by_id(job.id)
    assert stored is not None
    assert found.layers[0][3] == stored.published_no


def test_answers_are_judged_with_all_that_is_there(world: World) -> None:
    row = world.rows[0]
    publish(world, layer(row, thing("first-key-of-all", 1)))
    answer = Annotation(key="the-key-of-an-answer", kind="classification", feature="weather")
    assert values(look(world, layer(row, answer))) == {row: ["first-key-of-all"]}


def test_an_answer_behind_a_box_is_not_overlooked(world: World) -> None:
    row = world.rows[0]
    publish(world, layer(row, thing("first-key-of-all", 1)))
    both = layer(row, thing("quite-a-new-one", 9))
    both.waiting.append(Annotation(key="the-key-of-an-answer", kind="classification", feature="weather"))
    both.lines.append(7)
    both.is_plain = False
    both.seal()
    assert values(look(world, both)) == {row: ["first-key-of-all"]}


def test_nothing_is_there_for_the_first_job_of_a_set(world: World) -> None:
    found = look(world, *(layer(row, thing("quite-a-new-one", 9)) for row in world.rows))
    assert (found.values, found.layers) == ({}, [])


def test_what_is_replaced_is_read(world: World) -> None:
    row = world.rows[0]
    publish(world, layer(row, thing("first-key-of-all", 1)))
    job = msgspec.structs.replace(world.start_job(), settings=JobSettings(replace=True))
    found = look(world, layer(row, thing("quite-a-new-one", 9)), job=job)
    assert (values(found), found.layers) == ({row: ["first-key-of-all"]}, None)
