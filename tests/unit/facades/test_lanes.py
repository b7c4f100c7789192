"""Who waits in a lane leaves room for other lanes."""

import anyio

from postil.facades.lanes import Lanes


async def entered(lanes, names):
    """Return who gets in while nobody leaves, in any order, and how many lanes are left after all have."""
    leaving, inside = anyio.Event(), []

    async def enter(name):
        async with lanes.turn(name):
            inside.append(name)
            await leaving.wait()

    async with anyio.create_task_group() as group:
        for name in names:
            group.start_soon(enter, name)
        await anyio.wait_all_tasks_blocked()
        first = sorted(inside)
        leaving.set()
    return first, sorted(inside), len(lanes)


def test_a_full_lane_holds_up_its_own_alone():
    first, all_of_them, left = anyio.run(entered, Lanes(2), ["a", "a", "a", "b"])
    assert first == ["a", "a", "b"]
    assert all_of_them == ["a", "a", "a", "b"]
    assert left == 0
