"""Recipes, as the client sees them, and what one makes of the names found in a file."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec

from postil.errors import NotFoundError
from postil.formats.inference import Inferred
from postil.formats.recipe_document import convert_recipe
from postil.model.ontology import Feature
from postil.model.recipe import Recipe as Rules
from postil.model.recipe import Rule
from postil.sdk.connection import API, Connection
from postil.sdk.ontologies import spell_feature


class Recipe(msgspec.Struct, kw_only=True):
    """A recipe of a project at one version; `text` is TOML."""

    id: str
    name: str
    version: int
    features: dict[str, Any]
    text: str
    author: str | None = None
    created_at: datetime

    @property
    def rules(self) -> Rules:
        """Return the rules; the server has checked that they can be read."""
        return convert_recipe({"features": self.features})[0]


class UnknownName(msgspec.Struct, kw_only=True):
    """A name the ontology lacks, by its place from the top, and the feature most like it."""

    place: list[str]
    kind: str
    near: str | None = None


class KnownBy(msgspec.Struct, kw_only=True):
    """A saved recipe that has rules for some of the unknown names."""

    id: str
    name: str
    version: int
    known: int


class Suggestion(msgspec.Struct, kw_only=True):
    """What the names of a source most likely mean; `text` is a recipe to start from."""

    unknown: list[UnknownName]
    text: str
    saved: list[KnownBy]


class Recipes:
    """Save, find and suggest recipes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, project: str, name: str, rules: Rules) -> Recipe:
        """Store the next version; one that says the same as the newest is that version."""
        body = {"name": name, "features": msgspec.to_builtins(rules.features)}
        return self._connection.send("POST", f"{API}/projects/{project}/recipes", Recipe, body)

    def list(self, project: str) -> Iterator[Recipe]:
        """Yield the recipes of a project at their newest version, oldest first."""
        return self._connection.pages(f"{API}/projects/{project}/recipes", Recipe, {"limit": 100})

    def named(self, project: str, name: str) -> Recipe:
        """Return the newest version of the recipe of that name.

        Raises:
            NotFoundError: The project has none.
        """
        saved = list(self.list(project))
        for recipe in saved:
            if recipe.name == name:
                return recipe
        names = ", ".join(f"@{recipe.name}" for recipe in saved[:5])
        hint = f"there are {names}" if names else "none is saved yet: give --map a file"
        raise NotFoundError(f"the project has no recipe {name!r}", hint=hint)

    def suggest(self, project: str, seen: Sequence[Feature]) -> Suggestion:
        """Ask what the features a file was made with mean in the project's ontology."""
        body = {"features": [spell_feature(feature) for feature in seen]}
        return self._connection.send("POST", f"{API}/projects/{project}/recipes/suggest", Suggestion, body)


def mapped(inferred: Inferred, rules: Rules) -> Inferred:
    """Return what inference found, under the names a recipe gives to top-level features."""
    counts: dict[str, int] = {}
    for name, count in inferred.counts.items():
        rule = rules.features.get(name)
        if rule is None or not rule.ignore:
            to = name if rule is None or rule.to is None else rule.to
            counts[to] = counts.get(to, 0) + count
    features: dict[str, Feature] = {}
    for feature in inferred.seen:
        if feature.name in rules.features or feature.name not in inferred.misspelt:
            for one in _mapped(feature, rules.features.get(feature.name, Rule())):
                features.setdefault(one.name, one)
    misspelt = {name: near for name, near in inferred.misspelt.items() if name not in rules.features}
    tree = msgspec.structs.replace(inferred.ontology, features=list(features.values()))
    return Inferred(ontology=tree, counts=counts, misspelt=misspelt, nameless=inferred.nameless)


def _mapped(feature: Feature, rule: Rule) -> Iterator[Feature]:
    """Yield what a rule makes of a feature: nothing, one, or those its labels stand for."""
    if rule.ignore:
        return
    away = {name for name, below in rule.children.items() if below.ignore or below.feature is not None}
    for name in away:
        stands_for = rule.children[name].feature
        if stands_for is not None:
            yield Feature(stands_for, feature.kind)
    left = [child for child in feature.children if child.name not in away]
    if left or not away:
        yield msgspec.structs.replace(
            feature, name=feature.name if rule.to is None else rule.to, children=left
        )
