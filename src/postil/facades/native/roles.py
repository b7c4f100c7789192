"""Roles: the page that says who may call which route, from the table of routes itself."""

from collections.abc import Sequence

from postil.facades.native.route import API, Route
from postil.services.people.role import MEANINGS, RANKS, reaches

ABOUT = """\
A role holds in one project. From the least to the most, each may do what those before it may:
"""
RULES = """\
Administrators may call every route and need no role. Besides:

- What somebody may not know of does not exist for them: the answer is 404, the same as for an id nobody
  has. 403 says that they may know of it and may not do this. It is decided before the query and the body are
  read.
- **Projects**, and all that is in them, are known to their members.
- **Datasets** are known to whoever created them and to the members of projects that have data rows of them.
  They are changed, and added to, by whoever created them.
- **Data rows** are known to whoever created their dataset, and to the members of projects they are in. Of a
  dataset a member of a project sees the data rows that are in the project, and no others.
- **Ontologies** are known to whoever created them and to the members of projects that use them. They may
  serve projects of several people, so administrators alone change them.
- **Uploads** are known to whoever began them, who must be a manager of the project; **keys** and **users** to
  themselves.
- **Blobs** are for everybody who signed in: whoever has the SHA-256 of some content had the content, or a
  document that named it.
- Addresses of users, names of ontologies and global keys are unique in an installation. Who wants one that is
  taken is told so, and nothing of what has it.
"""


def roles_page(routes: Sequence[Route]) -> str:
    """Return the page as Markdown."""
    meanings = "\n".join(f"- **{role}** {MEANINGS[role]};" for role in RANKS)
    head = ["# Roles", ABOUT.strip(), meanings[:-1] + ".", RULES.strip()]
    return "\n\n".join([*head, *_in_projects(routes), *_others(routes)]) + "\n"


def _in_projects(routes: Sequence[Route]) -> list[str]:
    rows = ["| " + " | ".join(["route", "", *RANKS]) + " |", "|---|---|" + ":-:|" * len(RANKS)]
    for route in routes:
        if route.access.least is not None:
            marks = ["●" if reaches(role, route.access.least) else "" for role in RANKS]
            rows.append("| " + " | ".join([_name(route), route.summary, *marks]) + " |")
    return ["## What takes a role in the project", "\n".join(rows)]


def _others(routes: Sequence[Route]) -> list[str]:
    rows = ["| route | | who, besides administrators |", "|---|---|---|"]
    for route in routes:
        if route.access.least is None:
            who = "" if route.access.text == "administrators" else route.access.text
            rows.append(f"| {_name(route)} | {route.summary} | {who} |")
    return ["## Everything else", "\n".join(rows)]


def _name(route: Route) -> str:
    return f"`{route.method} {route.path.removeprefix(API)}`"
