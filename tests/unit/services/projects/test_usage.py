"""Usage is told by day or month, within sensible limits, and on an empty database."""

from datetime import UTC, date, datetime

import pytest

from postil.errors import NotFoundError, UsageError
from postil.ports.access import User
from postil.services.projects.usage import Usage, UsageReport
from postil.stores.sql.sqlite import SqliteStore
from postil.testing.world import NOW, populate


class Noon:
    """A clock that has stopped at noon."""

    def now(self) -> datetime:
        return datetime(2024, 3, 31, 12, tzinfo=UTC)

    def monotonic(self) -> float:
        return 0


@pytest.fixture
def usage(store: SqliteStore) -> Usage:
    return Usage(store, Noon())


def told(report: UsageReport) -> list[tuple[str, str, int]]:
    return [(one.period, one.annotation_type, one.n) for one in report.sums]


def publish(store: SqliteStore, day: date, **counts: int) -> int:
    world = populate(store)
    job = world.start_job()
    at = int(datetime(day.year, day.month, day.day, 9, tzinfo=UTC).timestamp()) * 1_000_000
    with store.write() as session:
        session.usage.add(job.id, counts)
        session.jobs.publish(job.id, job.fence, at)
    return world.project_id


def test_an_empty_database_has_used_nothing_in_the_last_thirty_days(usage: Usage, actor: User) -> None:
    report = usage.report(actor)
    assert (report.first, report.last) == (date(2024, 3, 2), date(2024, 3, 31))
    assert (report.sums, report.total) == ([], 0)


def test_by_month_the_last_twelve_months_are_told_from_their_first_day(usage: Usage, actor: User) -> None:
    report = usage.report(actor, by="month")
    assert (report.first, report.last) == (date(2023, 4, 1), date(2024, 3, 31))


def test_both_days_count(usage: Usage, actor: User, store: SqliteStore) -> None:
    for day in (9, 10, 11, 12):
        publish(store, date(2024, 3, day), box=day)
    report = usage.report(actor, first=date(2024, 3, 10), last=date(2024, 3, 11))
    assert told(report) == [("2024-03-10", "box", 10), ("2024-03-11", "box", 11)]
    assert report.total == 21


def test_months_add_up_their_days(usage: Usage, actor: User, store: SqliteStore) -> None:
    for day in (date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 31)):
        publish(store, day, box=1, radio=2)
    report = usage.report(actor, by="month")
    expected = [
        ("2024-02", "box", 1),
        ("2024-02", "radio", 2),
        ("2024-03", "box", 2),
        ("2024-03", "radio", 4),
    ]
    assert told(report) == expected


def test_a_person_sees_their_own_projects_and_an_administrator_all(
    usage: Usage, actor: User, store: SqliteStore
) -> None:
    mine = publish(store, date(2024, 3, 5), box=1)
    publish(store, date(2024, 3, 5), box=20)
    with store.write() as session:
        ada = session.access.create_user("ada@example.org", "Ada", False, NOW)
        session.access.set_role(mine, ada.id, "viewer")
    assert (usage.report(actor).total, usage.report(ada).total) == (21, 1)


def test_a_project_is_told_alone(usage: Usage, actor: User, store: SqliteStore) -> None:
    publish(store, date(2024, 3, 5), box=1)
    other = publish(store, date(2024, 3, 5), box=20)
    with store.read() as session:
        project = session.projects.by_id(other)
    assert project is not None
    assert usage.report(actor, project_uid=project.uid).total == 20


def test_days_in_the_wrong_order_are_refused(usage: Usage, actor: User) -> None:
    with pytest.raises(UsageError, match="after its end"):
        usage.report(actor, first=date(2024, 3, 2), last=date(2024, 3, 1))


def test_more_than_a_year_is_told_by_month_only(usage: Usage, actor: User) -> None:
    first, last = date(2022, 1, 1), date(2023, 1, 2)
    with pytest.raises(UsageError, match="367 days"):
        usage.report(actor, first=first, last=last)
    assert usage.report(actor, first=first, last=last, by="month").first == first


def test_an_unknown_project_is_told(usage: Usage, actor: User) -> None:
    with pytest.raises(NotFoundError):
        usage.report(actor, project_uid="nothing")
