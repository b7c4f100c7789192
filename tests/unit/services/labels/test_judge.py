"""What people send is counted as it is kept."""

import pytest

from postil.model.annotation import Annotation, Origin
from postil.model.geometry import Box, Point
from postil.model.span import TextSpan
from postil.services.labels.judge import Judge, settle_span


def test_a_stretch_that_a_browser_counted_is_kept_in_code_points():
    assert settle_span(TextSpan(3, 7, "utf16"), "\U0001f600 Kobe") == TextSpan(2, 6)


def test_a_stretch_of_a_text_that_is_not_at_hand_stays_as_it_was_sent():
    assert settle_span(TextSpan(3, 7, "utf16"), None) == TextSpan(3, 7, "utf16")


def point(**more):
    """A point of a tool that draws boxes."""
    return Annotation(key="p", feature="car", geometry=Point(10, 20), **more)


def found(desk, ask):
    with desk.store.read() as session:
        tasks = session.projects.tasks_of(desk.project, desk.studio.row_ids)
        judge = Judge(session, tasks[desk.studio.row_ids[0]])
        return [(issue.code, issue.severity) for issue in ask(judge)]


@pytest.mark.parametrize(
    ("sources", "severity"),
    [
        ({}, "error"),
        ({"p": point()}, "warning"),
        ({"p": Annotation(key="p", feature="car", geometry=Box(1, 2, 3, 4))}, "error"),
        ({"p": Annotation(key="p", feature="mask", geometry=Point(10, 20))}, "error"),
    ],
)
def test_a_shape_may_stay_what_it_was_imported_as_and_become_nothing_else(desk, sources, severity):
    said = found(desk, lambda judge: judge.judge({"p": ("", point())}, {}, "draft", sources))
    assert said == [("ONT003", severity)]


@pytest.mark.parametrize(
    ("origin", "severity"),
    [
        (None, "error"),
        (Origin(1, 1, "p"), "warning"),
        (
            Origin(
                1,
                1,
                "p",
                offered={"key": "p", "feature": "car", "geometry": {"type": "point", "x": 1, "y": 2}},
            ),
            "warning",
        ),
        (Origin(1, 1, "p", offered={"key": "p", "feature": "near", "kind": "relationship"}), "error"),
    ],
)
def test_what_was_imported_is_submitted_as_it_is(desk, origin, severity):
    said = found(desk, lambda judge: judge.judge_submission({"p": ("", point(origin=origin))}, {}))
    assert said == [("ONT003", severity)]
