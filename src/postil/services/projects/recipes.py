"""Recipes: how the names of a source become features, kept per project with every version."""

from collections.abc import Sequence

import msgspec

from postil.checks.recipe import added, extend
from postil.checks.recipe_suggestion import Unknown, suggest_recipe, unknown_names
from postil.errors import AccessError, NotFoundError, UsageError
from postil.model.issue import Issue
from postil.model.ontology import Feature, Ontology
from postil.model.recipe import Place, Recipe
from postil.ports.access import User
from postil.ports.clock import Clock
from postil.ports.projects import Project
from postil.ports.recipes import RecipePin, StoredRecipe
from postil.ports.store import Activity, Session, Store
from postil.services.instant import instant
from postil.services.projects.projects import project_of

MAX_NAME = 200
MOST_COMPARED = 100


class SavedMatch(msgspec.Struct, kw_only=True):
    """A recipe of the project that knows some of the names a source uses."""

    saved: StoredRecipe
    known: int


class Suggestion(msgspec.Struct, kw_only=True):
    """What unknown names most likely mean, and which saved recipes know them, the best one first."""

    unknown: list[Unknown]
    recipe: Recipe
    saved: list[SavedMatch]


class Recipes:
    """Save, get, list and suggest recipes. Saving makes a version; versions stay."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def check(self, project_uid: str, recipe: Recipe) -> list[Issue]:
        """Return what is wrong with a recipe for the project's ontology (ONT007 to ONT010, ONT015, ONT016).

        Raises:
            NotFoundError: No such project.
            UsageError: The project has no ontology.
        """
        with self._store.read() as session:
            return extend(ontology_for(session, project_of(session, project_uid)), recipe)[1]

    def save(self, project_uid: str, name: str, recipe: Recipe, actor: User) -> StoredRecipe:
        """Store the next version of a recipe; one that says the same as the newest is that version.

        Raises:
            NotFoundError: No such project.
            UsageError: The name is empty or too long, or the recipe does not fit the ontology.
        """
        if not name.strip() or len(name) > MAX_NAME:
            raise UsageError(
                f"a recipe cannot be named {name[:80]!r}",
                hint=f"give it a name of 1 to {MAX_NAME} characters",
            )
        at = instant(self._clock)
        with self._store.write() as session:
            project = project_of(session, project_uid)
            _accept(extend(ontology_for(session, project), recipe)[1])
            head = session.recipes.named(project.id, name)
            if head is not None and head.recipe == recipe:
                return head
            stored = session.recipes.append(project.id, name, recipe, actor.id, at)
            session.record(_activity(stored, actor, at))
        return stored

    def get(self, uid: str, version: int | None = None) -> StoredRecipe:
        """Return the newest version, or the one asked for.

        Raises:
            NotFoundError: No such recipe or version.
        """
        with self._store.read() as session:
            found = session.recipes.get(uid, version)
        if found is None:
            raise NotFoundError(f"no recipe {uid!r}", hint="list the recipes of the project")
        return found

    def list_recipes(self, project_uid: str, *, after_id: int = 0, limit: int = 100) -> list[StoredRecipe]:
        """List the recipes of a project at their newest version, oldest first."""
        with self._store.read() as session:
            project = project_of(session, project_uid)
            return session.recipes.list_recipes(project.id, after_id=after_id, limit=limit)

    def versions(self, uid: str, *, before: int | None = None, limit: int = 100) -> list[StoredRecipe]:
        """List the versions of a recipe, newest first."""
        found = self.get(uid)
        with self._store.read() as session:
            return session.recipes.versions(found.id, before=before, limit=limit)

    def suggest(self, project_uid: str, seen: Sequence[Feature]) -> Suggestion:
        """Say what the names of a source most likely mean in the project's ontology.

        Args:
            project_uid: The project.
            seen: The features the source was made with, as inference finds them.

        Raises:
            NotFoundError: No such project.
            UsageError: The project has no ontology.
        """
        with self._store.read() as session:
            project = project_of(session, project_uid)
            unknown = unknown_names(seen, ontology_for(session, project))
            saved = session.recipes.list_recipes(project.id, after_id=0, limit=MOST_COMPARED)
        return Suggestion(unknown=unknown, recipe=suggest_recipe(unknown), saved=_matches(unknown, saved))


def pin_recipe(session: Session, project: Project, name: str, version: int | None, actor: User) -> RecipePin:
    """Return the version of a recipe an import is to use; the newest when none is named.

    Args:
        session: The transaction at hand.
        project: Where the import goes.
        name: Name or id of the recipe.
        version: Which version.
        actor: Who imports; features are created for administrators only, as ontologies are edited by them.

    Raises:
        NotFoundError: The project has no such recipe or version.
        UsageError: It does not fit the ontology any more.
        AccessError: It creates features, and the actor may not.
    """
    found = session.recipes.named(project.id, name, version) or session.recipes.get(name, version)
    if found is None or found.project_id != project.id:
        which = name if version is None else f"{name} of version {version}"
        raise NotFoundError(f"the project has no recipe {which!r}", hint="list the recipes of the project")
    ontology = ontology_for(session, project)
    wider, issues = extend(ontology, found.recipe)
    _accept(issues)
    names = added(ontology, wider)
    if names and not actor.is_admin:
        raise AccessError(
            f"the recipe adds {names[0]!r} to the ontology, which takes an administrator",
            hint="ask one to add it, or to import the file",
        )
    return found.pin


def ontology_for(session: Session, project: Project) -> Ontology:
    """Return the ontology of a project.

    Raises:
        UsageError: It has none.
    """
    ontology = session.ontologies.by_id(project.ontology_id or 0)
    if ontology is None:
        raise UsageError(f"project {project.name!r} has no ontology", hint="connect one first")
    return ontology


def _matches(unknown: Sequence[Unknown], saved: Sequence[StoredRecipe]) -> list[SavedMatch]:
    places = {tuple(one.place) for one in unknown}
    found = [SavedMatch(saved=one, known=len(places & _known(one.recipe))) for one in saved]
    return sorted((one for one in found if one.known), key=lambda one: -one.known)


def _known(recipe: Recipe) -> set[Place]:
    return {place for place, rule in recipe.walk() if rule.acts}


def _accept(issues: Sequence[Issue]) -> None:
    if issues:
        more = f" (and {len(issues) - 1} more)" if len(issues) > 1 else ""
        raise UsageError(issues[0].message + more, code=issues[0].code, hint=issues[0].hint)


def _activity(stored: StoredRecipe, actor: User, at: int) -> Activity:
    return Activity(
        at=at,
        user_id=actor.id,
        action="create" if stored.version == 1 else "update",
        object_kind="recipe",
        object_uid=stored.uid,
        project_id=stored.project_id,
        detail={"name": stored.name, "version": stored.version},
    )
