"""The page docs/compat/labelbox.md: what of the official package is served, by method and by operation.

Made from the list of what its methods ask for (official_operations.json), the schema of the facade and its
tables of refusals and paths, so that it cannot say more than the server does. What a method does otherwise
although all it asks for is there, is in compat_notes.py.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from graphql import GraphQLObjectType, GraphQLSchema, build_schema, get_named_type

from postil.facades.labelbox.graph import sdl
from postil.facades.labelbox.refused import REFUSED
from postil.facades.labelbox.table import PATHS
from scripts.compat_notes import CLOSED, NOTES

LISTED = Path(__file__).with_name("official_operations.json")
LATER = "not served yet"
STATES = ("supported", "partial", "refused")
ROOTS = {"Query": "query_type", "Mutation": "mutation_type"}


class Listed(NamedTuple):
    """What the package asks for: class -> method -> operations."""

    version: str
    methods: dict[str, dict[str, list[str]]]


class Verdict(NamedTuple):
    """Whether a method or operation is supported, partial or refused, and what there is to say of it."""

    state: str
    remark: str = ""


class Facade(NamedTuple):
    """What the facade has: its schema, root fields with the reason they are refused, and its paths."""

    schema: GraphQLSchema
    refused: Mapping[str, str]
    paths: Iterable[str]


def compat_page() -> str:
    """Return the whole page."""
    facade = Facade(build_schema(sdl()), REFUSED, PATHS)
    return page(listed(), facade, NOTES)


def listed() -> Listed:
    """Read the list."""
    return Listed(**json.loads(LISTED.read_text(encoding="utf-8")))


def page(found: Listed, facade: Facade, notes: Mapping[str, str]) -> str:
    """Return the page about a list and a facade; `notes` say what methods do otherwise."""
    verdicts = {
        f"{kind}.{method}": verdict(f"{kind}.{method}", asked, facade, notes)
        for kind, methods in found.methods.items()
        for method, asked in methods.items()
        if asked
    }
    operations = sorted(
        {one for methods in found.methods.values() for asked in methods.values() for one in asked}
    )
    told = {one: operation_verdict(one, facade) for one in operations}
    parts = [
        "# The official labelbox package: what is served",
        "",
        f"Of version {found.version} every method that asks a server for something is listed, with what it",
        "asks for itself or through what it calls. *Supported*: all of that is served. *Partial*: it runs,",
        "and the remark says what is missing or different. *Refused*: it ends in an error of the package;",
        "the remark says why. Methods that ask for nothing work as they are, and so do annotation types.",
        "[Moving from Labelbox](../how-to/move-from-labelbox.md) says how to point the package here.",
        "",
        *_table(["", *STATES], [_counted("methods", verdicts), _counted("operations", told)]),
        "",
        "## Methods",
        "",
    ]
    for kind, methods in found.methods.items():
        rows = [(f"`{method}`", *verdicts[f"{kind}.{method}"]) for method, asked in methods.items() if asked]
        parts += [f"### {kind}", "", *_table(["Method", "State", "Remark"], rows), ""]
    parts += [
        "## Operations",
        "",
        "Root fields of GraphQL, fields below them that do or find something, and paths.",
        "",
        *_table(["Operation", "State", "Remark"], [(f"`{one}`", *told[one]) for one in operations]),
        "",
    ]
    return "\n".join(parts)


def verdict(name: str, asked: Iterable[str], facade: Facade, notes: Mapping[str, str]) -> Verdict:
    """Say how it is with a method that asks for operations."""
    if name in CLOSED:
        return Verdict("refused", CLOSED[name])
    missing = {one: told for one in asked if (told := operation_verdict(one, facade)).state != "supported"}
    if not missing:
        return Verdict("partial", notes[name]) if name in notes else Verdict("supported")
    remark = notes.get(name) or "; ".join(_remarks(missing))
    is_partial = name in notes or not any(one in missing for one in _main(asked))
    return Verdict("partial" if is_partial else "refused", remark)


def _remarks(missing: Mapping[str, Verdict]) -> Iterator[str]:
    """Say what is missing, by reason, without what is below something missing."""
    reasons: dict[str, list[str]] = {}
    for one, told in sorted(missing.items()):
        if one.rpartition(".")[0] not in missing:
            reasons.setdefault(told.remark, []).append(f"`{short(one)}`")
    yield from (f"{', '.join(names)}: {reason}" for reason, names in reasons.items())


def _main(asked: Iterable[str]) -> list[str]:
    """Return the operations a method is for: changes, and if it makes none, all that it reads."""
    changes = [one for one in asked if not one.startswith(("Query.", "GET "))]
    return changes or list(asked)


def operation_verdict(name: str, facade: Facade) -> Verdict:
    """Say how it is with one operation."""
    if " " in name:
        served = {re.sub(r"\{\w+\}", "{}", path) for path in facade.paths}
        return Verdict("supported") if name in served else Verdict("refused", LATER)
    root, *fields = name.split(".")
    kind: object = getattr(facade.schema, ROOTS[root])
    for place, field in enumerate(fields):
        if place == 0 and field in facade.refused:
            return Verdict("refused", facade.refused[field])
        known = kind.fields.get(field) if isinstance(kind, GraphQLObjectType) else None
        if known is None:
            return Verdict("refused", LATER)
        kind = get_named_type(known.type)
    return Verdict("supported")


def short(operation: str) -> str:
    """Return an operation without the word that says what kind of root field it is."""
    return re.sub(r"^(Query|Mutation)\.", "", operation)


def _counted(about: str, verdicts: Mapping[str, Verdict]) -> list[str]:
    states = [told.state for told in verdicts.values()]
    return [about, *(f"{states.count(state):,}" for state in STATES)]


def _table(head: list[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|---" * len(head) + "|"
    for row in rows:
        yield f"| {' | '.join(row)} |".replace("|  |", "| |")
