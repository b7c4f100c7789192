"""Visibility: what of the catalog a user may know of. What they may not is not there for them.

A dataset and its data rows are the business of whoever made the dataset. Members of a project know the data
rows that are in it, and the datasets those came from; of an ontology know its maker and the members of the
projects that use it. Administrators know everything.
"""

from collections.abc import Collection, Sequence

import msgspec

from postil.errors import AccessError, NotFoundError
from postil.model.label import SetKind
from postil.model.ontology import Ontology
from postil.ports.access import Role, User
from postil.ports.catalog import CatalogRow, Dataset, ExternalRow, RowFinding
from postil.ports.jobs import Job, JobState
from postil.ports.projects import Project
from postil.ports.store import Session, Store
from postil.services.catalog.datasets import found_dataset, missing_dataset
from postil.services.catalog.row_search import RowFilter, RowSearch, find_rows
from postil.services.ontologies.ontologies import missing_ontology, ontology_of
from postil.services.people.role import demand_role
from postil.services.people.users import missing_user, user_of

WINDOW = 1_000


class Visibility:
    """Lists and finds for one user."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def projects(
        self, user: User, *, after_id: int = 0, limit: int = 100, name: str | None = None
    ) -> list[Project]:
        """List the projects a user has a role in, oldest first; all for administrators."""
        with self._store.read() as session:
            if user.is_admin:
                return session.projects.list_projects(after_id=after_id, limit=limit, name=name)
            return session.members.list_projects(user.id, after_id=after_id, limit=limit, name=name)

    def datasets(
        self, user: User, *, after_id: int = 0, limit: int = 100, name: str | None = None
    ) -> list[Dataset]:
        """List datasets, oldest first."""
        with self._store.read() as session:
            if user.is_admin:
                return session.catalog.list_datasets(after_id=after_id, limit=limit, name=name)
            return session.members.list_datasets(user.id, after_id=after_id, limit=limit, name=name)

    def ontologies(self, user: User, *, after_id: int = 0, limit: int = 100) -> list[Ontology]:
        """List ontologies at their newest version, oldest first."""
        with self._store.read() as session:
            if user.is_admin:
                return session.ontologies.list_ontologies(after_id=after_id, limit=limit)
            return session.members.list_ontologies(user.id, after_id=after_id, limit=limit)

    def imports(
        self,
        user: User,
        *,
        before_id: int | None = None,
        limit: int = 50,
        state: JobState | None = None,
        purpose: SetKind | None = None,
    ) -> list[Job]:
        """List the imports of the projects a user has a role in, newest first, as in `Imports.list_jobs`.

        Those into runs of models the user made are among them.
        """
        with self._store.read() as session:
            if user.is_admin:
                return session.jobs.list_jobs(
                    project_id=None, before_id=before_id, limit=limit, state=state, purpose=purpose
                )
            return session.members.list_jobs(
                user.id, before_id=before_id, limit=limit, state=state, purpose=purpose
            )

    def users(self, user: User, *, after_id: int = 0, limit: int = 100) -> list[User]:
        """List users, oldest first: all for administrators, for others themselves."""
        if not user.is_admin:
            return [user] if user.id > after_id else []
        with self._store.read() as session:
            return session.access.list_users(after_id=after_id, limit=limit)

    def user(self, uid: str, user: User) -> User:
        """Return a user: for others than administrators there is only themselves.

        Raises:
            NotFoundError: No such user, or none they may know of.
        """
        with self._store.read() as session:
            if not user.is_admin and user.uid != uid:
                raise missing_user(uid)
            return user_of(session, uid)

    def project(self, uid: str, user: User, least: Role = "viewer") -> Project:
        """Return a project without its task counts, in which the user has at least this role.

        Raises:
            NotFoundError: No such project, or none the user has a role in; which of them is not said.
            AccessError: Their role is a lesser one.
        """
        with self._store.read() as session:
            return seen_project(session, uid, user, least)

    def made_dataset(self, uid: str, user: User) -> Dataset:
        """Return a dataset the user has made, without its number of data rows; administrators have any.

        Raises:
            NotFoundError: No such dataset, or none the user may know of.
            AccessError: They know of it, and somebody else has made it.
        """
        dataset = self.dataset(uid, user)
        if dataset.created_by != user.id and not user.is_admin:
            raise AccessError("this takes whoever created it, or an administrator", hint="ask them")
        return dataset

    def dataset(self, uid: str, user: User) -> Dataset:
        """Return a dataset without its number of data rows.

        Raises:
            NotFoundError: No such dataset, or none the user may know of.
        """
        with self._store.read() as session:
            return seen_dataset(session, uid, user)

    def ontology(self, uid: str, user: User, version: int | None = None) -> Ontology:
        """Return the newest version of an ontology, or the one asked for.

        Raises:
            NotFoundError: No such ontology or version, or none the user may know of.
        """
        with self._store.read() as session:
            return seen_ontology(session, uid, user, version)

    def data_row(self, uid: str, user: User) -> CatalogRow:
        """Return a data row.

        Raises:
            NotFoundError: No such data row, or none the user may know of.
        """
        with self._store.read() as session:
            return seen_row(session, uid, user)

    def maker_of_row(self, uid: str, user: User) -> int | None:
        """Return who made the dataset a data row lies in.

        Raises:
            NotFoundError: No such data row, or none the user may know of.
        """
        row = self.data_row(uid, user)
        with self._store.read() as session:
            dataset = session.catalog.find_datasets([row.dataset_id]).get(row.dataset_id)
        return dataset.created_by if dataset else None

    def made_rows(self, by: str, names: Sequence[str], user: User) -> dict[str, CatalogRow]:
        """Find data rows the user may change `by` "uid" or "global_key": of datasets they have made.

        What does not exist and what they may not know of is left out.

        Raises:
            AccessError: They know of one whose dataset somebody else has made.
        """
        found = self.seen_rows(by, names, user)
        own = self.changeable(list(found.values()), user)
        for name, row in found.items():
            if row.id not in own:
                raise AccessError(
                    f"data row {name[:200]!r} is in a dataset of somebody else",
                    hint="ask whoever created the dataset, or an administrator",
                )
        return found

    def changeable(self, rows: Collection[CatalogRow], user: User) -> set[int]:
        """Return those of data rows a user may know of that they may change: of datasets they have made."""
        if user.is_admin:
            return {row.id for row in rows}
        with self._store.read() as session:
            datasets = session.catalog.find_datasets({row.dataset_id for row in rows})
        own = {number for number, dataset in datasets.items() if dataset.created_by == user.id}
        return {row.id for row in rows if row.dataset_id in own}

    def seen_rows(self, by: str, names: Sequence[str], user: User) -> dict[str, CatalogRow]:
        """Find data rows the user may know of `by` "uid" or "global_key"; others are left out."""
        with self._store.read() as session:
            found = _findings(session, by, names, user)
            rows = {
                row.id: row for row in session.catalog.rows_by_id(sorted({row.id for row in found.values()}))
            }
        return {name: rows[row.id] for name, row in found.items() if row.id in rows}

    def seen_findings(self, by: str, names: Sequence[str], user: User) -> dict[str, RowFinding]:
        """Find data rows as `seen_rows` does, with little more than their uids: names may be very many."""
        with self._store.read() as session:
            return _findings(session, by, names, user)

    def external_rows(self, external_ids: Sequence[str], user: User, *, limit: int) -> list[ExternalRow]:
        """Find data rows the user may know of by the ids their owners have for them, oldest first."""
        found: list[ExternalRow] = []
        after = 0
        with self._store.read() as session:
            while len(found) < limit:
                # Others may have very many of the same: they take no place in what is told.
                window = session.catalog.with_external_ids(external_ids, after_id=after, limit=limit)
                seen = seen_rows(session, [row.id for row in window], user)
                found += [row for row in window if row.id in seen]
                if len(window) < limit:
                    break
                after = window[-1].id
        return found[:limit]

    def newest_rows(
        self,
        dataset_uid: str,
        user: User,
        *,
        before_uid: str | None = None,
        limit: int = 100,
        external_id: str | None = None,
    ) -> list[CatalogRow]:
        """List data rows of a dataset, newest first, behind one and of an external id, if given.

        A page has fewer rows than `limit` only when it is the last.

        Raises:
            NotFoundError: No such dataset or data row, or none the user may know of.
        """
        with self._store.read() as session:
            dataset = seen_dataset(session, dataset_uid, user)
            before = None if before_uid is None else _id_of(session, before_uid)
            found: list[CatalogRow] = []
            while len(found) < limit:
                window = session.catalog.newest_rows(
                    dataset.id, before_id=before, limit=limit, external_id=external_id
                )
                seen = seen_rows(session, [row.id for row in window], user)
                found += [row for row in window if row.id in seen]
                if len(window) < limit:
                    break
                before = window[-1].id
        return found[:limit]

    def only_seen(self, rows: Sequence[CatalogRow], user: User) -> list[CatalogRow]:
        """Leave out what a user may not know of."""
        with self._store.read() as session:
            seen = seen_rows(session, [row.id for row in rows], user)
        return [row for row in rows if row.id in seen]

    def data_rows(
        self,
        user: User,
        asked: RowFilter,
        *,
        dataset_uid: str | None = None,
        after_id: int = 0,
        limit: int = 100,
    ) -> tuple[list[CatalogRow], int | None]:
        """List data rows that pass a filter, of one dataset or of all, and where the next page begins.

        None stands for the last page. A page may hold fewer rows than `limit`, even none, and have a
        next one.

        Raises:
            NotFoundError: No such dataset, or none the user may know of.
            UsageError: A condition on metadata cannot be read.
        """
        with self._store.read() as session:
            dataset = seen_dataset(session, dataset_uid, user) if dataset_uid else None
            asked = msgspec.structs.replace(asked, dataset_id=dataset.id if dataset else None)
            is_all = user.is_admin or (dataset is not None and dataset.created_by == user.id)
            if is_all or asked.global_key_prefix is not None:
                return find_rows(
                    session,
                    asked,
                    after_id=after_id,
                    limit=limit,
                    seen=None if is_all else lambda found: seen_rows(session, found, user),
                )
            ids = session.members.list_row_ids(user.id, after_id=after_id, limit=WINDOW)
            rows, found = session.catalog.rows_by_id(ids), list[CatalogRow]()
            passing = RowSearch(session, asked).passing(rows)
            for row in rows:
                if row.id in passing:
                    found.append(row)
                    if len(found) == limit:
                        return found, row.id
            return found, ids[-1] if len(ids) == WINDOW else None


def _findings(session: Session, by: str, names: Sequence[str], user: User) -> dict[str, RowFinding]:
    found = session.catalog.find_rows(by, names, None)
    seen = seen_rows(session, sorted({row.id for row in found.values() if not row.is_deleted}), user)
    return {name: row for name, row in found.items() if row.id in seen}


def _id_of(session: Session, uid: str) -> int:
    found = session.catalog.find_rows("uid", [uid], None).get(uid)
    if found is None:
        raise NotFoundError(f"no data row {uid!r}", hint="begin at the first page again")
    return found.id


def seen_dataset(session: Session, uid: str, user: User) -> Dataset:
    """Return a dataset without its number of data rows.

    Raises:
        NotFoundError: No such dataset, or none the user may know of.
    """
    dataset = found_dataset(session, uid)
    if not user.is_admin and not session.members.sees_dataset(user.id, dataset.id):
        raise missing_dataset(uid)
    return dataset


def seen_project(session: Session, uid: str, user: User, least: Role = "viewer") -> Project:
    """Return a project without its task counts.

    Raises:
        NotFoundError: No such project, or none the user has a role in.
        AccessError: Their role is a lesser one.
    """
    project = session.projects.find(uid)
    try:
        if project is not None:
            demand_role(session, project.id, user, least)
            return project
    except NotFoundError:
        pass
    raise NotFoundError(f"no project {uid!r}", hint="list the projects, or ask its owner for a role")


def seen_ontology(session: Session, uid: str, user: User, version: int | None = None) -> Ontology:
    """Return an ontology.

    Raises:
        NotFoundError: No such ontology or version, or none the user may know of.
    """
    ontology = ontology_of(session, uid, version)
    if not user.is_admin and not session.members.sees_ontology(user.id, ontology.id or 0):
        raise missing_ontology(uid)
    return ontology


def seen_row(session: Session, uid: str, user: User) -> CatalogRow:
    """Return a data row.

    Raises:
        NotFoundError: No such data row, or none the user may know of.
    """
    row = session.catalog.get_row(uid)
    if row is None or row.id not in seen_rows(session, [row.id], user):
        raise NotFoundError(f"no data row {uid!r}", hint="list the data rows")
    return row


def seen_rows(session: Session, row_ids: Collection[int], user: User) -> set[int]:
    """Return those of the data rows a user may know of."""
    return set(row_ids) if user.is_admin else session.members.seen_rows(user.id, row_ids)
