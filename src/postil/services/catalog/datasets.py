"""Datasets: named sets of data rows in the catalog."""

from collections.abc import Callable, Collection

from postil.errors import NotFoundError, UsageError
from postil.ports.access import User
from postil.ports.catalog import Dataset
from postil.ports.clock import Clock
from postil.ports.store import Activity, Session, Store
from postil.services.instant import instant
from postil.services.version import demand_version


class Datasets:
    """Create, list and delete datasets; `follow` is called after one was deleted."""

    def __init__(self, store: Store, clock: Clock, follow: Callable[[], None] = lambda: None) -> None:
        self._store, self._clock, self._follow = store, clock, follow

    def create(self, name: str, actor: User, *, description: str = "") -> Dataset:
        """Create an empty dataset; names need not be unique.

        Raises:
            UsageError: The name is empty.
        """
        if not name.strip():
            raise UsageError("a dataset needs a name", hint="give `name` at least one character")
        at = instant(self._clock)
        with self._store.write() as session:
            dataset = session.catalog.create_dataset(name, description, actor.id, at)
            session.record(
                Activity(
                    at=at, user_id=actor.id, action="create", object_kind="dataset", object_uid=dataset.uid
                )
            )
        return dataset

    def get(self, uid: str) -> Dataset:
        """Return a dataset with its number of data rows.

        Raises:
            NotFoundError: No such dataset.
        """
        with self._store.read() as session:
            return dataset_of(session, uid)

    def by_id(self, dataset_id: int) -> Dataset | None:
        """Return a dataset by store id, None when there is none."""
        with self._store.read() as session:
            return session.catalog.dataset_by_id(dataset_id)

    def by_ids(self, dataset_ids: Collection[int]) -> dict[int, Dataset]:
        """Return datasets by store id, without their number of data rows."""
        with self._store.read() as session:
            return session.catalog.find_datasets(dataset_ids)

    def update(
        self,
        uid: str,
        actor: User,
        *,
        name: str | None = None,
        description: str | None = None,
        expected: Collection[int] | None = None,
    ) -> Dataset:
        """Change what is given; leave the rest.

        Raises:
            NotFoundError: No such dataset.
            ChangedError: It has none of the expected versions.
        """
        at = instant(self._clock)
        given = {"name": name, "description": description}
        detail: dict[str, object] = {key: value for key, value in given.items() if value is not None}
        with self._store.write() as session:
            dataset = found_dataset(session, uid)
            demand_version(f"dataset {dataset.name!r}", dataset.version, expected)
            session.catalog.update_dataset(dataset.id, name=name, description=description, at=at)
            session.record(
                Activity(
                    at=at,
                    user_id=actor.id,
                    action="update",
                    object_kind="dataset",
                    object_uid=uid,
                    detail=detail,
                )
            )
            return dataset_of(session, uid)

    def delete(self, uid: str, actor: User, *, expected: Collection[int] | None = None) -> None:
        """Delete a dataset and its data rows; their global keys become free.

        Raises:
            NotFoundError: No such dataset.
            ChangedError: It has none of the expected versions.
        """
        at = instant(self._clock)
        with self._store.write() as session:
            dataset = dataset_of(session, uid)
            demand_version(f"dataset {dataset.name!r}", dataset.version, expected)
            session.catalog.delete_dataset(dataset.id, at)
            session.record(
                Activity(at=at, user_id=actor.id, action="delete", object_kind="dataset", object_uid=uid)
            )
        self._follow()


def dataset_of(session: Session, uid: str) -> Dataset:
    """Return a dataset.

    Raises:
        NotFoundError: No such dataset.
    """
    dataset = session.catalog.get_dataset(uid)
    if dataset is None:
        raise missing_dataset(uid)
    return dataset


def found_dataset(session: Session, uid: str) -> Dataset:
    """Return a dataset without its number of data rows.

    Raises:
        NotFoundError: No such dataset.
    """
    dataset = session.catalog.find_dataset(uid)
    if dataset is None:
        raise missing_dataset(uid)
    return dataset


def missing_dataset(uid: str) -> NotFoundError:
    """Say that there is no such dataset, also of one the caller may not know of."""
    return NotFoundError(f"no dataset {uid!r}", hint="list the datasets")
