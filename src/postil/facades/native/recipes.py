"""Recipes: how the names of a source become features of the ontology. Every change makes a version."""

from datetime import datetime
from typing import Annotated, Any

import msgspec

from postil.facades.native.call import Call, Tagged
from postil.facades.native.errors import InputError
from postil.facades.native.ontologies import Feature, model_feature
from postil.facades.native.page import Number, Page, PageQuery, next_after
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import at_least
from postil.facades.native.scope import project_in_path, project_of_recipe
from postil.formats.recipe_document import convert_recipe
from postil.formats.recipe_text import write_recipe
from postil.model.issue import Issue
from postil.model.ontology import FeatureKind
from postil.model.recipe import Recipe as ModelRecipe
from postil.ports.recipes import StoredRecipe
from postil.services.instant import moment
from postil.services.projects.recipes import Suggestion as Found

RecipeName = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Rules = Annotated[
    dict[str, Any],
    msgspec.Meta(
        description=(
            "Rules by the name of the source: the name it maps to, or an object of `to`, `ignore`, `create` "
            "(the kind of feature to be made) and `children` (rules for what is below it). `label` beside "
            "`to` makes of a feature that label of a control, `feature` of a label a feature of its own."
        )
    ),
]


class Recipe(msgspec.Struct, kw_only=True):
    """A recipe at one version; `author` is the email of who saved it, `text` the same rules as TOML."""

    id: str
    name: str
    version: int
    features: Rules
    text: str
    author: str | None
    created_at: datetime


class NewRecipe(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Rules to be saved under a name, as the next version of the recipe of that name."""

    name: RecipeName
    features: Rules


class RecipeVersionQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which version; the newest when absent."""

    version: Number | None = None


class NamesSeen(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What a source was made with: an import of the project, whose input is looked at, or the features."""

    imported: str | None = None
    features: list[Feature] = []


class UnknownName(msgspec.Struct, kw_only=True):
    """A name the ontology lacks, by its place from the top; `near` is the feature most like it, or null."""

    place: list[str]
    kind: FeatureKind
    near: str | None


class KnownBy(msgspec.Struct, kw_only=True):
    """A saved recipe that has rules for some of the unknown names."""

    id: str
    name: str
    version: int
    known: int


class Suggestion(msgspec.Struct, kw_only=True):
    """What the names most likely mean.

    `features` are the rules for those with a near match; `text` is the same as TOML, with the others as
    comments to be decided about. `saved` names recipes of the project that know some, the best one first.
    """

    unknown: list[UnknownName]
    features: Rules
    text: str
    saved: list[KnownBy]


def create_recipe(call: Call[NewRecipe, None]) -> Recipe:
    """Save a version."""
    recipe, issues = convert_recipe({"features": call.body.features})
    issues = issues or call.services.recipes.check(call.uid, recipe)
    if issues:
        raise _refused(issues)
    return _recipe(call.services.recipes.save(call.uid, call.body.name, recipe, call.user))


def list_recipes(call: Call[None, PageQuery]) -> Page[Recipe]:
    """List recipes."""
    part = call.query
    found = call.services.recipes.list_recipes(call.uid, after_id=part.after, limit=part.limit)
    return Page(items=[_recipe(one) for one in found], next=next_after(found, part.limit))


def get_recipe(call: Call[None, RecipeVersionQuery]) -> Tagged:
    """Return a recipe."""
    stored = call.services.recipes.get(call.uid, call.query.version)
    return Tagged(_recipe(stored), stored.version)


def list_recipe_versions(call: Call[None, PageQuery]) -> Page[Recipe]:
    """List the versions of a recipe."""
    part = call.query
    found = call.services.recipes.versions(call.uid, before=part.after or None, limit=part.limit)
    following = found[-1].version if len(found) == part.limit else None
    return Page(items=[_recipe(one) for one in found], next=following)


def suggest_recipe(call: Call[NamesSeen, None]) -> Suggestion:
    """Say what names most likely mean."""
    asked = call.body
    seen = [model_feature(feature) for feature in asked.features]
    if asked.imported is not None:
        seen += call.services.imports.features(asked.imported, call.uid)
    return shown_suggestion(call.services.recipes.suggest(call.uid, seen))


def _refused(issues: list[Issue]) -> InputError:
    first = issues[0]
    return InputError(first.message, code=first.code, hint=first.hint, issues=issues)


def _recipe(stored: StoredRecipe) -> Recipe:
    return Recipe(
        id=stored.uid,
        name=stored.name,
        version=stored.version,
        features=_rules(stored.recipe),
        text=write_recipe(stored.recipe),
        author=stored.author_email,
        created_at=moment(stored.created_at),
    )


def _rules(recipe: ModelRecipe) -> dict[str, Any]:
    return {name: msgspec.to_builtins(rule) for name, rule in recipe.features.items()}


def shown_suggestion(found: Found) -> Suggestion:
    """Spell a suggestion."""
    undecided = {tuple(one.place): one.otherwise for one in found.unknown if one.near is None}
    return Suggestion(
        unknown=[UnknownName(place=one.place, kind=one.kind, near=one.near) for one in found.unknown],
        features=_rules(found.recipe),
        text=write_recipe(found.recipe, undecided),
        saved=[
            KnownBy(id=one.saved.uid, name=one.saved.name, version=one.saved.version, known=one.known)
            for one in found.saved
        ],
    )


_FEATURES = {"Car": {"to": "car"}, "tree": {"ignore": True}}
_RECIPE = {
    "id": "0190a000-0000-7000-8000-000000000060",
    "name": "detector",
    "version": 1,
    "features": _FEATURES,
    "text": '[features]\nCar = "car"\ntree = { ignore = true }\n',
    "author": "ada@example.org",
    "created_at": "2026-01-05T09:30:00Z",
}
_PROJECT, _ONE = f"{API}/projects/{{uid}}/recipes", f"{API}/recipes/{{uid}}"
_PAGE = {"items": [_RECIPE], "next": None}

ROUTES = [
    Route(
        method="GET",
        path=_PROJECT,
        name="list_recipes",
        summary="List the recipes of a project at their newest version, oldest first",
        access=at_least("viewer", project_in_path),
        handler=list_recipes,
        query=PageQuery,
        response=Page[Recipe],
        example=Example(response=_PAGE),
    ),
    Route(
        method="POST",
        path=_PROJECT,
        name="create_recipe",
        summary="Save a recipe, or the next version of one",
        access=at_least("manager", project_in_path),
        handler=create_recipe,
        request=NewRecipe,
        response=Recipe,
        status=201,
        description=(
            "Rules that lead nowhere are refused, each with the place of the rule. The same rules again are "
            "the version that exists. What a recipe creates is created by the imports that use it."
        ),
        example=Example({"name": "detector", "features": {"Car": "car", "tree": {"ignore": True}}}, _RECIPE),
    ),
    Route(
        method="POST",
        path=f"{_PROJECT}/suggest",
        name="suggest_recipe",
        summary="Suggest what the names of a source mean",
        access=at_least("manager", project_in_path),
        handler=suggest_recipe,
        request=NamesSeen,
        response=Suggestion,
        description="Nothing is saved. Of an import the first 64 MiB of its input are looked at.",
        example=Example(
            {"features": [{"name": "Car", "kind": "box"}, {"name": "lamp", "kind": "box"}]},
            {
                "unknown": [
                    {"place": ["Car"], "kind": "box", "near": "car"},
                    {"place": ["lamp"], "kind": "box", "near": None},
                ],
                "features": {"Car": {"to": "car"}},
                "text": '[features]\nCar = "car"\n',
                "saved": [{"id": _RECIPE["id"], "name": "detector", "version": 1, "known": 1}],
            },
        ),
    ),
    Route(
        method="GET",
        path=_ONE,
        name="get_recipe",
        summary="Get a recipe",
        access=at_least("viewer", project_of_recipe),
        handler=get_recipe,
        etag=True,
        query=RecipeVersionQuery,
        response=Recipe,
        example=Example(response=_RECIPE),
    ),
    Route(
        method="GET",
        path=f"{_ONE}/versions",
        name="list_recipe_versions",
        summary="List the versions of a recipe, newest first",
        access=at_least("viewer", project_of_recipe),
        handler=list_recipe_versions,
        query=PageQuery,
        response=Page[Recipe],
        example=Example(response=_PAGE),
    ),
]
