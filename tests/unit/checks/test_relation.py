import pytest

from postil.checks.facts import RowFacts
from postil.model.annotation import Annotation, Relation

PAGE = RowFacts("document")


def found(check, relation, facts=None, **how):
    annotation = Annotation("r", "has", kind="relationship", relation=relation)
    return [issue.code for issue in check(annotation, *([facts] if facts else []), **how)]


def test_a_relationship_between_two_annotations_is_clean(check):
    assert found(check, Relation("b", "a")) == []


@pytest.mark.parametrize(
    ("relation", "code"),
    [
        (Relation("b"), "REL001"),
        (Relation("b", "a", "car"), "REL002"),
        (Relation("a", "a"), "REL007"),
        (Relation("b", source_feature="car"), "REL008"),
    ],
)
def test_what_a_relationship_says_by_itself_is_checked(check, relation, code):
    assert found(check, relation) == [code]


def test_in_documents_a_whole_feature_may_be_the_source(check):
    assert found(check, Relation("b", source_feature="car"), PAGE) == []


@pytest.mark.parametrize(
    ("form", "expected"), [("labelbox", ["REL006"]), ("label_studio", []), ("postil", [])]
)
def test_only_whole_labels_bring_relationships_as_ground_truth(check, form, expected):
    assert found(check, Relation("b", "a"), purpose="ground_truth", form=form) == expected


def test_a_relationship_of_label_studio_needs_no_feature(check):
    annotation = Annotation("r", kind="relationship", relation=Relation("b", "a"))
    assert check(annotation, form="label_studio") == []


def test_the_name_of_a_tool_is_no_relationship(check):
    annotation = Annotation("r", "car", kind="relationship", relation=Relation("b", "a"))
    assert [issue.code for issue in check(annotation)] == ["ONT003"]
