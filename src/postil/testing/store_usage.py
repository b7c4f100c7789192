"""What every store must do with usage: counters of jobs, summed while their layers are shown."""

from postil.ports.jobs import Job
from postil.ports.store import Store
from postil.ports.usage import UsageLine
from postil.testing.world import NOW, World, populate

DAY_US = 86_400_000_000
DAY = 19_675
"""The day of `NOW`: 2023-11-14, UTC."""


def _lines(
    world: World,
    *,
    first: int = DAY,
    last: int = DAY,
    project_id: int | None = None,
    member_id: int | None = None,
) -> list[tuple[int, str, str, int]]:
    with world.read() as session:
        found: list[UsageLine] = session.usage.lines(
            first_day=first, last_day=last, project_id=project_id or world.project_id, member_id=member_id
        )
    return [(one.day, one.kind, one.annotation_type, one.n) for one in found]


def _used(world: World, at: int = NOW, **counts: int) -> Job:
    """Publish a job that has brought something in."""
    job = world.start_job()
    with world.write() as session:
        session.usage.add(job.id, counts)
        session.jobs.publish(job.id, job.fence, at)
    return job


class UsageTests:
    """The contract of `postil.ports.usage.UsageStore`."""

    def test_nothing_was_used_where_nothing_was_published(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            session.usage.add(job.id, {"box": 2})
        assert _lines(world) == []

    def test_counters_of_a_job_add_up(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            session.usage.add(job.id, {"box": 2, "radio": 3})
            session.usage.add(job.id, {"box": 5, "radio": -3, "point": 0})
        with store.read() as session:
            assert session.usage.of_job(job.id) == {"box": 7}

    def test_jobs_of_one_day_add_up_by_type(self, store: Store) -> None:
        world = populate(store)
        _used(world, box=2, radio=1)
        _used(world, box=40)
        assert _lines(world) == [(DAY, "pre_label", "box", 42), (DAY, "pre_label", "radio", 1)]

    def test_undo_takes_usage_away_and_redo_brings_it_back_on_its_first_day(self, store: Store) -> None:
        world = populate(store)
        job = _used(world, box=2)
        world.undo(job, at=NOW + DAY_US)
        assert _lines(world, last=DAY + 9) == []
        world.redo(job, at=NOW + 2 * DAY_US)
        assert _lines(world, last=DAY + 9) == [(DAY, "pre_label", "box", 2)]

    def test_a_day_begins_and_ends_at_midnight_utc(self, store: Store) -> None:
        world = populate(store)
        midnight = DAY * DAY_US
        _used(world, midnight - 1, box=1)
        _used(world, midnight, box=20)
        _used(world, midnight + DAY_US - 1, box=300)
        _used(world, midnight + DAY_US, box=4000)
        assert [(day, n) for day, _, _, n in _lines(world)] == [(DAY, 320)]
        both = _lines(world, first=DAY - 1, last=DAY + 1)
        assert [(day, n) for day, _, _, n in both] == [(DAY - 1, 1), (DAY, 320), (DAY + 1, 4000)]

    def test_another_project_is_counted_apart(self, store: Store) -> None:
        world, other = populate(store), populate(store)
        _used(world, box=1)
        _used(other, box=20)
        assert [n for *_, n in _lines(world)] == [1]
        with store.read() as session:
            both = session.usage.lines(first_day=DAY, last_day=DAY, project_id=None, member_id=None)
        assert [line.n for line in both] == [21]

    def test_a_member_sees_the_projects_they_have_a_role_in(self, store: Store) -> None:
        world, other = populate(store), populate(store)
        _used(world, box=1)
        _used(other, box=20)
        with store.write() as session:
            ada = session.access.create_user("ada@example.org", "Ada", False, NOW)
            session.access.set_role(other.project_id, ada.id, "viewer")
        with store.read() as session:
            found = session.usage.lines(first_day=DAY, last_day=DAY, project_id=None, member_id=ada.id)
        assert [line.n for line in found] == [20]
        assert _lines(world, member_id=ada.id) == []
