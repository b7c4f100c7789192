"""Members of projects, and what people may know of because of it."""

from collections.abc import Collection
from typing import Protocol

import msgspec

from postil.model.label import SetKind
from postil.model.ontology import Ontology
from postil.ports.access import Role, User
from postil.ports.catalog import Dataset
from postil.ports.jobs import Job, JobState
from postil.ports.projects import Project


class Member(msgspec.Struct, kw_only=True):
    """A user with a role in a project."""

    user: User
    role: Role

    @property
    def id(self) -> int:
        """Return what members are listed by."""
        return self.user.id


class Membership(msgspec.Struct, kw_only=True):
    """A project a user has a role in; `id` is the project's."""

    id: int
    uid: str
    name: str
    role: Role


class MemberStore(Protocol):
    """Who is in which project. Deleted projects have no members."""

    def list_members(self, project_id: int, *, after_id: int, limit: int) -> list[Member]:
        """List members by the order in which the users were made."""
        ...

    def list_memberships(self, user_id: int, *, after_id: int, limit: int) -> list[Membership]: ...

    def remove(self, project_id: int, user_id: int) -> bool:
        """Take the role of a user away; False when there was none."""
        ...

    def has_other_owner(self, project_id: int, user_id: int) -> bool:
        """Tell whether somebody else owns the project and is not disabled."""
        ...

    def uses_dataset(self, project_id: int, dataset_id: int) -> bool:
        """Tell whether a project has ever had data rows of a dataset."""
        ...

    def sees_dataset(self, user_id: int, dataset_id: int) -> bool:
        """Tell whether a user made a dataset, or has a role in a project that had data rows of it."""
        ...

    def sees_ontology(self, user_id: int, ontology_id: int) -> bool:
        """Tell whether a user made an ontology, or has a role in a project that uses it."""
        ...

    def seen_rows(self, user_id: int, row_ids: Collection[int]) -> set[int]:
        """Return those of the data rows that lie in datasets of the user or in projects of theirs."""
        ...

    def list_row_ids(self, user_id: int, *, after_id: int, limit: int) -> list[int]:
        """List what `seen_rows` lets through, by id."""
        ...

    def list_projects(
        self, user_id: int, *, after_id: int, limit: int, name: str | None = None
    ) -> list[Project]: ...

    def list_datasets(
        self, user_id: int, *, after_id: int, limit: int, name: str | None = None
    ) -> list[Dataset]: ...

    def list_ontologies(self, user_id: int, *, after_id: int, limit: int) -> list[Ontology]: ...

    def list_jobs(
        self,
        user_id: int,
        *,
        before_id: int | None,
        limit: int,
        state: JobState | None = None,
        purpose: SetKind | None = None,
    ) -> list[Job]: ...
