import pytest

from postil.model.annotation import Relation
from tests.unit.formats.labelbox.roundtrip import codes, only_issue, read_shape, written

ONE, OTHER = "ae658f33-fe3b-490b-93f4-48b3a5aa3c81", "b774eb52-48db-40af-b215-8370d269a9a5"


def test_a_relationship_names_its_ends_by_key():
    entry = read_shape(relationship={"source": ONE, "target": OTHER, "type": "bidirectional"})
    (annotation,) = entry.annotations
    assert annotation.kind == "relationship"
    assert annotation.relation == Relation(OTHER, ONE, direction="bidirectional")


def test_a_feature_may_stand_in_for_the_source():
    entry = read_shape(relationship={"sourceOntologyName": "q", "target": OTHER, "type": "unidirectional"})
    assert entry.annotations[0].relation == Relation(OTHER, source_feature="q")


def test_other_spellings_of_the_ends_are_understood_and_written_back():
    relationship = {"source": ONE.upper(), "target": f"{{{OTHER}}}", "type": "unidirectional"}
    entry = read_shape(relationship=relationship)
    assert entry.annotations[0].relation == Relation(OTHER, ONE)
    assert written([entry])[0]["relationship"] == relationship


@pytest.mark.parametrize("extra", [{}, {"readonly": True}, {"readonly": False}, {"type": "bidirectional"}])
def test_what_may_be_left_out_is_written_as_it_came(extra):
    relationship = {"source": ONE, "target": OTHER} | extra
    entry = read_shape(relationship=relationship)
    assert entry.issues == []
    assert written([entry])[0]["relationship"] == relationship


def test_readonly_is_the_annotations_own():
    entry = read_shape(relationship={"source": ONE, "target": OTHER, "readonly": True})
    assert entry.annotations[0].readonly


@pytest.mark.parametrize(
    ("relationship", "code", "pointer"),
    [
        ({"target": OTHER}, "REL001", "/relationship/source"),
        (
            {"source": ONE, "sourceOntologyName": "q", "target": OTHER},
            "REL002",
            "/relationship/sourceOntologyName",
        ),
        ({"source": ONE, "target": OTHER, "type": "both"}, "REL003", "/relationship/type"),
        ({"source": ONE}, "ROW010", "/relationship/target"),
        ({"source": "first", "target": OTHER}, "ROW012", "/relationship/source"),
        ({"source": ONE, "target": 5}, "ROW010", "/relationship/target"),
    ],
)
def test_what_is_wrong_with_a_relationship_is_located(relationship, code, pointer):
    issue = only_issue(read_shape(relationship=relationship))
    assert (issue.code, issue.where.pointer) == (code, pointer)


def test_an_empty_relationship_lacks_both_ends():
    assert codes(read_shape(relationship={})) == ["REL001", "ROW010"]
