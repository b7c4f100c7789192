"""Snippets: how to import into a project, as programs that run as they are."""

from typing import Annotated, Any, Literal

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import at_least
from postil.facades.native.scope import project_in_path
from postil.model.ontology import FeatureKind
from postil.services.snippets.program import ProgramKind


class SnippetQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What is to be imported, and of which feature; of all when absent."""

    purpose: Literal["pre_label", "ground_truth"] = "pre_label"
    feature: Annotated[str, msgspec.Meta(min_length=1)] | None = None


class SnippetFeature(msgspec.Struct, kw_only=True):
    """A feature at the top of the ontology; `why_not` says why the programs leave it out, null when not."""

    name: str
    kind: FeatureKind
    format: str
    why_not: str | None


class Snippet(msgspec.Struct, kw_only=True):
    """A payload and the code that imports it; one behind the other they run.

    `file` is the name the payload is to be saved under, where it is no code itself. Programs over HTTP take
    the key from the variable POSTIL_KEY.
    """

    kind: ProgramKind
    format: str
    payload: str
    code: str
    file: str | None


class Snippets(msgspec.Struct, kw_only=True):
    """Programs filled with what the project has. Without `has_row` the global key is made up."""

    purpose: Literal["pre_label", "ground_truth"]
    global_key: str
    has_row: bool
    features: list[SnippetFeature]
    snippets: list[Snippet]


def get_snippets(call: Call[None, SnippetQuery]) -> Snippets:
    """Write the programs."""
    asked = call.query
    found = call.services.snippets.get_snippets(
        call.uid, purpose=asked.purpose, url=call.url, feature=asked.feature
    )
    return Snippets(
        purpose=asked.purpose,
        global_key=found.global_key,
        has_row=found.has_row,
        features=[
            SnippetFeature(name=one.name, kind=one.kind, format=one.format, why_not=one.why_not or None)
            for one in found.samples
        ],
        snippets=[
            Snippet(
                kind=one.kind, format=one.format, payload=one.payload, code=one.code, file=one.file or None
            )
            for one in found.programs
        ],
    )


_ROWS = '{"dataRow": {"globalKey": "kobe.jpg"}, "name": "car", "point": {"x": 80, "y": 60}}\n'
_SNIPPETS: dict[str, Any] = {
    "purpose": "pre_label",
    "global_key": "kobe.jpg",
    "has_row": True,
    "features": [
        {"name": "car", "kind": "point", "format": "labelbox", "why_not": None},
        {"name": "fleet", "kind": "radio", "format": "labelbox", "why_not": "it has no options yet"},
    ],
    "snippets": [
        {
            "kind": "cli",
            "format": "labelbox",
            "payload": f"cat > rows.ndjson <<'END'\n{_ROWS}END\n",
            "code": "postil import rows.ndjson --project 0190a000-0000-7000-8000-000000000030\n",
            "file": None,
        }
    ],
}

ROUTES = [
    Route(
        method="GET",
        path=f"{API}/projects/{{uid}}/snippets",
        name="get_snippets",
        summary="List programs that import into a project, with its own names",
        access=at_least("viewer", project_in_path),
        handler=get_snippets,
        query=SnippetQuery,
        response=Snippets,
        description=(
            "In Python types, as rows of a file, for a shell, and over HTTP: each imports one annotation for "
            "every feature of the ontology that such rows can say, on a data row of the project."
        ),
        example=Example(response=_SNIPPETS),
    ),
]
