"""Tables of recipes: the head of each, and every version."""

from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint

from postil.model.recipe import Recipe
from postil.stores.sql.columns import entity, json, number, relation, text

recipe = entity(
    "recipe",
    text("uid"),
    number("project_id", "project.id"),
    text("name"),
    number("version"),
    UniqueConstraint("uid"),
    UniqueConstraint("project_id", "name"),
)

recipe_version = relation(
    "recipe_version",
    number("recipe_id", "recipe.id"),
    number("version"),
    number("author_id", optional=True),
    number("created_at"),
    json("recipe", Recipe),
    PrimaryKeyConstraint("recipe_id", "version"),
)
