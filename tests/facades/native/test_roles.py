"""The page of roles, compared with the table of accesses that is written by hand."""

import re
from pathlib import Path

import pytest

from postil.facades.native.table import ROUTES
from tests.facades.native.access_table import ACCESS, ROLES

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "roles.md").read_text(encoding="utf-8")
LINES = {
    match[1]: match[2].split(" | ")
    for match in re.finditer(r"^\| `(\w+ [^`]+)` \| (.*) \|$", PAGE, re.MULTILINE)
}
# Who wrote it may do it with this role already; the table of access is of what somebody else wrote.
AUTHORS_TOO = {"delete_comment": "labeler"}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_the_page_says_of_every_route_who_may_call_it(route):
    line = LINES[f"{route.method} {route.path.removeprefix('/api/v1')}"]
    access = AUTHORS_TOO.get(route.name, ACCESS[route.name])
    assert line[0] == route.summary
    if access in ROLES:
        marked = [role for role, mark in zip(ROLES, line[1:], strict=True) if mark.strip()]
        assert marked == list(ROLES[ROLES.index(access) :])
    else:
        assert len(line) == 2


@pytest.mark.parametrize("role", ROLES)
def test_the_page_says_what_a_role_is_for(role):
    assert f"- **{role}** " in PAGE
