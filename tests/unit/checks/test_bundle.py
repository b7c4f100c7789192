import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.checks.bundle import MOST_PER_FEATURE, check_bundle
from postil.model.annotation import Annotation, Relation
from postil.model.answer import Answer, Classification, Range
from postil.model.geometry import Box, Point
from postil.model.ontology import FeatureIndex, Ontology
from postil.model.target import Target
from tests.unit.checks.conftest import ontology

A, B, C = (f"{letter * 8}-0000-4000-8000-000000000000" for letter in "abc")


def index(media_type="image") -> FeatureIndex:
    tree = ontology()
    return FeatureIndex(Ontology("o", tree.features, media_type))


INDEX = index()


def car(key=A, left=1) -> Annotation:
    return Annotation(key, "car", 1, Box(left, 2, 3, 4))


def wheel(key=B) -> Annotation:
    return Annotation(key, "wheel", 4, Point(1, 2))


def weather(key, value="sunny", *ranges, target=None) -> Annotation:
    answer = Answer(value, ranges=[Range(*ends) for ends in ranges])
    return Annotation(
        key, "weather", 40, kind="classification", target=target,
        classifications=[Classification("weather", "radio", [answer], feature_id=40)],
    )  # fmt: skip


def flaws(key, value, *ranges) -> Annotation:
    answer = Answer(value, ranges=[Range(*ends) for ends in ranges])
    return Annotation(
        key, "flaws", 50, kind="classification",
        classifications=[Classification("flaws", "checklist", [answer], feature_id=50)],
    )  # fmt: skip


def has(source=A, target=B, direction="unidirectional", name="has", key="r") -> Annotation:
    return Annotation(key, name, kind="relationship", relation=Relation(target, source, direction=direction))


def found(*rows, ontology_index=INDEX, **more):
    return [(line, issue.code) for line, issue in check_bundle(list(rows), ontology_index, **more)]


# --- keys


def test_one_uuid_for_two_annotations_fails_the_later_line():
    [(line, issue)] = check_bundle([(3, car()), (7, car(left=9))], INDEX)
    assert (line, issue.code, issue.severity, issue.got) == (7, "DUP001", "error", A)
    assert "line 3" in issue.message


def test_an_exact_copy_is_accepted_and_told():
    [(line, issue)] = check_bundle([(3, car()), (7, car())], INDEX)
    assert (line, issue.code, issue.severity) == (7, "DUP002", "info")


def test_copies_are_equal_by_value_however_they_were_spelled():
    other = Annotation(A, "car", None, Box(1.0, 2.0, 3, 4), ext={"labelbox": {"uuid": "{…}"}})
    assert found((1, car()), (2, other)) == [(2, "DUP002")]


def test_a_key_that_is_no_uuid_has_a_code_of_its_own():
    assert found((1, car("region-1")), (2, car("region-1", 9))) == [(2, "DUP004")]


def test_annotations_without_a_key_never_clash():
    assert found((1, car("")), (2, car("", 9))) == []


def test_the_later_line_fails_whatever_came_first():
    assert found((7, car(left=9)), (3, car())) == [(7, "DUP001")]


# --- numbers


def test_copies_count_once():
    rows = [(line, car()) for line in range(1, MOST_PER_FEATURE + 3)]
    assert {code for _, code in found(*rows)} == {"DUP002"}


def test_the_names_of_a_feature_do_not_matter_only_its_id():
    rows = [(line, Annotation(f"k{line}", "car", 1, Box(1, 2, 3, 4))) for line in range(1, MOST_PER_FEATURE)]
    rows += [
        (line, Annotation(f"k{line}", None, 1, Box(1, 2, 3, 4), schema_id="s1"))
        for line in range(MOST_PER_FEATURE, MOST_PER_FEATURE + 3)
    ]
    assert found(*rows) == [(MOST_PER_FEATURE + 1, "ROW016"), (MOST_PER_FEATURE + 2, "ROW016")]


@pytest.mark.parametrize(("count", "failing"), [(5000, []), (5001, [5001]), (5003, [5001, 5002, 5003])])
def test_more_than_5000_of_one_feature_fail_from_there_on(count, failing):
    rows = [(line, car(f"key {line}", line)) for line in range(1, count + 1)]
    assert MOST_PER_FEATURE == 5000
    assert found(*rows) == [(line, "ROW016") for line in failing]


def test_features_are_counted_apart():
    rows = [(line, car(f"k{line}", line) if line % 2 else wheel(f"k{line}")) for line in range(1, 10_001)]
    assert found(*rows) == []


def test_labels_of_one_control_are_counted_apart():
    rows = [(line, car(f"k{line}", line)) for line in range(1, 10_001)]
    for line, annotation in rows:
        annotation.labels = ["Plane" if line % 2 else "Boat"]
    assert found(*rows) == []


def test_a_feature_without_an_id_is_counted_by_the_name_its_schema_id_means():
    rows = [(line, car(f"k{line}", line)) for line in range(1, 5002)]
    for line, annotation in rows:
        annotation.feature_id = None
        if line % 2:
            annotation.feature, annotation.schema_id = None, "id-car"
    assert found(*rows) == [(5001, "ROW016")]


# --- questions


def test_a_question_answered_on_two_lines_fails_the_later():
    assert found((1, weather("a")), (2, weather("b", "rainy"))) == [(2, "CLS005")]


def test_an_answer_that_is_published_already_fails_a_second_one_under_another_key():
    [(line, issue)] = check_bundle([(1, weather("b", "rainy"))], INDEX, known={"a": weather("a")})
    assert (line, issue.code) == (1, "CLS005")
    assert "under the key a" in issue.message


def test_an_answer_that_is_published_already_is_replaced_under_its_own_key():
    assert found((1, weather("a", "rainy")), known={"a": weather("a")}) == []


def test_an_answer_about_other_frames_stands_beside_a_published_one():
    known = {"a": weather("a", "sunny", (1, 5))}
    assert found((1, weather("b", "rainy", (6, 9))), known=known) == []


def test_a_task_of_label_studio_answers_its_questions_anew():
    assert found((1, weather("b", "rainy")), known={"a": weather("a")}, format_name="label_studio") == []


def test_a_question_may_be_answered_once_per_message():
    rows = [(1, weather("a", target=Target(message="1"))), (2, weather("b", target=Target(message="2")))]
    assert found(*rows) == []


def test_a_question_may_be_answered_again_for_other_frames():
    assert found((1, weather("a", "sunny", (1, 5))), (2, weather("b", "rainy", (6, 9)))) == []
    assert found((1, weather("a", "sunny", (1, 5))), (2, weather("b", "rainy", (5, 9)))) == [(2, "CLS005")]


def test_options_of_a_checklist_may_hold_at_the_same_time():
    assert found((1, flaws("a", "dark", (1, 5))), (2, flaws("b", "blurred", (2, 9)))) == []
    assert found((1, flaws("a", "dark", (1, 5))), (2, flaws("b", "dark", (2, 9)))) == [(2, "CLS005")]


def test_a_row_that_failed_does_not_answer():
    rows = [(1, car()), (2, weather(A)), (3, weather("c", "rainy"))]
    assert found(*rows) == [(2, "DUP001")]


def test_labels_of_a_timeline_may_overlap():
    rows = []
    for line in (1, 2):
        answer = Answer("talk", ranges=[Range(1, 5)])
        question = Classification("speech", "checklist", [answer])
        rows.append(
            (line, Annotation(f"k{line}", "speech", 8, kind="classification", classifications=[question]))
        )
    assert found(*rows) == []


# --- relationships


def test_a_relationship_may_come_before_its_ends():
    assert found((1, has()), (2, car()), (3, wheel())) == []
    assert found((3, has()), (1, car()), (2, wheel())) == []


def test_a_missing_end_is_named():
    [(line, issue)] = check_bundle([(1, has()), (2, car())], INDEX, format_name="labelbox")
    assert (line, issue.code, issue.got, issue.where.pointer) == (1, "REL004", B, "/relationship/target")


def test_an_end_may_be_published_already():
    assert found((1, has()), (2, car()), known={B: wheel()}) == []


def test_an_end_that_failed_itself_is_missing():
    rows = [(1, car()), (2, weather("w")), (3, weather(C, "rainy")), (4, has(A, C, name="near"))]
    assert found(*rows) == [(3, "CLS005"), (4, "REL004")]


@pytest.mark.parametrize(
    ("relation", "codes"),
    [
        (has(A, B), []),
        (has(B, A), ["REL005"]),
        (has(B, A, "bidirectional"), []),
        (has(B, A, "reverse"), []),
        (has(A, B, "reverse"), ["REL005"]),
        (has(B, A, name="near"), []),
    ],
)
def test_the_ontology_says_which_features_may_be_joined(relation, codes):
    assert [code for _, code in found((1, relation), (2, car()), (3, wheel()))] == codes


def test_an_answer_is_a_source_in_documents_only():
    rows = [(1, has("w", B, name="near")), (2, weather("w")), (3, wheel())]
    assert found(*rows) == [(1, "REL008")]
    assert found(*rows, ontology_index=index("document")) == []


def test_a_target_on_a_page_makes_it_a_document():
    paged = wheel()
    paged.target = Target(page=1)
    assert found((1, has("w", B, name="near")), (2, weather("w")), (3, paged)) == []


@given(st.integers(0, 2**32))
def test_what_fails_depends_on_lines_and_not_on_arrival(seed):
    rows = [
        (1, has()), (2, car()), (3, car(left=9)), (4, wheel()), (5, weather("w")), (6, weather("x", "rainy")),
        (7, wheel()), (8, has(A, C, key="s")),
    ]  # fmt: skip
    expected = [
        (3, "DUP001"),
        (6, "CLS005"),
        (7, "DUP002"),
        (8, "REL004"),
    ]
    shuffled = random.Random(seed).sample(rows, len(rows))
    assert found(*shuffled) == found(*rows) == expected
