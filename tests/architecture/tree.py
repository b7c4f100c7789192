"""The checkout as the architecture tests see it."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "postil"
UNIT_TESTS = ROOT / "tests" / "unit"


def python_files(*folders: str) -> list[Path]:
    """List the Python files below folders of the checkout; a folder that does not exist yet has none."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def shown(path: Path) -> str:
    """Spell a path as messages and lists do: from the root of the checkout, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


def imported_names(source: str) -> Iterator[str]:
    """Yield every dotted name a module imports, lazily or not; `from a import b` counts as `a.b`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
