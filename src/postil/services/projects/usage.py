"""Usage: how many annotations were brought in, by the day of publication."""

from datetime import UTC, date, timedelta
from typing import Literal

import msgspec

from postil.errors import NotFoundError, UsageError
from postil.model.label import SetKind
from postil.ports.access import User
from postil.ports.clock import Clock
from postil.ports.store import Store
from postil.ports.usage import UsageLine

Period = Literal["day", "month"]

USUAL_DAYS = 30
USUAL_MONTHS = 12
MOST_DAYS = 366
"""The longest time told by day; longer ones are told by month."""

_EPOCH = date(1970, 1, 1)


class UsageSum(msgspec.Struct, kw_only=True):
    """How many annotations of one type a day or month brought in; `period` is `2026-01-05` or `2026-01`."""

    period: str
    kind: SetKind
    annotation_type: str
    n: int


class UsageReport(msgspec.Struct, kw_only=True):
    """Usage from one day to another, both inclusive, oldest first; `total` is the sum of `sums`."""

    first: date
    last: date
    by: Period
    sums: list[UsageSum]

    @property
    def total(self) -> int:
        """Return how many annotations it is in all."""
        return sum(one.n for one in self.sums)


class Usage:
    """Sums over the imports that are published and not undone."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def report(
        self,
        user: User,
        *,
        first: date | None = None,
        last: date | None = None,
        project_uid: str | None = None,
        by: Period = "day",
    ) -> UsageReport:
        """Return the usage of a project, or of all projects the user has a role in; administrators see all.

        Args:
            user: Who asks. That they may see the project is decided before.
            first: First day, UTC, inclusive; without one 30 days or 12 months end at `last`.
            last: Last day, UTC, inclusive; today when absent.
            project_uid: A project; all when absent.
            by: Sums by day or by month.

        Raises:
            UsageError: `first` is after `last`, or the time is too long to be told by day.
            NotFoundError: No such project.
        """
        last = last or self._clock.now().astimezone(UTC).date()
        first = first or _usual_first(last, by)
        _demand_sensible(first, last, by)
        member_id = None if user.is_admin else user.id
        with self._store.read() as session:
            project = session.projects.get(project_uid) if project_uid else None
            if project_uid and project is None:
                raise NotFoundError(f"no project {project_uid!r}", hint="list the projects")
            lines = session.usage.lines(
                first_day=(first - _EPOCH).days,
                last_day=(last - _EPOCH).days,
                project_id=project.id if project else None,
                member_id=member_id,
            )
        return UsageReport(first=first, last=last, by=by, sums=_sums(lines, by))


def _usual_first(last: date, by: Period) -> date:
    if by == "day":
        return last - timedelta(days=min(USUAL_DAYS - 1, (last - date.min).days))
    months = max(last.year * 12 + last.month - USUAL_MONTHS, 12)
    return date(months // 12, months % 12 + 1, 1)


def _demand_sensible(first: date, last: date, by: Period) -> None:
    if first > last:
        raise UsageError(f"the time begins on {first}, after its end on {last}", hint="exchange the two days")
    days = (last - first).days + 1
    if by == "day" and days > MOST_DAYS:
        raise UsageError(
            f"{days:,} days are too many to be told one by one, the most are {MOST_DAYS}",
            hint="ask for sums by month, or for a shorter time",
        )


def _sums(lines: list[UsageLine], by: Period) -> list[UsageSum]:
    found: dict[tuple[str, SetKind, str], int] = {}
    for line in lines:
        day = (_EPOCH + timedelta(days=line.day)).isoformat()
        key = (day if by == "day" else day[:7], line.kind, line.annotation_type)
        found[key] = found.get(key, 0) + line.n
    return [
        UsageSum(period=period, kind=kind, annotation_type=name, n=n)
        for (period, kind, name), n in sorted(found.items())
    ]
