"""The projector, killed and disturbed. That its counts are right is in the compliance suite of stores."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from postil.services.index.projector import Projector
from postil.stores.sql.session import SqlSession
from postil.stores.sql.sqlite import SqliteStore
from postil.testing.world import World, populate, segment


class Disturbed(SqliteStore):
    """A store in which something happens just before the next write."""

    before: Callable[[], object] | None = None

    @contextmanager
    def write(self) -> Iterator[SqlSession]:
        """Let it happen first."""
        act, self.before = self.before, None
        if act is not None:
            act()
        with super().write() as session:
            yield session


@pytest.fixture
def disturbed(tmp_path: Path) -> Iterator[Disturbed]:
    opened = Disturbed(tmp_path / "disturbed.db")
    yield opened
    opened.close()


def imported(world: World, keys: Sequence[str] = "a") -> None:
    """Import and publish one annotation per key on every data row."""
    job = world.start_job()
    world.layer(job, [segment(row, dict.fromkeys(keys, "car")) for row in world.rows])
    world.publish(job)


def counted(world: World) -> int:
    """Return how many annotations the index knows."""
    with world.read() as session:
        totals = session.projections.totals([world.set_id], [0])
    return sum(sum(total.bins) for total in totals)


def test_a_step_computed_before_somebody_elses_is_thrown_away(disturbed):
    world = populate(disturbed)
    imported(world)

    def meanwhile() -> None:
        imported(world, "bcd")
        Projector(disturbed).run()

    late = Projector(disturbed)
    disturbed.before = meanwhile
    assert late.step()
    assert counted(world) == 4 * len(world.rows)
    assert not late.step()


def test_what_changes_while_a_step_is_computed_is_due_afterwards(disturbed):
    world = populate(disturbed)
    imported(world)
    disturbed.before = lambda: imported(world, "b")
    projector = Projector(disturbed)
    projector.run()
    assert counted(world) == 2 * len(world.rows)


def test_a_change_is_taken_up_where_it_was_left(store):
    world = populate(store, rows=5)
    imported(world)
    assert Projector(store, rows_per_step=2).step()
    assert counted(world) == 2
    assert Projector(store, rows_per_step=2).run() == 2
    assert counted(world) == 5


def test_clearing_goes_on_after_a_kill(store):
    world = populate(store)
    imported(world)
    Projector(store).run()
    with store.write() as session:
        session.projections.move(session.projections.progress(), -1, 0)
        session.projections.clear(limit=1)
    Projector(store).run()
    assert counted(world) == len(world.rows)


def test_the_backlog_is_what_is_not_projected_yet(store):
    world = populate(store)
    projector = Projector(store)
    imported(world)
    # One change, and on every data row a layer of one annotation.
    assert projector.backlog(100) == 1 + 2 * len(world.rows)
    projector.run()
    assert projector.backlog(100) == 0


def test_what_was_filled_again_is_not_cleared_by_one_who_is_late(disturbed):
    world = populate(disturbed)
    imported(world)
    with disturbed.write() as session:
        session.projections.move(session.projections.progress(), -1, 0)
    late = Projector(disturbed)
    disturbed.before = lambda: Projector(disturbed).run()
    late.step()
    assert counted(world) == len(world.rows)


def test_many_small_changes_are_one_step(disturbed):
    world = populate(disturbed)
    for key in "abcdefgh":
        imported(world, key)
    assert Projector(disturbed).run() == 1
    assert counted(world) == 8 * len(world.rows)


def test_changes_that_do_not_fit_together_are_steps_of_their_own(disturbed):
    world = populate(disturbed, rows=4)
    for key in "abc":
        imported(world, key)
    assert Projector(disturbed, rows_per_step=5).run() == 3
    assert counted(world) == 3 * 4
