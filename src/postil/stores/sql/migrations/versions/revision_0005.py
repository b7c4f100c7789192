"""The sorted copies that jobs with scattered sources read."""

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0001"


def upgrade() -> None:
    """Make the table that names them."""
    connection = op.get_bind()
    script = Path(__file__).with_name(f"{revision}.{connection.dialect.name}.sql")
    for statement in script.read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)
