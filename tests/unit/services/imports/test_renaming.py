"""One annotation under the rules of a recipe: names change, everything else stays."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.model.annotation import Annotation, Relation
from postil.model.answer import Answer, AnswerKind, Classification
from postil.model.geometry import Box
from postil.model.recipe import Rule
from postil.model.track import Keyframe, Track, TrackSegment
from postil.services.imports.renaming import Renaming
from postil.services.imports.rules import ReadyRules
from postil.testing.strategies.annotations import annotations

ANNOTATIONS = annotations()


def renamed(annotation: Annotation, rules: dict[str, Rule], *, is_flat: bool = False) -> Annotation | None:
    copy = msgspec.json.decode(msgspec.json.encode(annotation), type=Annotation)
    return copy if Renaming(ReadyRules((), rules), is_flat=is_flat).apply(copy) else None


def colour(*answers: Answer) -> Annotation:
    kind: AnswerKind = "radio" if len(answers) == 1 else "checklist"
    return Annotation("k", "car", classifications=[Classification("Color", kind, list(answers))])


def below(**options: Rule) -> dict[str, Rule]:
    return {"car": Rule(children={"Color": Rule(children=options)})}


def values(annotation: Annotation | None) -> list[object]:
    assert annotation is not None
    return [answer.value for answer in annotation.classifications[0].answers]


@given(ANNOTATIONS, st.booleans())
def test_a_recipe_without_rules_changes_nothing(annotation: Annotation, is_flat: bool) -> None:
    assert renamed(annotation, {}, is_flat=is_flat) == annotation


def without_schema_ids(found: Any) -> Any:
    if isinstance(found, list):
        return [without_schema_ids(one) for one in found]
    if isinstance(found, dict):
        return {name: without_schema_ids(one) for name, one in found.items() if name != "schema_id"}
    return found


@given(ANNOTATIONS, st.booleans())
def test_mapping_every_name_to_itself_changes_nothing(annotation: Annotation, is_flat: bool) -> None:
    # A rule that matched a schema id leaves a name in its place, at any depth.
    annotation = msgspec.convert(without_schema_ids(msgspec.to_builtins(annotation)), Annotation)
    for one in annotation.classifications if annotation.kind == "classification" else ():
        one.feature = annotation.feature
    if annotation.feature is not None:
        rules = {annotation.feature: Rule(to=annotation.feature)}
        assert renamed(annotation, rules, is_flat=is_flat) == annotation


@given(ANNOTATIONS)
def test_renaming_there_and_back_restores_the_annotation(annotation: Annotation) -> None:
    # A rule that matched a schema id leaves a name in its place.
    annotation = msgspec.convert(without_schema_ids(msgspec.to_builtins(annotation)), Annotation)
    name = annotation.feature
    if name is None:
        return
    for one in annotation.classifications if annotation.kind == "classification" else ():
        one.schema_id, one.feature = None, name
    there = renamed(annotation, {name: Rule(to="§ other")}, is_flat=True)
    assert there is not None
    assert there.feature == "§ other"
    assert renamed(there, {"§ other": Rule(to=name)}, is_flat=True) == annotation


@given(ANNOTATIONS)
def test_merging_twice_is_merging_once(annotation: Annotation) -> None:
    names = [annotation.feature or "a", "b"]
    rules = {name: Rule(to="§ one") for name in [*names, "§ one"]}
    once = renamed(annotation, rules)
    assert once is not None
    assert renamed(once, rules) == once


def test_names_that_are_swapped_are_each_mapped_once() -> None:
    rules = {"a": Rule(to="b"), "b": Rule(to="a")}
    found = [renamed(Annotation("k", name), rules) for name in ("a", "b")]
    assert [one and one.feature for one in found] == ["b", "a"]


def test_a_schema_id_stands_for_the_name_a_row_does_not_give() -> None:
    found = renamed(Annotation("k", schema_id="ck1"), {"ck1": Rule(to="car")})
    assert found == Annotation("k", "car")


def test_the_name_of_a_question_changes_in_both_of_its_places() -> None:
    row = Annotation(
        "k",
        "Weather",
        kind="classification",
        classifications=[Classification("Weather", "radio", [Answer("r")])],
    )
    found = renamed(row, {"Weather": Rule(to="weather", children={"r": Rule(to="rain")})})
    assert found is not None
    assert (found.feature, found.classifications) == (
        "weather", [Classification("weather", "radio", [Answer("rain")])],
    )  # fmt: skip


def test_options_are_renamed_below_their_question_only() -> None:
    found = renamed(colour(Answer("Red")), below(Red=Rule(to="red")))
    assert values(found) == ["red"]
    assert values(renamed(colour(Answer("Red")), {"Red": Rule(to="red")})) == ["Red"]


def test_options_that_become_one_are_given_once() -> None:
    rules = below(Red=Rule(to="red"), Crimson=Rule(to="red"))
    assert values(renamed(colour(Answer("Red"), Answer("Crimson"), Answer("blue")), rules)) == ["red", "blue"]


def test_an_ignored_option_leaves_the_others() -> None:
    assert values(renamed(colour(Answer("Red"), Answer("blue")), below(Red=Rule(ignore=True)))) == ["blue"]


def test_a_question_of_which_no_answer_is_left_is_left_out_and_the_object_stays() -> None:
    found = renamed(colour(Answer("Red")), below(Red=Rule(ignore=True)))
    assert found == Annotation("k", "car")


def test_an_answered_question_of_which_no_answer_is_left_is_left_out() -> None:
    row = Annotation(
        "k", "w", kind="classification", classifications=[Classification("w", "radio", [Answer("r")])]
    )
    assert renamed(row, {"w": Rule(children={"r": Rule(ignore=True)})}) is None


def test_an_option_can_be_named_by_its_schema_id() -> None:
    found = renamed(colour(Answer(None, schema_id="ckred")), below(ckred=Rule(to="red")))
    assert found is not None
    assert found.classifications[0].answers == [Answer("red")]


def test_free_text_is_not_taken_for_the_name_of_an_option() -> None:
    row = Annotation("k", "car", classifications=[Classification("Color", "text", [Answer("Red")])])
    assert renamed(row, below(Red=Rule(to="red"))) == row


def test_questions_below_an_option_are_reached_by_their_path() -> None:
    deep = Answer("Red", classifications=[Classification("Shade", "radio", [Answer("Dark")])])
    shade = Rule(to="shade", children={"Dark": Rule(to="dark")})
    found = renamed(colour(deep), below(Red=Rule(to="red", children={"Shade": shade})))
    assert found is not None
    assert found.classifications[0].answers[0].classifications == [
        Classification("shade", "radio", [Answer("dark")])
    ]


def test_a_path_of_options_is_renamed_step_by_step() -> None:
    row = Annotation(
        "k", "car", classifications=[Classification("Color", "taxonomy", [Answer(["A", "B", "C"])])]
    )
    rules = below(A=Rule(to="a", children={"B": Rule(to="b")}), B=Rule(to="wrong"))
    assert values(renamed(row, rules)) == [["a", "b", "C"]]


def test_answers_that_change_with_time_are_renamed_in_every_keyframe() -> None:
    frame = Keyframe(1, Box(1, 1, 1, 1), [Classification("Color", "radio", [Answer("Red")])])
    found = renamed(
        Annotation("k", "car", geometry=Track([TrackSegment([frame])])), below(Red=Rule(to="red"))
    )
    assert found is not None
    assert isinstance(found.geometry, Track)
    assert found.geometry.segments[0].keyframes[0].classifications[0].answers == [Answer("red")]


def test_the_feature_a_relationship_begins_at_is_renamed() -> None:
    row = Annotation("k", "has", kind="relationship", relation=Relation("t", source_feature="Car"))
    found = renamed(row, {"Car": Rule(to="car")})
    assert found is not None
    assert found.relation == Relation("t", source_feature="car")


def test_labels_are_renamed_below_their_control_and_merged() -> None:
    row = Annotation("k", "label", labels=["Car", "Auto", "Van"])
    rules = {"label": Rule(to="tag", children={"Car": Rule(to="car"), "Auto": Rule(to="car")})}
    found = renamed(row, rules, is_flat=True)
    assert found is not None
    assert (found.feature, found.labels) == ("tag", ["car", "Van"])


def test_a_region_of_which_no_label_is_left_is_left_out() -> None:
    rules = {"label": Rule(children={"Tree": Rule(ignore=True)})}
    assert renamed(Annotation("k", "label", labels=["Tree"]), rules) is None
    assert renamed(Annotation("k", "label"), rules) == Annotation("k", "label")


@pytest.mark.parametrize(("is_flat", "name"), [(True, "weather"), (False, "Weather")])
def test_a_flat_source_finds_the_questions_of_a_region_at_the_top(is_flat: bool, name: str) -> None:
    row = Annotation("k", "label", classifications=[Classification("Weather", "radio", [Answer("r")])])
    found = renamed(row, {"Weather": Rule(to="weather")}, is_flat=is_flat)
    assert found is not None
    assert found.classifications[0].feature == name


def test_the_layout_of_a_region_gets_the_names_of_its_questions_too() -> None:
    layout = [["choices", "Weather"], ["rectangle", "Box"]]
    row = Annotation(
        "k", "Box",
        classifications=[Classification("Weather", "radio", [Answer("r")])],
        ext={"label_studio": {"layout": layout}},
    )  # fmt: skip
    found = renamed(row, {"Box": Rule(to="box"), "Weather": Rule(to="weather")}, is_flat=True)
    assert found is not None
    assert found.ext == {"label_studio": {"layout": [["choices", "weather"], ["rectangle", "box"]]}}


def test_a_label_that_stands_for_a_feature_makes_the_region_one_of_that_feature() -> None:
    rules = {"tag": Rule(children={"Car": Rule(feature="car"), "Tree": Rule(ignore=True)})}
    ext = {"label_studio": {"layout": [["rectangle", "tag"], ["rectanglelabels", "tag"]], "no_id": True}}
    row = Annotation("k", "tag", labels=["Car", "Tree"], ext=ext)
    assert renamed(row, rules, is_flat=True) == Annotation("k", "car", ext={"label_studio": {"no_id": True}})


def test_a_region_of_two_things_is_no_single_feature() -> None:
    rules = {"tag": Rule(children={"Car": Rule(feature="car"), "Van": Rule(feature="van")})}
    row = Annotation("k", "tag", labels=["Car", "Van"])
    assert renamed(row, rules, is_flat=True) == row


def test_a_feature_that_is_a_label_elsewhere_gets_its_control_and_the_label() -> None:
    found = renamed(Annotation("k", "Car"), {"Car": Rule(to="tag", label="car")})
    assert found == Annotation("k", "tag", labels=["car"])


def test_what_was_renamed_in_one_region_is_not_renamed_in_the_next() -> None:
    renaming = Renaming(ReadyRules((), {"Weather": Rule(to="weather")}), is_flat=True)
    questions = [Classification("Weather", "radio", [Answer("r")])]
    first, second = (
        Annotation(
            "k", "box", classifications=asked, ext={"label_studio": {"layout": [["choices", "Weather"]]}}
        )
        for asked in (questions, [])
    )
    assert renaming.apply(first)
    assert renaming.apply(second)
    assert first.ext["label_studio"]["layout"] == [["choices", "weather"]]
    assert second.ext["label_studio"]["layout"] == [["choices", "Weather"]]
