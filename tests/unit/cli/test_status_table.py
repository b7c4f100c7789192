"""Whatever the names are, the table fits and nothing but names is cut."""

from datetime import UTC, datetime
from typing import Any

import pytest
from rich.cells import cell_len

from postil.cli.status_table import status_table
from postil.sdk.counts import Counts
from postil.sdk.imports import Import
from tests.unit.cli.drawn import drawn

AT = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
NAMES = {
    "short": "cars1",
    "medium": "predictions-of-the-detector-v2-week.json",
    "long": "x" * 60 + "y" * 60,
    "wide": "航空写真の検出結果" * 4 + ".ndjson",
}


def job(name: str, *, number: int = 1, **fields: object) -> Import:
    described: dict[str, Any] = {
        "id": f"0190a000-0000-7000-8000-{number:012}", "name": name, "purpose": "pre_label", "project": name,
        "format": "labelbox", "state": "finished", "counts": Counts(read=1_234_567, rejected=12),
        "created_at": AT,
    }  # fmt: skip
    return Import(**described | fields)


def table(*names: str, width: int = 80, **fields: object) -> list[str]:
    jobs = [job(name, number=number, **fields) for number, name in enumerate(names, 1)]
    return drawn(status_table([], jobs, {name: name for name in names}, width), width=width).splitlines()


def test_names_have_the_lengths_they_stand_for():
    assert [len(NAMES[name]) for name in ("short", "medium", "long")] == [5, 40, 120]


@pytest.mark.parametrize("width", [80, 100, 120])
@pytest.mark.parametrize("state", ["finished", "interrupted"])
def test_every_import_is_one_line_that_fits(width: int, state: str):
    lines = table(*NAMES.values(), width=width, is_interrupted=state == "interrupted")
    assert len(lines) == 1 + len(NAMES)
    for line in lines:
        assert cell_len(line) <= width
    for number, line in enumerate(lines[1:], 1):
        assert line.startswith(f"{number:08}")
        assert f"{state}" in line
        assert "1,234,555" in line
        assert line.endswith(f"{AT.astimezone():%d %b %H:%M}")


@pytest.mark.parametrize("state", ["failed", "cancelled"])
def test_an_import_that_came_to_nothing_has_accepted_nothing(state: str):
    (line,) = table("cars1", state=state)[1:]
    assert line.split()[3:6] == [state, "0", "12"]


def test_names_that_fit_are_whole():
    assert "cars1" in table("cars1")[1]
    assert NAMES["medium"] in table(NAMES["medium"], width=140)[1]


def test_a_long_name_is_told_by_its_beginning_and_its_end():
    line = table(NAMES["long"])[1]
    assert "xxx…" in line
    assert "yyy" in line


def test_a_short_name_leaves_its_room_to_the_other():
    described = job(NAMES["medium"], project="p")
    line = drawn(status_table([], [described], {"p": "p"}, 80)).splitlines()[1]
    assert "00000001  predicti…ek.json  p        finished" in line
