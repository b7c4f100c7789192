"""Projects, as the client sees them."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from postil.errors import NotFoundError, UsageError
from postil.sdk.connection import API, Connection


class OfferSetting(msgspec.Struct, kw_only=True, frozen=True):
    """Which pre-labels who labels is shown: `newest`, `all`, `none`, or `version`, which is then named.

    With `copied`, a draft begun from the queue holds them already.
    """

    show: str = "newest"
    version: str | None = None
    copied: bool = True


class Project(msgspec.Struct, kw_only=True):
    """A labeling effort. `task_counts` counts its data rows by state, `ontology` is an id.

    With `review`, what people submit is a reviewer's turn before it is done. `overlap` is how many people
    label each data row.
    """

    id: str
    name: str
    description: str = ""
    media_type: str = "image"
    ontology: str | None = None
    review: bool = False
    offers: OfferSetting = OfferSetting()
    overlap: int = 1
    task_counts: dict[str, int] = {}
    created_at: datetime


class Task(msgspec.Struct, kw_only=True):
    """A data row in a project."""

    id: int
    data_row: str
    global_key: str | None = None


class Projects:
    """Create and find projects."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(
        self, name: str, *, media_type: str = "image", ontology: str | None = None, description: str = ""
    ) -> Project:
        """Make a project with an ontology, named by id."""
        body = {"name": name, "media_type": media_type, "ontology": ontology, "description": description}
        return self._connection.send("POST", f"{API}/projects", Project, body)

    def by_id(self, uid: str) -> Project:
        """Return the project of an id.

        Raises:
            NotFoundError: There is none, or none the caller may see.
        """
        return self._connection.get(f"{API}/projects/{uid}", Project)

    def update(
        self,
        uid: str,
        *,
        name: str | None = None,
        description: str | None = None,
        review: bool | None = None,
        offers: OfferSetting | None = None,
        overlap: int | None = None,
    ) -> Project:
        """Change what is given."""
        said = {"name": name, "description": description}
        body = {**said, "review": review, "offers": offers, "overlap": overlap}
        return self._connection.send("PATCH", f"{API}/projects/{uid}", Project, body)

    def delete(self, uid: str) -> None:
        """Delete a project; its data rows stay in the catalog."""
        self._connection.send("DELETE", f"{API}/projects/{uid}", type(None))

    def list(self) -> Iterator[Project]:
        """Yield the projects the caller has a role in, oldest first."""
        return self._connection.pages(f"{API}/projects", Project, {"limit": 1000})

    def named(self, name: str) -> Project | None:
        """Return the project of that name or id, or None.

        Raises:
            UsageError: Several projects have the name.
        """
        found = [project for project in self.list() if name in (project.name, project.id)]
        if len(found) > 1:
            raise UsageError(
                f"{len(found)} projects are named {name!r}", hint="give the id of the one you mean"
            )
        return found[0] if found else None

    def get(self, name: str) -> Project:
        """Return the project of that name or id.

        Raises:
            NotFoundError: There is none.
            UsageError: Several projects have the name.
        """
        project = self.named(name)
        if project is None:
            names = ", ".join(repr(one.name) for one in list(self.list())[:5])
            hint = f"there are {names}" if names else "there is none yet: import a file first"
            raise NotFoundError(f"no project {name!r}", hint=hint)
        return project

    def tasks(self, project: Project) -> Iterator[Task]:
        """Yield the data rows of a project."""
        return self._connection.pages(f"{API}/projects/{project.id}/tasks", Task, {"limit": 1000})

    def set_ontology(self, project: Project, ontology: str) -> Project:
        """Connect an ontology, named by id."""
        return self._connection.send("PATCH", f"{API}/projects/{project.id}", Project, {"ontology": ontology})
