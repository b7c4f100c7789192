"""Feature trees, their versions, and the ids their features keep for ever."""

from collections.abc import Collection
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, insert, select, update

from postil.errors import NotFoundError
from postil.model.identity import new_uid
from postil.model.ontology import Feature, Ontology
from postil.ports.ontologies import OntologyHead
from postil.stores.sql import schema as t
from postil.stores.sql.ontology_uses import IS_UNUSED, SqlOntologyUses
from postil.stores.sql.prepared import Prepared
from postil.stores.sql.records import EVERY, chunked, record

_LATEST = t.ontology.c.version == t.ontology_version.c.version
_DOCUMENT = select(t.ontology_version.c.document).join(
    t.ontology, t.ontology.c.id == t.ontology_version.c.ontology_id
)


@Prepared
def _newest(ontology_id: Any) -> Select[Any]:
    return _DOCUMENT.where(t.ontology.c.id == ontology_id, _LATEST)


@Prepared
def _pinned(ontology_id: Any, version: Any) -> Select[Any]:
    return _DOCUMENT.where(t.ontology.c.id == ontology_id, t.ontology_version.c.version == version)


def _copy(ontology: Ontology) -> Ontology:
    return msgspec.json.decode(msgspec.json.encode(ontology), type=Ontology)


class SqlOntologies(SqlOntologyUses):
    """`ports.ontologies.OntologyStore`: the newest tree lies in a document, its features also in rows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, ontology: Ontology, at: int, by: int | None = None) -> Ontology:
        """Store version 1; give every feature a stable id and uid. The argument stays as it is."""
        stored = _copy(ontology)
        stored.uid, stored.version = new_uid(), 1
        statement = insert(t.ontology).values(
            uid=stored.uid,
            name=stored.name,
            media_type=stored.media_type,
            version=1,
            created_by=by,
            created_at=at,
            updated_at=at,
        )
        stored.id = self._connection.execute(statement.returning(t.ontology.c.id)).scalar_one()
        for feature in stored.walk():
            feature.uid = None
        return self._store_version(stored, at, by)

    def update(self, ontology: Ontology, at: int, by: int | None = None) -> Ontology:
        """Store the next version. Features matched by uid, else by path and kind, keep their ids.

        A feature that comes back after it was removed gets its old id, so that what was said with it
        counts again.

        Raises:
            NotFoundError: The ontology was never stored.
        """
        stored = _copy(ontology)
        head = t.ontology.c
        statement = (
            update(t.ontology)
            .where(head.id == stored.id)
            .values(version=head.version + 1, name=stored.name, media_type=stored.media_type, updated_at=at)
            .returning(head.version, head.uid)
        )
        row = self._connection.execute(statement).first()
        if row is None:
            raise NotFoundError(f"there is no ontology {ontology.uid!r}", hint="create it first")
        stored.version, stored.uid = row
        return self._store_version(stored, at, by)

    def reserve(self, ontology: Ontology) -> Ontology:
        """Give the features of a tree that is not stored the ids they will have once it is.

        Ids set aside lie where those of removed features lie, and are found there when the tree is stored.
        """
        stored = _copy(ontology)
        FeatureNumbering(self._connection, stored).reserve()
        return stored

    def _store_version(self, stored: Ontology, at: int, by: int | None) -> Ontology:
        FeatureNumbering(self._connection, stored).run()
        self._connection.execute(
            insert(t.ontology_version).values(
                ontology_id=stored.id,
                version=stored.version,
                created_by=by,
                created_at=at,
                document=stored,
            )
        )
        return stored

    def get(self, uid: str, version: int | None = None) -> Ontology | None:
        """Return a version, the newest when none is named."""
        return self._one(_DOCUMENT.where(t.ontology.c.uid == uid), version)

    def by_id(self, ontology_id: int, version: int | None = None) -> Ontology | None:
        """Return a version, the newest when none is named."""
        if version is None:
            return _newest(self._connection, ontology_id=ontology_id).scalar()
        return _pinned(self._connection, ontology_id=ontology_id, version=version).scalar()

    def named(self, name: str) -> Ontology | None:
        """Return the newest version of the ontology of that name; of several, the one made last."""
        query = _DOCUMENT.where(t.ontology.c.name == name).order_by(t.ontology.c.id.desc())
        return self._one(query.limit(1), None)

    def _one(self, query: Select[Any], version: int | None) -> Ontology | None:
        query = query.where(t.ontology.c.deleted_at.is_(None))
        wanted = _LATEST if version is None else t.ontology_version.c.version == version
        return self._connection.execute(query.where(wanted)).scalar()

    def heads(self, ontology_ids: Collection[int]) -> dict[int, OntologyHead]:
        """Return what is known of ontologies beside their trees, by store id."""
        columns = [t.ontology.c[name] for name in OntologyHead.__struct_fields__]
        found: dict[int, OntologyHead] = {}
        for ids in chunked(sorted(ontology_ids)):
            rows = self._connection.execute(select(*columns).where(t.ontology.c.id.in_(ids)))
            found |= {row.id: record(OntologyHead, row) for row in rows}
        return found

    def list_unused(self, *, by: int | None, after_id: int, limit: int) -> list[Ontology]:
        """List ontologies of a user, or of all, that neither a project nor a model has, oldest first."""
        where = IS_UNUSED if by is None else and_(IS_UNUSED, t.ontology.c.created_by == by)
        return self.list_ontologies(after_id=after_id, limit=limit, where=where)

    def list_ontologies(
        self, *, after_id: int, limit: int, where: ColumnElement[bool] = EVERY
    ) -> list[Ontology]:
        """List the newest versions in the order the ontologies were made, those of which `where` holds."""
        query = _DOCUMENT.where(_LATEST, t.ontology.c.deleted_at.is_(None), t.ontology.c.id > after_id, where)
        return list(self._connection.execute(query.order_by(t.ontology.c.id).limit(limit)).scalars())


class FeatureNumbering:
    """Gives the features of one version the ids they had, or new ones.

    Args:
        connection: The transaction at hand.
        ontology: The version about to be stored; its features are filled in.
    """

    def __init__(self, connection: Connection, ontology: Ontology) -> None:
        self._connection = connection
        self._ontology = ontology
        self._by_uid: dict[str, int] = {}
        self._by_place: dict[tuple[int | None, str, str], int] = {}
        self._uid_of: dict[int, str] = {}
        self._used: set[int] = set()

    def run(self) -> None:
        """Number every feature, and mark those that are gone with the version that lost them."""
        self._load()
        for feature in self._ontology.features:
            self._place(feature, None)
        lost = [number for number in self._uid_of if number not in self._used]
        statement = update(t.feature).where(t.feature.c.removed_version.is_(None))
        for number in lost:
            self._connection.execute(
                statement.where(t.feature.c.id == number).values(removed_version=self._ontology.version)
            )

    def reserve(self) -> None:
        """Number every feature and change nothing that is there: new ones count as removed."""
        self._load()
        for feature in self._ontology.features:
            self._place(feature, None, is_reserved=True)

    def _load(self) -> None:
        feature = t.feature.c
        query = (
            select(feature.id, feature.uid, feature.parent_id, feature.name, feature.kind)
            .where(feature.ontology_id == self._ontology.id)
            # Present features last, so that they win over removed ones of the same place.
            .order_by(feature.removed_version.is_(None), feature.id)
        )
        for number, uid, parent, name, kind in self._connection.execute(query):
            self._by_uid[uid] = self._by_place[parent, name, kind] = number
            self._uid_of[number] = uid
        # A feature named by its uid keeps its id, whatever else now stands in its old place.
        self._claimed = {self._by_uid[f.uid] for f in self._ontology.walk() if f.uid in self._by_uid}

    def _place(self, feature: Feature, parent: int | None, *, is_reserved: bool = False) -> None:
        values = {
            "parent_id": parent,
            "name": feature.name,
            "kind": feature.kind,
            "alias": feature.alias,
            "removed_version": self._ontology.version if is_reserved else None,
        }
        number = self._find(feature, parent)
        if number is None:
            number = self._insert(values)
        elif not is_reserved:
            change = update(t.feature).where(t.feature.c.id == number).values(values)
            self._connection.execute(change)
        self._used.add(number)
        feature.id, feature.uid = number, self._uid_of[number]
        for child in feature.children:
            self._place(child, number, is_reserved=is_reserved)

    def _find(self, feature: Feature, parent: int | None) -> int | None:
        number = self._by_uid.get(feature.uid or "")
        if number is None:
            number = self._by_place.get((parent, feature.name, feature.kind))
            number = None if number in self._claimed else number
        return None if number in self._used else number

    def _insert(self, values: dict[str, Any]) -> int:
        uid = new_uid()
        statement = insert(t.feature).values(uid=uid, ontology_id=self._ontology.id, **values)
        number: int = self._connection.execute(statement.returning(t.feature.c.id)).scalar_one()
        self._uid_of[number] = uid
        return number
