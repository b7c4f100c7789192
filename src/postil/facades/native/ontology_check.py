"""Ontology check: documents of any form read and checked, without being stored."""

from typing import Annotated, Any

import msgspec

from postil.checks.ontology import check_ontology as checked
from postil.facades.native.call import Call
from postil.facades.native.ontologies import EXAMPLE_NEW, Ontology, shown_ontology
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import SIGNED_IN
from postil.formats.labelbox.ontology import write_ontology
from postil.formats.ontology_document import read_ontology
from postil.model.issue import Issue

MAX_DOCUMENT = 4_000_000


class OntologyDocument(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """An ontology as a text of any form: JSON of Postil or Labelbox, or a Label Studio configuration (XML).

    `name` is for documents that hold none.
    """

    name: Annotated[str, msgspec.Meta(max_length=500)] = ""
    document: Annotated[str, msgspec.Meta(max_length=MAX_DOCUMENT)]


class CheckedOntology(msgspec.Struct, kw_only=True):
    """The tree a document says, and everything that is wrong with it.

    A tree with an error among its issues cannot be stored. `labelbox` is the tree as Labelbox spells it,
    without what Labelbox has no word for.
    """

    ontology: Ontology
    issues: list[Issue]
    labelbox: dict[str, Any]


def check_ontology(call: Call[OntologyDocument, None]) -> CheckedOntology:
    """Read and check a document."""
    given = call.body
    ontology, issues = read_ontology(given.document.encode(), given.name)
    told = {(issue.code, issue.where.pointer) for issue in issues}
    found = [*issues, *(one for one in checked(ontology) if (one.code, one.where.pointer) not in told)]
    ontology.name = ontology.name or given.name
    return CheckedOntology(ontology=shown_ontology(ontology), issues=found, labelbox=write_ontology(ontology))


_CHECKED = {
    "ontology": {**EXAMPLE_NEW, "id": "", "media_type": "image", "version": 1, "ext": {}},
    "issues": [],
    "labelbox": {"tools": [{"tool": "rectangle", "name": "car"}], "classifications": []},
}

ROUTES = [
    Route(
        method="POST",
        path=f"{API}/ontologies/check",
        name="check_ontology",
        summary="Read an ontology of any form and tell what is wrong with it",
        access=SIGNED_IN,
        handler=check_ontology,
        request=OntologyDocument,
        response=CheckedOntology,
        description="Nothing is stored. Pointers of the issues lead to the place in the tree.",
        example=Example(
            {"name": "traffic", "document": '{"features": [{"name": "car", "kind": "box"}]}'}, _CHECKED
        ),
    ),
]
