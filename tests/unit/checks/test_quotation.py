"""What is quoted is compared with what stands there, and how it was counted is guessed."""

import pytest

from postil.checks.place import places_of
from postil.checks.quotation import check_quotation, quoting
from postil.checks.report import Report
from postil.model.span import TextSpan

TEXT = "In \U0001f5fe K\u014dbe it rains"


def issues(span, form="labelbox"):
    report = Report()
    check_quotation(span, TEXT, places_of(form), report, severity=quoting(form))
    return report.issues


def test_a_true_quotation_is_clean():
    assert issues(TextSpan(5, 9, text="K\u014dbe")) == []


def test_white_space_may_differ():
    assert issues(TextSpan(2, 9, text="\\n\U0001f5fe  K\u014dbe")) == []


def test_a_span_without_a_quotation_is_clean():
    assert issues(TextSpan(5, 9)) == []


def test_a_wrong_quotation_says_what_stands_there():
    [issue] = issues(TextSpan(5, 9, text="Nara"))
    assert (issue.code, issue.severity, issue.where.pointer) == ("TXT006", "error", "/location/token")
    assert issue.message == 'the location covers "K\u014dbe", but quotes "Nara"'
    assert (issue.got, issue.expected) == ("Nara", "K\u014dbe")


@pytest.mark.parametrize(
    ("span", "counted"),
    [
        (TextSpan(6, 10, text="K\u014dbe"), "UTF-16 code units"),
        (TextSpan(8, 13, text="K\u014dbe"), "bytes"),
        (TextSpan(5, 9, "utf16", "K\u014dbe"), "code points"),
    ],
)
def test_a_quotation_tells_how_its_positions_were_counted(span, counted):
    [issue] = issues(span)
    assert issue.hint.startswith(f"positions were counted in {counted};")


def test_a_span_outside_the_text_is_the_matter_of_another_code():
    assert issues(TextSpan(5, 90, text="K\u014dbe")) == []


def test_tasks_of_label_studio_are_let_through_with_a_warning():
    [issue] = issues(TextSpan(0, 2, "utf16", "At"), "label_studio")
    assert (issue.severity, issue.where.pointer) == ("warning", "/value/text")
