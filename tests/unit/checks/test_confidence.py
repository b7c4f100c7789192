import math

import pytest

from postil.checks.confidence import check_score
from postil.checks.facts import RowFacts
from postil.model.annotation import Annotation
from postil.model.answer import Answer, Classification
from postil.model.geometry import Box
from postil.model.track import Keyframe, Track, TrackSegment

BOX = Box(10, 20, 30, 40)


def codes(found):
    return [(issue.code, issue.severity) for issue in found]


@pytest.mark.parametrize("confidence", [1.5, -0.1, 87, math.nan, math.inf])
def test_a_confidence_outside_0_to_1_is_an_error(check, confidence):
    assert codes(check(Annotation("k", "car", geometry=BOX, confidence=confidence))) == [("CNF001", "error")]


def test_the_confidence_of_an_answer_is_checked_where_it_stands(check):
    answers = [Answer("dark", confidence=0.5), Answer("blurred", confidence=7)]
    found = Classification("flaws", "checklist", answers)
    [issue] = check(Annotation("k", "flaws", kind="classification", classifications=[found]))
    assert (issue.code, issue.got, issue.where.pointer) == ("CNF001", 7, "/answer/1/confidence")


def test_ground_truth_with_a_confidence_is_a_warning(check):
    found = check(Annotation("k", "car", geometry=BOX, confidence=0.5), purpose="ground_truth")
    assert codes(found) == [("CNF005", "warning")]


def test_a_whole_label_may_keep_the_score_of_its_prediction(check):
    annotation = Annotation("k", "any", geometry=BOX, confidence=0.5)
    assert check(annotation, purpose="ground_truth", form="label_studio") == []


def test_a_video_object_with_a_confidence_is_a_warning(check):
    track = Track([TrackSegment([Keyframe(1, Box(1, 2, 3, 4))])])
    found = check(Annotation("k", "car", geometry=track, confidence=0.5), RowFacts("video", (1280, 720)))
    assert codes(found) == [("CNF005", "warning")]


def test_scores_of_bundles_follow_the_same_rule():
    assert check_score(None) is None
    assert check_score(1) is None
    issue = check_score(1.5)
    assert issue is not None
    assert (issue.code, issue.got, issue.where.pointer) == ("CNF001", 1.5, "/score")
