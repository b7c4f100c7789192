"""Conditions on metadata: what they mean, and which cannot be read."""

import pytest

from postil.errors import UsageError
from postil.services.catalog.metadata_conditions import MAX_CONDITIONS, read_conditions, rows_meeting
from postil.testing.world import NOW, populate


@pytest.fixture
def world(store):
    """Return three data rows: of the first both values, of the second none, of the third one."""
    world = populate(store, rows=3)
    with world.write() as session:
        make = session.catalog.create_metadata_field
        speed, at, name = make("speed", "number", []), make("at", "datetime", []), make("a=b", "string", [])
        make("vector", "embedding", [])
        first, _, third = world.rows
        session.metadata.set_values(
            {
                first: {speed.id: 10, at.id: "2024-05-01T10:00:00+02:00", name.id: "x"},
                third: {speed.id: 20.5},
            },
            NOW,
        )
    return world


def meeting(world, *texts):
    with world.read() as session:
        return rows_meeting(session, read_conditions(session, texts), world.rows)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("speed=10", [0]),
        ("speed=10.0", [0]),
        ("speed>=10", [0, 2]),
        ("speed>=10.5", [2]),
        ("speed<=20.5", [0, 2]),
        ("at=2024-05-01T08:00:00Z", [0]),
        ("at>=2024-05-01T08:00:01Z", []),
        ("at<=2024-05-02", [0]),
        ("a=b=x", [0]),
        ("a=b=", []),
    ],
)
def test_a_condition_keeps_the_rows_whose_value_passes(world, text, places):
    assert meeting(world, text) == [world.rows[place] for place in places]


def test_all_conditions_have_to_be_met(world):
    assert meeting(world, "speed>=10", "speed<=15") == world.rows[:1]
    assert meeting(world) == world.rows


@pytest.mark.parametrize(
    "text", ["colour=red", "speed", "speed=fast", "speed=nan2", "at=today", "vector=1", "=1"]
)
def test_what_cannot_be_read_is_refused(world, text):
    with pytest.raises(UsageError) as caught:
        meeting(world, text)
    assert caught.value.code == "ROW010"


def test_more_conditions_than_anybody_needs_are_refused(world):
    with pytest.raises(UsageError):
        meeting(world, *["speed=1"] * (MAX_CONDITIONS + 1))
