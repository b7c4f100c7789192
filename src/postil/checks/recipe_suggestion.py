"""Recipe suggestion: what the names of a source most likely mean in an ontology that does not have them."""

from collections.abc import Iterator, Sequence

import msgspec

from postil.checks.suggestion import Suggester, fold
from postil.model.ontology import CLASSIFICATION_KINDS, TOOL_KINDS, Feature, FeatureKind, Ontology
from postil.model.recipe import Place, Recipe, Rule

_ALIKE = (frozenset({"radio", "checklist", "taxonomy"}), frozenset({"text", "number", "rating", "datetime"}))


class Unknown(msgspec.Struct, kw_only=True):
    """A name of the source that the ontology does not have.

    `near` is the feature of the same kind that is spelled most like it, or else the one with most of the same
    options or labels; None when there is neither. `rule` maps to it, `otherwise` would make a feature of it.
    """

    place: list[str]
    kind: FeatureKind
    near: str | None = None
    rule: Rule | None = None

    @property
    def otherwise(self) -> Rule:
        """Return the rule that adds the name to the ontology."""
        is_label_of_nothing = len(self.place) > 1 and self.kind in TOOL_KINDS
        return Rule(feature=self.place[-1] if is_label_of_nothing else None, create=self.kind)


def unknown_names(seen: Sequence[Feature], ontology: Ontology) -> list[Unknown]:
    """Return the names a source uses and the ontology lacks, parents first.

    Args:
        seen: The features a source was made with, as inference finds them.
        ontology: The ontology it is to be imported with.
    """
    return list(_Search(ontology).unknown(seen, [ontology.features], ()))


def suggest_recipe(unknown: Sequence[Unknown]) -> Recipe:
    """Return the rules for the names that have a near match; the others are left to a person."""
    recipe = Recipe()
    for one in unknown:
        if one.rule is None:
            continue
        rules = recipe.features
        for name in one.place[:-1]:
            rules = rules.setdefault(name, Rule(children={})).children
        known = rules.setdefault(one.place[-1], Rule(children={}))
        known.to, known.label, known.feature = one.rule.to, one.rule.label, one.rule.feature
    return recipe


class _Search:
    """Walks what a source uses beside what an ontology has."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._suggesters: dict[tuple[str, ...], Suggester] = {}

    def unknown(
        self, seen: Sequence[Feature], levels: Sequence[Sequence[Feature]], above: Place
    ) -> Iterator[Unknown]:
        for feature in seen:
            place = (*above, feature.name)
            rivals = [one for level in levels for one in level if _is_alike(feature.kind, one.kind)]
            match = _named(feature.name, rivals)
            if match is None:
                near = self._near(feature.name, rivals) or _with_the_same(feature.children, rivals)
                across = [] if near is not None or above else self._across(feature)
                rule = Rule(to=near) if near is not None else None
                yield from across or [Unknown(place=list(place), kind=feature.kind, near=near, rule=rule)]
                match = _named(near, rivals)
            if match is not None and feature.children:
                yield from self.unknown(feature.children, self._below(match), place)

    def _across(self, feature: Feature) -> list[Unknown]:
        """Look for labels that are features of the ontology, or for a feature that is one of its labels."""
        tools = [one for one in self._ontology.features if one.kind in TOOL_KINDS]
        tools = [tool for tool in tools if _is_alike(feature.kind, tool.kind)]
        found = []
        for label in _labels(feature):
            near = self._near(label.name, tools)
            rule = Rule(feature=near) if near is not None else None
            place = [feature.name, label.name]
            found.append(Unknown(place=place, kind=feature.kind, near=near, rule=rule))
        if any(one.near is not None for one in found):
            return found
        for tool in tools:
            near = self._near(feature.name, _labels(tool))
            if near is not None:
                rule = Rule(to=tool.name, label=near)
                return [
                    Unknown(place=[feature.name], kind=feature.kind, near=f"{tool.name} / {near}", rule=rule)
                ]
        return []

    def _near(self, name: str, rivals: Sequence[Feature]) -> str | None:
        names = tuple(one.name for one in rivals)
        # A suggester stops searching after some hundred names: a file of wrong names stays fast.
        return self._suggesters.setdefault(names, Suggester(names)).suggest(name)

    def _below(self, feature: Feature) -> list[list[Feature]]:
        """Return where to look for what is below: there first, then where flat sources find it."""
        top = self._ontology.features
        levels = [feature.children]
        if feature.kind in TOOL_KINDS and not _labels(feature):
            levels.append([child for tool in top for child in _labels(tool)])
        return [*levels, [one for one in top if one.kind in CLASSIFICATION_KINDS]]


def _with_the_same(children: Sequence[Feature], rivals: Sequence[Feature]) -> str | None:
    """Return the name of the rival that has most of the same children, if it has more than half of them."""
    names = {fold(child.name) for child in children}
    best, best_count = None, len(names) // 2
    for rival in rivals:
        count = len(names & {fold(child.name) for child in rival.children})
        if count > best_count:
            best, best_count = rival.name, count
    return best


def _labels(tool: Feature) -> list[Feature]:
    return [child for child in tool.children if child.kind == "label"]


def _named(name: str | None, features: Sequence[Feature]) -> Feature | None:
    return next((one for one in features if one.name == name), None)


def _is_alike(seen: str, known: str) -> bool:
    """Say whether what was used as one kind may be meant for a feature of the other."""
    if seen == known or any({seen, known} <= kinds for kinds in _ALIKE):
        return True
    if known == "region":
        return seen in TOOL_KINDS
    return seen == "region" and known in TOOL_KINDS
