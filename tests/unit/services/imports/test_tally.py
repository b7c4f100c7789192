"""Identical issues are counted together."""

from postil.model.issue import Issue, Severity, Where
from postil.services.imports.tally import Tally


def issue(code: str, pointer: str, line: int = 1, severity: Severity = "error") -> Issue:
    return Issue(code, "message", severity=severity, where=Where(line=line, pointer=pointer))


def test_the_same_problem_at_the_same_place_of_many_rows_is_one_group_with_the_first_as_example() -> None:
    tally = Tally()
    tally.add([issue("GEO002", "/bbox/width", 4), issue("GEO002", "/bbox/width", 9)])
    groups = tally.groups()
    assert [(group.code, group.count, group.example.where.line) for group in groups] == [("GEO002", 2, 4)]


def test_the_example_is_on_the_first_line_whichever_is_met_first() -> None:
    tally = Tally()
    tally.add([issue("GEO002", "/bbox/width", 9), issue("GEO002", "/bbox/width", 4)])
    assert tally.groups()[0].example.where.line == 4


def test_positions_within_a_row_do_not_tell_groups_apart() -> None:
    tally = Tally()
    tally.add([issue("SRC006", "/polygon/3/x"), issue("SRC006", "/polygon/7/x")])
    assert [group.count for group in tally.groups()] == [2]


def test_the_same_code_at_another_field_is_another_group() -> None:
    tally = Tally()
    tally.add([issue("GEO002", "/bbox/width"), issue("GEO002", "/bbox/height")])
    assert len(tally.groups()) == 2


def test_only_what_failed_nothing_counts_as_a_warning() -> None:
    tally = Tally()
    tally.add([issue("GEO002", "/bbox"), issue("GEO004", "/bbox", severity="warning")])
    assert tally.warnings == 1
