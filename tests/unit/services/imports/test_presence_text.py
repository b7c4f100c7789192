"""The words of the warnings: one or many, and from where."""

from postil.ports.jobs import Job, JobSettings
from postil.services.imports.presence_text import CODES, Found, issues_of

JOB = Job(
    id=1, uid="x", name="tasks", purpose="pre_label", format="labelbox", state="running",
    settings=JobSettings(),
)  # fmt: skip


def messages(found: Found) -> list[str]:
    return [issue.message for issue in issues_of(found, JOB)]


def test_nothing_met_is_nothing_told() -> None:
    assert messages(Found()) == []


def test_large_numbers_can_be_read() -> None:
    found = Found(pre_labeled=312, pre_labels=4120, pre_label_jobs={2: "tuesday", 1: "monday"})
    assert messages(found) == [
        "312 data rows already hold 4,120 pre-labels, from imports 'monday', 'tuesday'"
    ]


def test_labels_come_from_imports_and_from_people() -> None:
    found = Found(labeled=2, labels=9, label_jobs={1: "truth"}, by_people=1, labeled_done=2)
    assert messages(found) == [
        "2 data rows already hold a label, of 9 annotations, from import 'truth' and people; 2 tasks are done"
    ]


def test_every_code_has_its_turn_in_order() -> None:
    found = Found(pre_labeled=1, pre_label_jobs={1: "a"}, labeled=1, by_people=1, outside=1, done=1)
    assert [issue.code for issue in issues_of(found, JOB)] == list(CODES)
    assert {issue.severity for issue in issues_of(found, JOB)} == {"warning"}
