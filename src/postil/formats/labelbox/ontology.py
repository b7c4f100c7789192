"""Normalized Labelbox ontologies: the JSON of tools and classifications, to our feature tree and back."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from postil.formats.labelbox.features import (
    TOOLS,
    TYPES,
    default_spelling,
    forget,
    recall,
    remember,
    schema_id,
    spell_classification,
    spell_option,
    spell_tool,
)
from postil.formats.labelbox.reading import EXT, quoted, short
from postil.formats.source import type_name
from postil.model.issue import Issue, Loss, Where
from postil.model.ontology import TOOL_KINDS, Feature, FeatureKind, Ontology

_NEEDS_OPTIONS = ("radio", "checklist")


def read_ontology(
    document: bytes | dict[str, Any], *, name: str = "", media_type: str = "image"
) -> tuple[Ontology, list[Issue]]:
    """Return the ontology and what is wrong with the document (ONT007 … ONT010); never raises for content.

    What cannot be read is left out; an ontology with errors must not be used.
    """
    reader = _Reader()
    tree = reader.parse(document)
    try:
        features = reader.read(tree)
    except RecursionError:
        reader.report("ONT007", "the ontology is nested too deeply to be read", "give fewer levels", "")
        features = []
    ontology = Ontology(name, features, media_type)
    extra = {key: value for key, value in tree.items() if key not in ("tools", "classifications")}
    if extra:
        ontology.ext = {EXT: extra}
    return ontology, reader.issues


def write_ontology(ontology: Ontology, losses: Callable[[Loss], None] | None = None) -> dict[str, Any]:
    """Return the normalized document; features that Labelbox has no tool for are reported and left out."""
    tools: list[dict[str, Any]] = []
    classifications: list[dict[str, Any]] = []
    ids = {feature.name: schema_id(feature) for feature in ontology.features}
    for feature in ontology.features:
        is_tool = feature.kind in TOOL_KINDS or feature.kind == "relationship"
        spelled = _spell_tool(feature, ids) if is_tool else _spell_question(feature, is_top=True)
        if spelled is not None:
            (tools if is_tool else classifications).append(spelled)
        elif losses is not None:
            losses(Loss("LOS003", f"Labelbox has no {feature.kind}", example=feature.name))
    extra = ontology.ext.get(EXT, {})
    return {"tools": tools, "classifications": classifications, **extra}


class _Reader:
    def __init__(self) -> None:
        self.issues: list[Issue] = []

    def report(self, code: str, message: str, hint: str, pointer: str, got: Any = None) -> None:
        self.issues.append(Issue(code, message, hint, got=short(got), where=Where(pointer=pointer)))

    def parse(self, document: bytes | dict[str, Any]) -> dict[str, Any]:
        tree: Any = document
        if isinstance(document, bytes):
            try:
                tree = msgspec.json.decode(document.removeprefix(b"\xef\xbb\xbf"))
            except (msgspec.DecodeError, ValueError, RecursionError) as error:
                self.report("ONT007", f"the ontology is not valid JSON: {error}", "give one JSON object", "")
                return {}
        if not isinstance(tree, dict):
            hint = "give an object with tools and classifications"
            self.report("ONT007", f"the ontology is {type_name(tree)}, must be an object", hint, "")
            return {}
        return tree

    def read(self, tree: dict[str, Any]) -> list[Feature]:
        tools = self._nodes(tree, "tools", "", self._tool)
        constraints = self._constraints(tree, tools)
        ids = {feature.name: schema_id(feature) for feature in tools}
        for feature in tools:
            feature.constraints = constraints.get(feature.name, [])
            forget(feature, "definition", _definition(feature, ids))
        questions = self._nodes(tree, "classifications", "", self._top_question)
        prompts = [feature for feature in questions if feature.kind == "prompt"]
        if len(prompts) > 1:
            names = ", ".join(repr(feature.name) for feature in prompts)
            hint = "keep one classification of type prompt"
            self.report(
                "ONT010", f"the ontology has {len(prompts)} prompts ({names})", hint, "/classifications"
            )
        return [*tools, *questions]

    def _nodes(
        self, parent: dict[str, Any], key: str, pointer: str, read: Callable[[Any, str], Feature | None]
    ) -> list[Feature]:
        """Read a list of nodes; report what is no node, and names given twice (ONT008)."""
        nodes = parent.get(key)
        here = f"{pointer}/{key}"
        if nodes is None:
            return []
        if not isinstance(nodes, list):
            self.report("ONT007", f"{key} is {type_name(nodes)}, must be a list", "give a list", here, nodes)
            return []
        found: list[Feature] = []
        seen: set[str] = set()
        for index, node in enumerate(nodes):
            place = f"{here}/{index}"
            if not isinstance(node, dict):
                hint = "give an object"
                self.report("ONT007", f"entry is {type_name(node)}, must be an object", hint, place, node)
            elif (feature := read(node, place)) is not None:
                if feature.name in seen:
                    hint = "give every sibling a name of its own"
                    self.report("ONT008", f"{quoted(feature.name)} is given twice", hint, place, feature.name)
                seen.add(feature.name)
                found.append(feature)
        return found

    def _tool(self, node: dict[str, Any], pointer: str) -> Feature | None:
        feature = self._feature(node, pointer, "tool", TOOLS)
        if feature is None:
            return None
        color = node.get("color")
        feature.color = color if isinstance(color, str) else None
        feature.children = self._nodes(node, "classifications", pointer, self._question)
        remember(feature, node, spell_tool(feature, _tool_name(feature) or ""))
        return feature

    def _question(self, node: dict[str, Any], pointer: str, *, is_top: bool = False) -> Feature | None:
        feature = self._feature(node, pointer, "type", TYPES)
        if feature is None:
            return None
        feature.title = _title(node.get("instructions"), feature.name)
        feature.min_characters = _whole(node.get("minCharacters"))
        feature.max_characters = _whole(node.get("maxCharacters"))
        if is_top and node.get("scope") == "index":
            feature.scope = "index"
        feature.children = self._nodes(node, "options", pointer, self._option)
        if feature.kind in _NEEDS_OPTIONS and not feature.children:
            message = f"classification {quoted(feature.name)} has no options"
            self.report("ONT009", message, "give at least one option", f"{pointer}/options")
        type_ = default_spelling(feature.kind, TYPES) or ""
        remember(feature, node, spell_classification(feature, type_, is_top=is_top))
        return feature

    def _top_question(self, node: dict[str, Any], pointer: str) -> Feature | None:
        return self._question(node, pointer, is_top=True)

    def _option(self, node: dict[str, Any], pointer: str) -> Feature | None:
        name = self._name(node, "value" if "value" in node else "label", pointer)
        if name is None:
            return None
        feature = Feature(name, "option", alias=_alias(node), title=_title(node.get("label"), name))
        feature.children = self._nodes(node, "options", pointer, self._question)
        remember(feature, node, spell_option(feature))
        return feature

    def _feature(
        self, node: dict[str, Any], pointer: str, key: str, kinds: dict[str, FeatureKind]
    ) -> Feature | None:
        name = self._name(node, "name" if "name" in node else "instructions", pointer)
        spelled = node.get(key)
        kind = kinds.get(spelled) if isinstance(spelled, str) else None
        if kind is None:
            message, hint = (
                f"{key} is {quoted(spelled)}, which is not known",
                f"use one of {', '.join(kinds)}",
            )
            self.report("ONT007", message, hint, f"{pointer}/{key}", spelled)
        if name is None or kind is None:
            return None
        return Feature(name, kind, is_required=node.get("required") is True, alias=_alias(node))

    def _name(self, node: dict[str, Any], key: str, pointer: str) -> str | None:
        name = node.get(key)
        if isinstance(name, str) and name:
            return name
        message = f"{key} is {quoted(name)}, must be text" if key in node else f"{key} is missing"
        self.report("ONT007", message, "give every feature a name", f"{pointer}/{key}", name)
        return None

    def _constraints(self, tree: dict[str, Any], tools: list[Feature]) -> dict[str, list[tuple[str, str]]]:
        """Read which features relationships may join; the document names them by id."""
        names = {feature.alias: feature.name for feature in tools if feature.alias is not None}
        found: dict[str, list[tuple[str, str]]] = {}
        nodes = tree.get("tools")
        for index, node in enumerate(nodes if isinstance(nodes, list) else []):
            pairs = _pairs(node)
            name = node.get("name") if pairs else None
            if not isinstance(name, str):
                continue
            unknown = [end for pair in pairs for end in pair if end not in names]
            if unknown:
                message = f"constraint names {quoted(unknown[0])}, which is no tool of this ontology"
                here = f"/tools/{index}/definition/constraints"
                self.report("ONT007", message, "use featureSchemaId of the tools", here, unknown)
            found[name] = [(names[a], names[b]) for a, b in pairs if a in names and b in names]
        return found


def _pairs(node: Any) -> list[tuple[str, str]]:
    definition = node.get("definition") if isinstance(node, dict) else None
    pairs = definition.get("constraints") if isinstance(definition, dict) else None
    if not isinstance(pairs, list):
        return []
    return [(pair[0], pair[1]) for pair in pairs if _is_pair(pair)]


def _is_pair(pair: Any) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(end, str) for end in pair)


def _alias(node: dict[str, Any]) -> str | None:
    alias = node.get("featureSchemaId")
    return alias if isinstance(alias, str) else None


def _title(title: Any, name: str) -> str | None:
    return title if isinstance(title, str) and title != name else None


def _whole(value: Any) -> int | None:
    return value if type(value) is int else None


def _tool_name(feature: Feature) -> str | None:
    return default_spelling(feature.kind, TOOLS)


def _spell_tool(feature: Feature, ids: dict[str, str | None]) -> dict[str, Any] | None:
    tool = _tool_name(feature)
    if tool is None:
        return None
    spelled = spell_tool(feature, tool)
    if feature.constraints:
        spelled["definition"] = _definition(feature, ids)
    spelled = recall(feature, spelled)
    return _with_children(spelled, "classifications", map(_spell_nested, feature.children))


def _definition(feature: Feature, ids: dict[str, str | None]) -> dict[str, Any]:
    return {"constraints": [[ids.get(source), ids.get(target)] for source, target in feature.constraints]}


def _spell_nested(feature: Feature) -> dict[str, Any] | None:
    return _spell_question(feature, is_top=False)


def _spell_question(feature: Feature, *, is_top: bool) -> dict[str, Any] | None:
    type_ = default_spelling(feature.kind, TYPES)
    if type_ is None:
        return None
    spelled = recall(feature, spell_classification(feature, type_, is_top=is_top))
    return _with_children(spelled, "options", map(_spell_option, feature.children))


def _spell_option(feature: Feature) -> dict[str, Any]:
    spelled = recall(feature, spell_option(feature))
    return _with_children(spelled, "options", map(_spell_nested, feature.children))


def _with_children(
    spelled: dict[str, Any], key: str, children: Iterable[dict[str, Any] | None]
) -> dict[str, Any]:
    found = [child for child in children if child is not None]
    if found or key in spelled:
        spelled[key] = found
    return spelled
