"""Filters of exports: the conditions the package sends, as an order says them."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from postil.errors import UsageError
from postil.facades.labelbox.arguments import read
from postil.facades.labelbox.call import Call
from postil.model.identity import canonical_uuid, read_id
from postil.ports.projects import TaskState
from postil.services.exports.order import Order, Period
from postil.services.instant import microseconds

STATES: dict[str, TaskState] = {"InReview": "in_review", "InRework": "rework", "Done": "done"}
MOST_CONDITIONS = 20
MOST_IDS = 2_000

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)
_FORMS = (("%Y-%m-%d", _DAY), ("%Y-%m-%d %H:%M:%S", _SECOND), ("%Y-%m-%dT%H:%M:%S%z", _SECOND))


class Bounds(msgspec.Struct):
    """Two times, both included."""

    min: str
    max: str


class Times(msgspec.Struct):
    """A stretch of time; what has no time zone of its own is in the one named."""

    operator: str
    value: Bounds | str
    timezone: str | None = None


class Condition(msgspec.Struct):
    """One condition of a query; which fields count depends on its type."""

    type: str
    operator: str = "is"
    ids: list[str] | None = None
    value: Times | None = None
    status: str | None = None


def add_conditions(call: Call, order: Order, query: Any) -> None:
    """Add to an order what a query asks for; all of it has to hold.

    Raises:
        UsageError: A condition is none there is, or cannot be read.
    """
    conditions = read(query or [], list[Condition], "searchQuery")
    if len(conditions) > MOST_CONDITIONS:
        raise UsageError(f"a query has at most {MOST_CONDITIONS} conditions, this one {len(conditions)}")
    for condition in conditions:
        if condition.type in _IDS:
            _add_ids(order, condition)
        elif condition.type in _TIMES:
            _add_times(order, condition)
        elif condition.type in ("task_queue_status", "task_queue_not_exist"):
            _add_state(order, condition)
        else:
            known = ", ".join([*_IDS, *_TIMES, "task_queue_status", "task_queue_not_exist"])
            raise UsageError(f"{condition.type[:40]!r} is no condition of an export", hint=f"use {known}")


_IDS = {
    "data_row_id": "data_row_uids",
    "global_key": "global_keys",
    "batch": "batch_uids",
    "dataset": "dataset_uids",
}
_TIMES = {"data_row_last_activity_at": "active", "labeled_at": "labeled"}


def _add_ids(order: Order, condition: Condition) -> None:
    ids = condition.ids or []
    if condition.operator != "is":
        raise UsageError(
            f"{condition.type} cannot be compared with {condition.operator[:40]!r}", hint="use is"
        )
    if len(ids) > MOST_IDS:
        raise UsageError(f"{condition.type} takes at most {MOST_IDS} ids, these are {len(ids)}")
    field = _IDS[condition.type]
    if field != "global_keys":
        # What is no id of ours is nobody's, and matches nothing.
        ids = [uid for uid in (read_id(one) or canonical_uuid(one) for one in ids) if uid is not None]
    known = getattr(order, field)
    setattr(order, field, ids if known is None else [one for one in known if one in set(ids)])


def _add_state(order: Order, condition: Condition) -> None:
    if condition.type == "task_queue_not_exist":
        wanted: TaskState = "to_label"
    elif condition.status in STATES:
        wanted = STATES[condition.status]
    else:
        raise UsageError(f"{condition.status!r} is no workflow status", hint=f"use one of {[*STATES]}")
    order.states = [wanted] if order.states is None else [one for one in order.states if one == wanted]


def _add_times(order: Order, condition: Condition) -> None:
    if condition.value is None:
        raise UsageError(f"{condition.type} says no time")
    found, field = period(condition.value), _TIMES[condition.type]
    known: Period | None = getattr(order, field)
    setattr(order, field, found if known is None else _both(known, found))


def _both(one: Period, other: Period) -> Period:
    firsts = [first for first in (one.first, other.first) if first is not None]
    ends = [end for end in (one.end, other.end) if end is not None]
    return Period(max(firsts, default=None), min(ends, default=None))


def period(times: Times) -> Period:
    """Return a stretch of time as instants; a day or a second that is its end is in it as a whole.

    Raises:
        UsageError: It cannot be read.
    """
    zone, value = _zone(times.timezone), times.value
    if times.operator == "BETWEEN" and isinstance(value, Bounds):
        return Period(_instants(value.min, zone)[0], _instants(value.max, zone)[1])
    if times.operator == "GREATER_THAN_OR_EQUAL" and isinstance(value, str):
        return Period(first=_instants(value, zone)[0])
    if times.operator == "LESS_THAN_OR_EQUAL" and isinstance(value, str):
        return Period(end=_instants(value, zone)[1])
    raise UsageError(
        f"{times.operator[:40]!r} of that value is no stretch of time",
        hint="use BETWEEN with min and max, GREATER_THAN_OR_EQUAL or LESS_THAN_OR_EQUAL",
    )


def _zone(name: str | None) -> tzinfo:
    if name is None or name.upper() == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(f"{name[:40]!r} is no time zone", hint="use a name like Europe/Berlin") from None


def _instants(text: str, zone: tzinfo) -> tuple[int, int]:
    """Return when what a text names begins, and when it is over."""
    for form, lasts in _FORMS:
        try:
            # The zone is added below, where the text has none.
            named = datetime.strptime(text, form)  # noqa: DTZ007
        except ValueError:
            continue
        begin = named if named.tzinfo is not None else named.replace(tzinfo=zone)
        try:
            return microseconds(begin), microseconds(begin + lasts)
        except OverflowError:
            break
    raise UsageError(f"{text[:40]!r} is no time", hint="write 2023-05-23 or 2023-05-23 14:30:00")
