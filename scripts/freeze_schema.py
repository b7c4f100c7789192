"""Write the statements of the first revision again: until the first release the schema may still change.

`python scripts/freeze_schema.py --write` writes them; without it, tells whether they are those of the code.
"""

import sys
from pathlib import Path

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from postil.stores.sql.migration import SCRIPTS
from postil.stores.sql.schema import metadata

REVISION = "0001"
DIALECTS: dict[str, type[Dialect]] = {"sqlite": sqlite.dialect, "postgresql": postgresql.dialect}


def statements(dialect: Dialect) -> str:
    """Spell every table and index for a database."""
    found: list[str] = []
    for table in metadata.sorted_tables:
        found.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        indexes = sorted(table.indexes, key=lambda index: index.name or "")
        found += [str(CreateIndex(index).compile(dialect=dialect)).strip() for index in indexes]
    return ";\n\n".join(found) + ";\n"


def main() -> int:
    """Write, or compare."""
    stale = []
    for name, dialect in DIALECTS.items():
        path: Path = SCRIPTS / "versions" / f"{REVISION}.{name}.sql"
        text = statements(dialect())
        if "--write" in sys.argv[1:]:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
    if stale:
        print(f"not as the code has it: {', '.join(stale)}", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
