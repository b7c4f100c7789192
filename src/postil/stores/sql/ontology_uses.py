"""Who uses ontologies and their features, and what they have given up."""

from sqlalchemy import ColumnElement, Connection, exists, not_, or_, select, update

from postil.ports.ontologies import RemovedFeature
from postil.stores.sql import schema as t
from postil.stores.sql.records import record

_ontology, _feature, _project, _model = t.ontology.c, t.feature.c, t.project.c, t.model.c
IS_UNUSED: ColumnElement[bool] = not_(
    or_(
        exists().where(_project.ontology_id == _ontology.id, _project.deleted_at.is_(None)),
        exists().where(_model.ontology_id == _ontology.id, _model.deleted_at.is_(None)),
    )
)


class SqlOntologyUses:
    """The part of `ports.ontologies.OntologyStore` about what is used by whom."""

    _connection: Connection

    def delete(self, ontology_id: int, at: int) -> None:
        """Hide an ontology for good; what was said with it stays, and its versions with that."""
        gone = update(t.ontology).where(_ontology.id == ontology_id)
        self._connection.execute(gone.values(deleted_at=at))

    def holders(self, uid: str | None, alias: str) -> list[int]:
        """List the ontologies whose newest version has a top-level feature of this uid or foreign id."""
        found: set[int] = set()
        for means in (_feature.uid == uid, _feature.alias == alias):
            query = (
                select(_feature.ontology_id)
                .join(t.ontology, _ontology.id == _feature.ontology_id)
                .where(means, _feature.parent_id.is_(None), _feature.removed_version.is_(None))
                .where(_ontology.deleted_at.is_(None))
            )
            found.update(self._connection.execute(query).scalars())
        return sorted(found)

    def projects_using(self, ontology_id: int) -> list[str]:
        """List by id the projects with an ontology."""
        query = select(_project.uid).where(_project.ontology_id == ontology_id, _project.deleted_at.is_(None))
        return list(self._connection.execute(query.order_by(_project.id)).scalars())

    def has_models(self, ontology_id: int) -> bool:
        """Tell whether a model predicts with an ontology."""
        query = select(_model.id).where(_model.ontology_id == ontology_id, _model.deleted_at.is_(None))
        return self._connection.execute(query.limit(1)).first() is not None

    def removed_roots(self, ontology_id: int) -> list[RemovedFeature]:
        """List the top-level features that older versions had and the newest has not."""
        query = select(_feature.id, _feature.uid, _feature.alias, _feature.removed_version).where(
            _feature.ontology_id == ontology_id,
            _feature.parent_id.is_(None),
            _feature.removed_version.is_not(None),
        )
        rows = self._connection.execute(query.order_by(_feature.id))
        return [record(RemovedFeature, row) for row in rows]
