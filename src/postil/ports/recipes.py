"""Recipes and their versions as stored."""

from typing import Protocol

import msgspec

from postil.model.recipe import Recipe


class RecipePin(msgspec.Struct, frozen=True):
    """One version of a recipe, as a job keeps it; `name` is what the recipe was called then and for ever."""

    id: int
    uid: str
    name: str
    version: int


class StoredRecipe(msgspec.Struct, kw_only=True):
    """A recipe of a project at one version; its author and `created_at` are those of the version.

    The store fills in `author_email`.
    """

    id: int
    uid: str
    project_id: int
    name: str
    version: int
    recipe: Recipe
    author_id: int | None = None
    author_email: str | None = None
    created_at: int = 0

    @property
    def pin(self) -> RecipePin:
        """Return what a job keeps of it."""
        return RecipePin(self.id, self.uid, self.name, self.version)


class RecipeStore(Protocol):
    """Recipes by the source they are for. Versions are only ever appended."""

    def append(self, project_id: int, name: str, recipe: Recipe, by: int | None, at: int) -> StoredRecipe:
        """Store the next version of the recipe of that name, the first when there is none."""
        ...

    def get(self, uid: str, version: int | None = None) -> StoredRecipe | None:
        """Return a version, the newest when none is named."""
        ...

    def by_id(self, recipe_id: int, version: int | None = None) -> StoredRecipe | None: ...

    def named(self, project_id: int, name: str, version: int | None = None) -> StoredRecipe | None: ...

    def list_recipes(self, project_id: int, *, after_id: int, limit: int) -> list[StoredRecipe]:
        """List the recipes of a project at their newest version, in the order they were made."""
        ...

    def versions(self, recipe_id: int, *, before: int | None, limit: int) -> list[StoredRecipe]:
        """List versions, newest first, those below `before`."""
        ...
