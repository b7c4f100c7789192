import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.checks.annotation import CLEAN, Checker
from postil.checks.facts import RowFacts
from postil.model.annotation import Annotation, PlainObject
from postil.model.answer import Answer, Classification
from postil.model.geometry import Box, CornerBox, Polygon
from postil.model.ontology import Feature, FeatureIndex, Ontology
from postil.model.outline import Outline
from postil.model.target import Target
from postil.model.track import Keyframe, Track, TrackSegment

BOX = Box(10, 20, 30, 40)
IMAGE = RowFacts("image", (2000, 1500))


def one_tool(*children: Feature) -> FeatureIndex:
    return FeatureIndex(Ontology("o", [Feature("car", "box", list(children), id=1)]))


def test_a_plain_box_gets_the_id_of_its_feature_and_no_issue(check):
    annotation = Annotation("k", "car", geometry=BOX)
    assert check(annotation) == []
    assert annotation.feature_id == 1


def test_clean_annotations_share_one_empty_answer(index):
    checker = Checker(index, purpose="pre_label")
    answers = [checker.check(Annotation("k", "car", geometry=Box(n, n, 5, 5)), IMAGE) for n in range(3)]
    assert all(answer is CLEAN for answer in answers)


def test_a_box_may_touch_every_border(check):
    assert check(Annotation("k", "car", geometry=Box(0, 0, 2000, 1500))) == []


@pytest.mark.parametrize("confidence", [0, 0.0, 0.5, 1, 1.0, None])
def test_a_confidence_from_0_to_1_is_clean(check, confidence):
    assert check(Annotation("k", "car", geometry=BOX, confidence=confidence)) == []


def test_an_annotation_without_a_shape_is_reported(check):
    assert [issue.code for issue in check(Annotation("k", "car"))] == ["ROW007"]


def test_one_annotation_can_have_several_issues(check):
    codes = [issue.code for issue in check(Annotation("k", "caar", geometry=Box(1, 1, 0, 5), confidence=2))]
    assert sorted(codes) == ["CNF001", "GEO002", "ONT001"]


def test_a_required_question_is_missed_in_ground_truth_only():
    question = Feature("color", "radio", [Feature("red", "option")], is_required=True)
    plain = Annotation("k", "car", geometry=BOX)
    truth = Checker(one_tool(question), purpose="ground_truth").check(plain, IMAGE)
    assert [issue.code for issue in truth] == ["CLS007"]
    assert Checker(one_tool(question), purpose="pre_label").check(plain, IMAGE) == ()


def test_a_question_answered_satisfies_the_requirement():
    question = Feature("color", "radio", [Feature("red", "option")], is_required=True)
    answered = Annotation(
        "k", "car", geometry=BOX, classifications=[Classification("color", "radio", [Answer("red")])]
    )
    assert Checker(one_tool(question), purpose="ground_truth").check(answered, IMAGE) == ()


def test_ids_of_features_may_be_unknown():
    index = FeatureIndex(Ontology("o", [Feature("car", "box")]))
    annotation = Annotation("k", "car", geometry=BOX)
    assert Checker(index, purpose="pre_label").check(annotation, IMAGE) == ()
    assert annotation.feature_id is None


def test_a_label_of_the_control_is_known_and_another_is_suggested(check):
    annotation = Annotation("k", "any", geometry=Box(1, 1, 5, 5, unit="percent"), labels=["Plane", "Boot"])
    [issue] = check(annotation, form="label_studio")
    assert (issue.code, issue.got, issue.hint) == ("ONT011", "Boot", 'did you mean "Boat"?')
    assert issue.where.pointer == "/value/labels/1"


def test_a_region_without_labels_is_legal(check):
    assert check(Annotation("k", "any", geometry=BOX), form="label_studio") == []


def test_a_tool_without_labels_takes_those_of_the_tool_beside_it(check):
    annotation = Annotation("k", "roof", geometry=Polygon([(1, 1), (9, 1), (5, 9)]), labels=["Plane"])
    assert check(annotation, form="label_studio") == []


def test_a_region_of_another_type_is_accepted_with_a_warning(check):
    annotation = Annotation("k", "roof", geometry=BOX, target=Target("image"))
    [issue] = check(annotation, form="label_studio")
    assert (issue.code, issue.severity) == ("ONT012", "warning")
    assert annotation.feature_id == 2


def test_a_region_of_another_type_is_an_error_where_strict(check):
    [issue] = check(Annotation("k", "roof", geometry=BOX), form="label_studio", is_strict=True)
    assert (issue.code, issue.severity) == ("ONT012", "error")


def test_an_unknown_result_kept_as_it_came_is_not_judged(check):
    assert check(Annotation("k", "car", ext={"label_studio": {"raw": [{}]}}), form="label_studio") == []


def test_an_unknown_page_is_reported_for_any_geometry(check):
    [issue] = check(Annotation("k", "car", geometry=BOX, target=Target(page=0)), RowFacts("document"))
    assert (issue.code, issue.got, issue.where.pointer) == ("TXT004", 0, "/page")


def test_answers_at_keyframes_are_checked(check):
    wrong = Classification("color", "radio", [Answer("green")])
    track = Track([TrackSegment([Keyframe(1, BOX, [wrong])])])
    [issue] = check(Annotation("k", "car", geometry=track), RowFacts("video", (1280, 720)))
    assert issue.code == "ONT005"
    assert issue.where.pointer == "/segments/0/keyframes/0/classifications/0/answer/name"


@given(
    st.floats(-50, 2050), st.floats(-50, 1550), st.floats(-10, 300), st.floats(-10, 300),
    st.sampled_from([None, 0.5, 1.5]), st.sampled_from(["car", "roof", "nobody"]),
)  # fmt: skip
def test_the_first_look_never_hides_what_the_thorough_one_finds(left, top, width, height, confidence, name):
    index = FeatureIndex(Ontology("o", [Feature("car", "box", id=1), Feature("roof", "polygon", id=2)]))
    checker = Checker(index, purpose="pre_label")
    found = checker.check(
        Annotation("k", name, geometry=Box(left, top, width, height), confidence=confidence), IMAGE
    )
    # The same box in its other form always takes the thorough way.
    corners = CornerBox(left, top, left + width, top + height)
    thorough = checker.check(Annotation("k", name, geometry=corners, confidence=confidence), IMAGE)
    if abs(width) > 1e-9 and abs(height) > 1e-9:
        assert {issue.code for issue in found} == {issue.code for issue in thorough}


EDGES = st.sampled_from([-1, 0, 0.5, 10, 1999, 2000, 2000.5])


@given(
    left=EDGES,
    top=EDGES,
    width=EDGES,
    height=EDGES,
    name=st.sampled_from(["car", "kar"]),
    confidence=st.sampled_from([None, -0.1, 0, 1, 1.1]),
    size=st.sampled_from([(2000, 1500), None]),
    purpose=st.sampled_from(["pre_label", "ground_truth"]),
)
def test_boxes_are_clean_in_bulk_exactly_when_each_is_by_itself(
    left, top, width, height, name, confidence, size, purpose
):
    plain = PlainObject(feature=name, geometry=Box(left, top, width, height), confidence=confidence)
    checker, facts = Checker(one_tool(), purpose=purpose), RowFacts("image", size)
    whole = plain.whole()
    issues = checker.check(whole, facts)
    assert checker.are_clean([plain], facts) == (issues == CLEAN)
    if not issues:
        assert plain.feature_id == whole.feature_id == 1


@given(
    right=st.sampled_from([10, 2000, 2000.5, float("inf")]),
    bottom=st.sampled_from([10, 1500, 1500.5]),
    name=st.sampled_from(["car", "kar"]),
    scores=st.sampled_from([[], [0.5], [1, 1.1], [-0.1, 1]]),
    purpose=st.sampled_from(["pre_label", "ground_truth"]),
)
def test_boxes_are_clean_by_their_outline_exactly_when_each_is_by_itself(
    right, bottom, name, scores, purpose
):
    # Boxes that reach just so far and are just so sure, or one without extent.
    width, boxes = (0, 1) if right == float("inf") else (5, max(1, len(scores)))
    left = 1 if right == float("inf") else right - 5
    plains = [
        PlainObject(feature=name, geometry=Box(left, bottom - 5, width, 5), confidence=score)
        for score in (scores or [None] * boxes)
    ]
    checker, facts = Checker(one_tool(), purpose=purpose), RowFacts("image", (2000, 1500))
    outline = Outline(len(plains), right, bottom, scores, b"", b"")
    wholes = [plain.whole() for plain in plains]
    expected = all(checker.check(whole, facts) == CLEAN for whole in wholes)
    assert checker.are_clean(plains, facts, outline) == expected
    if expected:
        assert [plain.feature_id for plain in plains] == [whole.feature_id for whole in wholes]
