"""Recipes of projects: every version is kept."""

from typing import Any

from sqlalchemy import Connection, Select, insert, select, update
from sqlalchemy.exc import IntegrityError

from postil.errors import ConflictError
from postil.model.identity import new_uid
from postil.model.recipe import Recipe
from postil.ports.recipes import StoredRecipe
from postil.stores.sql import schema as t
from postil.stores.sql.records import record

_head, _version = t.recipe.c, t.recipe_version.c
_ALL = (
    select(
        _head.id,
        _head.uid,
        _head.project_id,
        _head.name,
        _version.version,
        _version.recipe,
        _version.author_id,
        t.user.c.email.label("author_email"),
        _version.created_at,
    )
    .join(t.recipe_version, _version.recipe_id == _head.id)
    .outerjoin(t.user, t.user.c.id == _version.author_id)
)


class SqlRecipes:
    """`ports.recipes.RecipeStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, project_id: int, name: str, recipe: Recipe, by: int | None, at: int) -> StoredRecipe:
        """Store the next version of the recipe of that name, the first when there is none.

        Raises:
            ConflictError: Somebody else made the first one at the same moment.
        """
        # The head stays locked until the transaction ends: no version is given out twice.
        raised = (
            update(t.recipe)
            .where(_head.project_id == project_id, _head.name == name)
            .values(version=_head.version + 1)
            .returning(*t.recipe.c)
        )
        row = self._connection.execute(raised).first() or self._create(project_id, name)
        values = {"recipe_id": row.id, "version": row.version, "author_id": by, "created_at": at}
        self._connection.execute(insert(t.recipe_version).values(**values, recipe=recipe))
        return record(StoredRecipe, self._connection.execute(_newest(_ALL.where(_head.id == row.id))).one())

    def _create(self, project_id: int, name: str) -> Any:
        statement = insert(t.recipe).values(uid=new_uid(), project_id=project_id, name=name, version=1)
        try:
            return self._connection.execute(statement.returning(*t.recipe.c)).one()
        except IntegrityError as error:
            raise ConflictError(f"a recipe {name!r} was just made", hint="try again") from error

    def get(self, uid: str, version: int | None = None) -> StoredRecipe | None:
        """Return a version, the newest when none is named."""
        return self._one(_ALL.where(_head.uid == uid), version)

    def by_id(self, recipe_id: int, version: int | None = None) -> StoredRecipe | None:
        """Return a version, the newest when none is named."""
        return self._one(_ALL.where(_head.id == recipe_id), version)

    def named(self, project_id: int, name: str, version: int | None = None) -> StoredRecipe | None:
        """Return a version, the newest when none is named."""
        return self._one(_ALL.where(_head.project_id == project_id, _head.name == name), version)

    def _one(self, query: Select[Any], version: int | None) -> StoredRecipe | None:
        query = _newest(query) if version is None else query.where(_version.version == version)
        row = self._connection.execute(query).first()
        return None if row is None else record(StoredRecipe, row)

    def list_recipes(self, project_id: int, *, after_id: int, limit: int) -> list[StoredRecipe]:
        """List the recipes of a project at their newest version, in the order they were made."""
        query = _newest(_ALL.where(_head.project_id == project_id, _head.id > after_id))
        rows = self._connection.execute(query.order_by(_head.id).limit(limit))
        return [record(StoredRecipe, row) for row in rows]

    def versions(self, recipe_id: int, *, before: int | None, limit: int) -> list[StoredRecipe]:
        """List versions, newest first, those below `before`."""
        query = _ALL.where(_head.id == recipe_id)
        if before is not None:
            query = query.where(_version.version < before)
        rows = self._connection.execute(query.order_by(_version.version.desc()).limit(limit))
        return [record(StoredRecipe, row) for row in rows]


def _newest(query: Select[Any]) -> Select[Any]:
    return query.where(_version.version == _head.version)
