"""What is told about data rows that hold something already: one warning each, how much and from where."""

from collections.abc import Iterator

import msgspec

from postil.model.issue import Issue
from postil.ports.jobs import Job

NAMED = 3
CODES = ("ROW031", "ROW032", "ROW033", "ROW034")


class Found(msgspec.Struct):
    """What was met so far; names of imports by the order in which they were published.

    `labeled_done` are data rows with a label whose task is done, `done` other tasks that are.
    """

    pre_labeled: int = 0
    pre_labels: int = 0
    pre_label_jobs: dict[int, str] = {}
    labeled: int = 0
    labels: int = 0
    label_jobs: dict[int, str] = {}
    by_people: int = 0
    labeled_done: int = 0
    outside: int = 0
    done: int = 0


def issues_of(found: Found, job: Job) -> Iterator[Issue]:
    """Yield a warning for each kind of thing that was met."""
    if found.pre_labeled:
        yield Issue(
            "ROW031",
            f"{_counted(found.pre_labeled, 'data row')} already {_hold(found.pre_labeled)} "
            f"{_counted(found.pre_labels, 'pre-label')}, from {_imports(found.pre_label_jobs)}",
            "these come beside them; undo the earlier import if these are to take their place",
            severity="warning",
            got={"data_rows": found.pre_labeled, "annotations": found.pre_labels},
        )
    if found.labeled:
        sources = [_imports(found.label_jobs)] if found.label_jobs else []
        sources += ["people"] if found.by_people else []
        stay = "submitted labels do not change: the pre-labels are only offered beside them"
        done = f"; {_tasks(found.labeled_done)} done" if found.labeled_done else ""
        yield Issue(
            "ROW032",
            f"{_counted(found.labeled, 'data row')} already {_hold(found.labeled)} a label, of "
            f"{_counted(found.labels, 'annotation')}, from {' and '.join(sources)}{done}",
            stay if job.purpose == "pre_label" else "leave these data rows out if their labels are complete",
            severity="warning",
            got={"data_rows": found.labeled, "annotations": found.labels},
        )
    if found.outside:
        were = "was" if found.outside == 1 else "were"
        yield Issue(
            "ROW033",
            f"{_counted(found.outside, 'data row')} {were} in no batch of the project; the import puts "
            f"{'it' if found.outside == 1 else 'them'} into the batch {job.name!r}",
            "nothing to do if they belong to the project; else undo the import and leave them out",
            severity="warning",
            got={"data_rows": found.outside},
        )
    if found.done:
        yield Issue(
            "ROW034",
            f"{_tasks(found.done)} done already: nobody is asked to look at the pre-labels there",
            "send the tasks to rework if somebody should look",
            severity="warning",
            got={"tasks": found.done},
        )


def _hold(n: int) -> str:
    return "holds" if n == 1 else "hold"


def _tasks(n: int) -> str:
    return f"{n:,} task is" if n == 1 else f"{n:,} tasks are"


def _counted(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def _imports(jobs: dict[int, str]) -> str:
    """Name imports, the oldest first: up to three and how many more there are."""
    names = [repr(jobs[number]) for number in sorted(jobs)]
    shown, more = names[:NAMED], len(names) - NAMED
    word = "import" if len(names) == 1 else "imports"
    return f"{word} {', '.join(shown)}" + (f" and {more:,} more" if more > 0 else "")
