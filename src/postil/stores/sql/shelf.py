"""Features that were made by themselves."""

from typing import Any

from sqlalchemy import Connection, Row, exists, insert, select, update

from postil.model.identity import new_uid, spell_id
from postil.model.ontology import Feature
from postil.ports.shelf import ShelvedFeature
from postil.stores.sql import schema as t

_shelved, _feature, _ontology = t.shelved_feature.c, t.feature.c, t.ontology.c


class SqlShelf:
    """`ports.shelf.ShelfStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, feature: Feature, by: int | None, at: int) -> ShelvedFeature:
        """Store a feature; it and everything below it gets the `uid` it has for ever."""
        for one in feature.walk():
            one.uid = one.uid or new_uid()
        uid = feature.uid or ""
        values = {"uid": uid, "spelling": spell_id(uid), "created_by": by, "created_at": at, "updated_at": at}
        statement = insert(t.shelved_feature).values(**values, document=feature)
        return _read(self._connection.execute(statement.returning(*t.shelved_feature.c)).one())

    def get(self, spelling: str) -> ShelvedFeature | None:
        """Return a feature, also a deleted one."""
        query = select(t.shelved_feature).where(_shelved.spelling == spelling)
        row = self._connection.execute(query).first()
        return None if row is None else _read(row)

    def update(self, shelved_id: int, feature: Feature, at: int) -> ShelvedFeature:
        """Put a feature in the place of an older one."""
        for one in feature.walk():
            one.uid = one.uid or new_uid()
        statement = update(t.shelved_feature).where(_shelved.id == shelved_id)
        statement = statement.values(document=feature, updated_at=at)
        return _read(self._connection.execute(statement.returning(*t.shelved_feature.c)).one())

    def delete(self, shelved_id: int, at: int) -> None:
        """Mark a feature as deleted."""
        gone = update(t.shelved_feature).where(_shelved.id == shelved_id)
        self._connection.execute(gone.values(deleted_at=at))

    def list_features(
        self, *, by: int | None, after_id: int, limit: int, is_unused: bool = False
    ) -> list[ShelvedFeature]:
        """List features of a user, or of all, oldest first; with `is_unused` those no ontology has."""
        query = select(t.shelved_feature).where(_shelved.deleted_at.is_(None), _shelved.id > after_id)
        if by is not None:
            query = query.where(_shelved.created_by == by)
        if is_unused:
            used = exists().where(
                _feature.alias == _shelved.spelling,
                _feature.removed_version.is_(None),
                _ontology.id == _feature.ontology_id,
                _ontology.deleted_at.is_(None),
            )
            query = query.where(~used)
        return [_read(row) for row in self._connection.execute(query.order_by(_shelved.id).limit(limit))]


def _read(row: Row[Any]) -> ShelvedFeature:
    fields = dict(row._mapping)  # noqa: SLF001 - the documented way to a row's names
    return ShelvedFeature(feature=fields.pop("document"), **fields)
