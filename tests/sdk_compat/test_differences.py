"""The page of differences is true and complete: it names all labels and mistakes that come out other."""

import json
import re
from pathlib import Path

from tests.sdk_compat.official_names import RECORDED, missing
from tests.sdk_compat.test_client_cases import CASES, FIXTURE
from tests.sdk_compat.test_python_forms import BETTER, FORMS

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "reference" / "python-differences.md").read_text(encoding="utf-8")
OUTCOMES = {case["case"]: bool(case["raised"]) for case in json.loads(FIXTURE.read_text(encoding="utf-8"))}


def table(heading: str) -> dict[str, list[str]]:
    """Return the rows of a section's table, by the name in their first cell."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    return {cells[0].strip().strip("`"): [cell.strip() for cell in cells[1:]] for cells in rows}


def is_refused(name: str) -> bool:
    return bool(CASES[name].code) and CASES[name].severity == "error"


def test_labels_that_are_written_otherwise_are_listed():
    assert {name: cells[1] for name, cells in table("Rows").items()} == BETTER


def test_mistakes_that_are_none_here_are_listed():
    expected = {name for name, was_refused in OUTCOMES.items() if was_refused and not is_refused(name)}
    assert set(table("What Postil takes")) == expected


def test_mistakes_that_are_refused_only_here_are_listed_with_their_codes():
    expected = {
        name: CASES[name].code
        for name, was_refused in OUTCOMES.items()
        if not was_refused and is_refused(name)
    }
    assert {name: cells[0] for name, cells in table("What Postil refuses").items()} == expected


def test_the_numbers_of_the_page_are_those_of_the_tests():
    assert re.search(rf"{len(FORMS)} labels made with\s+both packages, and {len(CASES)} mistakes", PAGE)


def test_names_that_are_not_here_are_listed_and_no_others():
    section = PAGE.split("## Names that are not here\n")[1]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")][1:]
    listed: dict[str, set[str]] = {}
    for place, names, _ in rows:
        listed.setdefault(place, set()).update(re.findall(r"`(\w+)`", names))
    assert listed == {place: missing(place) for place in RECORDED if missing(place)}
