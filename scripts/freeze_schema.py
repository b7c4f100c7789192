"""Write the statements of the first revision again: until the first release the schema may still change.

`python scripts/freeze_schema.py --write` writes them; without it, tells whether they are those of the code.
"""

import sys
from pathlib import Path

from sqlalchemy import create_mock_engine
from sqlalchemy.schema import ExecutableDDLElement

from postil.stores.sql.migration import SCRIPTS
from postil.stores.sql.schema import metadata

REVISION = "0004"
URLS = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg://"}


def statements(url: str) -> str:
    """Spell what a new database is made with, in an order that does not change from run to run."""
    found: list[str] = []

    def spell(element: ExecutableDDLElement, *_: object) -> None:
        found.append(str(element.compile(dialect=engine.dialect)).strip())

    engine = create_mock_engine(url, spell)
    for table in metadata.sorted_tables:
        first = len(found) + 1
        # As a database is made: with what follows on a table, and without what is only for another database.
        metadata.create_all(engine, tables=[table], checkfirst=False)
        found[first:] = sorted(found[first:], key=lambda text: (not text.startswith("CREATE"), text))
    return ";\n\n".join(found) + ";\n"


def main() -> int:
    """Write, or compare."""
    stale = []
    for name, url in URLS.items():
        path: Path = SCRIPTS / "versions" / f"{REVISION}.{name}.sql"
        text = statements(url)
        if "--write" in sys.argv[1:]:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
    if stale:
        print(f"not as the code has it: {', '.join(stale)}", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
