import msgspec
import pytest

from postil.cli.issue_text import group_texts, issue_text
from postil.model.issue import Issue, Where
from tests.unit.cli.drawn import drawn

ISSUE = Issue(
    "GEO002",
    "bbox width is -225, must be greater than 0",
    "give the left edge in `left` and a positive `width`",
    where=Where("boxes.ndjson", 42, "kobe.jpg", None, "/bbox/width"),
)


class Grouped(msgspec.Struct):
    count: int
    example: Issue


def test_an_issue_says_what_where_and_how_to_fix_it():
    # The grammar of design: three lines, place and code, problem and pointer, fix and command.
    assert drawn(issue_text(ISSUE, 100), width=100).splitlines() == [
        'boxes.ndjson:42  data row "kobe.jpg"' + " " * 58 + "GEO002",
        "  bbox width is -225, must be greater than 0" + " " * 42 + "at /bbox/width",
        "  fix: give the left edge in `left` and a positive `width`" + " " * 21 + "postil explain GEO002",
    ]


@pytest.mark.parametrize("width", [20, 40, 79, 80, 81, 120])
def test_no_line_is_wider_than_the_terminal(width):
    lines = drawn(issue_text(ISSUE, width), width=width).splitlines()
    # The name of a file and a command are never broken.
    assert all(len(line) <= max(width, 37) for line in lines)


def test_issues_that_are_alike_are_counted():
    assert drawn(issue_text(ISSUE, 100, 3118), width=100).splitlines()[-1] == "  and 3,118 more like this"


def test_a_warning_is_called_one():
    warning = Issue("GEO004", "outside", severity="warning", where=Where("f", 1))
    assert drawn(issue_text(warning, 60), width=60).splitlines()[0] == f"f:1  warning{'GEO004':>48}"


def test_an_issue_of_a_whole_file_has_neither_line_nor_data_row():
    text = drawn(issue_text(Issue("SRC009", "unknown", where=Where("f.csv")), 40), width=40)
    assert text.splitlines()[0] == f"f.csv{'SRC009':>35}"


def test_markup_in_a_value_is_shown_as_it_is():
    issue = Issue("ONT001", "name [bold]x[/] is unknown", "[/] :cat:", where=Where("[red]f", 1, "[b]"))
    text = drawn(issue_text(issue, 80))
    assert all(part in text for part in ("name [bold]x[/] is", "[/] :cat:", "[red]f:1", '"[b]"'))


def test_errors_come_first_then_the_frequent_ones_then_by_line():
    def group(code, count, line, severity="error"):
        return Grouped(count, Issue(code, "m", severity=severity, where=Where("f", line)))

    groups = [group("A1", 1, 9), group("W1", 9, 1, "warning"), group("A2", 1, 3), group("A3", 5, 20)]
    text = drawn(*group_texts(groups, 60), width=60)
    assert [word for word in text.split() if word in {"A1", "A2", "A3", "W1"}][::2] == [
        "A3",
        "A2",
        "A1",
        "W1",
    ]
