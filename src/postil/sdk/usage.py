"""Usage, as the client sees it."""

from datetime import date

import msgspec

from postil.sdk.connection import API, Connection


class UsageSum(msgspec.Struct, kw_only=True):
    """How many annotations of one type a day or month brought in; `period` is `2026-01-05` or `2026-01`."""

    period: str
    kind: str
    annotation_type: str
    n: int


class UsageReport(msgspec.Struct, kw_only=True, rename={"first": "from", "last": "to"}):
    """What was published from one day to another, both inclusive, UTC; `total` is the sum of the items."""

    first: date
    last: date
    by: str
    project: str | None = None
    total: int
    items: list[UsageSum]


class Usage:
    """Ask what was brought in."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(
        self,
        *,
        first: date | None = None,
        last: date | None = None,
        project: str | None = None,
        by: str = "day",
    ) -> UsageReport:
        """Return the usage of a project, or of all the caller has a role in.

        Args:
            first: First day, inclusive; else 30 days, or 12 months, are told.
            last: Last day, inclusive; else today.
            project: Id of a project.
            by: `day` or `month`.

        Raises:
            UsageError: The days are in the wrong order, or too many.
            NotFoundError: No such project.
        """
        query = {"from": first, "to": last, "project": project, "by": by}
        return self._connection.get(f"{API}/usage", UsageReport, query)
