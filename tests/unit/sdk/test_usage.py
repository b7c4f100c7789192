from datetime import date

import pytest

from postil.errors import NotFoundError, UsageError


def test_a_time_long_ago_has_no_usage(client):
    report = client.usage.get(first=date(2001, 1, 1), last=date(2001, 1, 31), by="month")
    assert (report.first, report.last, report.by) == (date(2001, 1, 1), date(2001, 1, 31), "month")
    assert (report.items, report.total) == ([], 0)


def test_days_in_the_wrong_order_are_refused(client):
    with pytest.raises(UsageError, match="after its end"):
        client.usage.get(first=date(2001, 2, 1), last=date(2001, 1, 31))


def test_a_project_nobody_has_is_told(client):
    with pytest.raises(NotFoundError):
        client.usage.get(project="0190a000-0000-7000-8000-000000000030")
