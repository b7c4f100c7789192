"""What a user can meet is in the documents: every command, every issue code."""

import importlib
from importlib.util import find_spec

from tests.architecture.tree import ROOT

README_LINES = 120


def documents() -> str:
    """Return README and every page of docs/ as one text."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def names_of(module: str, table: str) -> list[str]:
    """List the keys of a table of a module; a module that is not written yet has none."""
    found = find_spec(module)
    if found is None or found.origin is None:
        return []
    return [name for name in getattr(importlib.import_module(module), table) if not name.startswith("-")]


def test_the_readme_fits_two_screens():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= README_LINES


def test_every_command_is_documented():
    text = documents()
    assert [name for name in names_of("postil.cli", "app") if f"postil {name}" not in text] == []


def test_every_issue_code_has_its_page():
    codes = names_of("postil.checks.catalogue", "CATALOGUE")
    pages = {path.stem for path in (ROOT / "docs" / "reference").rglob("*.md")}
    assert [code for code in codes if code not in pages] == []
