"""The schema until the first release, frozen as statements so that later tables do not change the past."""

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = None


def upgrade() -> None:
    """Make every table and index of the first release."""
    connection = op.get_bind()
    script = Path(__file__).with_name(f"{revision}.{connection.dialect.name}.sql")
    for statement in script.read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)
