"""Recipes of projects and their versions."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0001"


def upgrade() -> None:
    """Make the two tables of recipes."""
    # SQLite numbers rows by itself only in columns spelled INTEGER.
    identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "recipe",
        sa.Column("id", identity, primary_key=True, autoincrement=True),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recipe"),
        sa.UniqueConstraint("uid", name="uq_recipe_uid"),
        sa.UniqueConstraint("project_id", "name", name="uq_recipe_project_id_name"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_recipe_project_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "recipe_version",
        sa.Column("recipe_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("recipe", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("recipe_id", "version", name="pk_recipe_version"),
        sa.ForeignKeyConstraint(["recipe_id"], ["recipe.id"], name="fk_recipe_version_recipe_id"),
    )
