from pathlib import Path
from typing import Any

import pytest

from postil.cli.proposal_text import counted, listed, proposal_texts
from postil.formats.inference import Inferred
from postil.model.ontology import Feature, Ontology
from postil.sdk.plan import Plan
from postil.sdk.proposal import Proposal
from tests.unit.cli.drawn import drawn

TREE = Ontology("boxes", [Feature("car", "box", [Feature("color", "radio")]), Feature("note", "text")])


def proposal(**more):
    inferred = Inferred(ontology=TREE, counts={"car": 1200, "note": 1, "caar": 1}, misspelt={"caar": "car"})
    fields: dict[str, Any] = {
        "rows": 1202,
        "unreadable": 0,
        "row_keys": ["a", "b", "c"],
        "row_ids": [],
    } | more
    return Proposal(name="boxes", format="labelbox", title="Rows", inferred=inferred, **fields)


def plan(**more):
    names: dict[str, Any] = {
        "project_name": "boxes",
        "dataset_name": "boxes",
        "ontology_name": "boxes",
        "tree": TREE,
    }
    return Plan(**(names | more))


def test_a_proposal_shows_the_file_its_features_and_what_is_to_be_made():
    found = proposal(media={"a": Path("a.png")})
    made = plan(new_keys=["a", "b"], joining_keys=["a", "b", "c"])
    assert drawn(*proposal_texts(found, made, "boxes.ndjson"), width=100).splitlines() == [
        "boxes.ndjson  Rows, 1,202 rows",
        "",
        "  feature   kind   annotations   asks for",
        "  car       box          1,200   color",
        "  note      text             1",
        '  ! "caar" (1 annotation) left out: taken for a misspelt "car", and refused',
        "",
        "  dataset     boxes                                                             new",
        "  data rows   1 without an image, 1 with an image to upload, 1 in the catalog   new",
        "  ontology    boxes                                                             new",
        "  project     boxes                                                             new",
    ]


def text(found, made):
    return " ".join(drawn(*proposal_texts(found, made, "f"), width=100).split())


def test_rows_that_cannot_be_read_are_announced():
    assert "2 rows cannot be read and will be refused" in text(proposal(unreadable=2), plan())


def test_misspelt_keys_are_announced():
    made = plan(misspelt={"chelsae.png": "chelsea.png"})
    assert '"chelsae.png": taken for a misspelt "chelsea.png", its rows will be refused' in text(
        proposal(), made
    )


def test_features_a_given_ontology_lacks_are_announced():
    made = plan(tree=Ontology("given", [Feature("bus", "box")]))
    assert 'the ontology has no "car", "note": these rows will be refused' in text(proposal(), made)


def test_ids_without_a_data_row_are_announced():
    assert 'no data row has the id "c01"' in text(proposal(row_ids=["c01"]), plan(absent_ids=["c01"]))


def test_data_rows_that_the_file_brings_are_those_it_describes():
    assert "those the file describes" in text(proposal(brings_rows=True), plan())


@pytest.mark.parametrize(
    ("count", "noun", "shown"),
    [(1, "row", "1 row"), (0, "row", "0 rows"), (12_000, "row", "12,000 rows"), (2, "query", "2 queries")],
)
def test_numbers_and_nouns_agree(count, noun, shown):
    assert counted(count, noun) == shown


def test_long_lists_are_cut():
    assert listed(["a", "b", "c", "d", "e"]) == '"a", "b", "c" and 2 more'
