"""What `postil usage` prints, from sums made by hand."""

from datetime import date

from postil.cli.usage import usage_table
from postil.sdk.usage import UsageReport, UsageSum
from tests.unit.cli.drawn import drawn


def report(*sums: tuple[str, str, str, int]) -> UsageReport:
    items = [UsageSum(period=a, kind=b, annotation_type=c, n=n) for a, b, c, n in sums]
    total = sum(n for *_, n in sums)
    return UsageReport(first=date(2026, 1, 1), last=date(2026, 1, 31), by="day", total=total, items=items)


def lines(found: UsageReport) -> list[list[str]]:
    return [line.split() for line in drawn(usage_table(found)).splitlines() if line.strip()]


def test_one_day_is_told_with_its_sum():
    found = lines(report(("2026-01-05", "pre_label", "box", 1200), ("2026-01-05", "pre_label", "radio", 7)))
    assert found == [
        ["day", "kind", "type", "annotations"],
        ["2026-01-05", "pre-labels", "box", "1,200"],
        ["radio", "7"],
        ["all", "1,207"],
    ]


def test_several_days_have_totals_by_type():
    found = lines(
        report(
            ("2026-01-05", "ground_truth", "box", 1),
            ("2026-01-05", "pre_label", "box", 2),
            ("2026-01-06", "pre_label", "box", 30),
        )
    )
    assert found[1:] == [
        ["2026-01-05", "ground", "truth", "box", "1"],
        ["pre-labels", "box", "2"],
        ["2026-01-06", "pre-labels", "box", "30"],
        ["total", "ground", "truth", "box", "1"],
        ["pre-labels", "box", "32"],
        ["all", "33"],
    ]
