"""Models: things that predict what an ontology names."""

from postil.errors import UsageError
from postil.ports.access import User
from postil.ports.clock import Clock
from postil.ports.models import Model
from postil.ports.store import Activity, Session, Store
from postil.services.instant import instant
from postil.services.models.model_access import own_model, seen_model
from postil.services.visibility import seen_ontology

MOST_NAME = 200


class Models:
    """Create, list, rename and delete models; see `services/models/model_access.py` for who may."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def create(self, name: str, ontology_uid: str, actor: User) -> Model:
        """Make a model that predicts the features of an ontology; names may repeat.

        Raises:
            UsageError: The name is empty or too long.
            NotFoundError: No such ontology, or none the actor may know of.
        """
        demand_name(name, "a model")
        at = instant(self._clock)
        with self._store.write() as session:
            ontology = seen_ontology(session, ontology_uid, actor)
            model = session.models.create_model(name, ontology.id or 0, actor.id, at)
            _record(session, "create", model, actor, at)
        return model

    def get(self, uid: str, actor: User) -> Model:
        """Return a model.

        Raises:
            NotFoundError: No such model, or none the actor may know of.
        """
        with self._store.read() as session:
            return seen_model(session, uid, actor)

    def list_models(
        self, actor: User, *, after_id: int = 0, limit: int = 100, name: str | None = None
    ) -> list[Model]:
        """List the models the actor may know of, oldest first, all or those of a name."""
        seen_by = None if actor.is_admin else actor.id
        with self._store.read() as session:
            return session.models.list_models(after_id=after_id, limit=limit, name=name, seen_by=seen_by)

    def update(self, uid: str, name: str, actor: User) -> Model:
        """Call a model otherwise.

        Raises:
            UsageError: The name is empty or too long.
            NotFoundError: No such model, or none the actor may know of.
            AccessError: Somebody else made it.
        """
        demand_name(name, "a model")
        at = instant(self._clock)
        with self._store.write() as session:
            model = own_model(session, uid, actor)
            session.models.rename_model(model.id, name)
            _record(session, "update", model, actor, at)
            return seen_model(session, uid, actor)

    def delete(self, uid: str, actor: User) -> None:
        """Delete a model with all its runs; data rows and labels stay.

        Raises:
            NotFoundError: No such model, or none the actor may know of.
            AccessError: Somebody else made it.
        """
        at = instant(self._clock)
        with self._store.write() as session:
            model = own_model(session, uid, actor)
            session.models.delete_model(model.id, at)
            _record(session, "delete", model, actor, at)


def demand_name(name: str, what: str) -> None:
    """Refuse a name nobody could read.

    Raises:
        UsageError: It is empty or longer than 200 characters.
    """
    if not name.strip() or len(name) > MOST_NAME:
        raise UsageError(
            f"{what} cannot be named {name[:40]!r}", hint=f"give `name` 1 to {MOST_NAME} characters"
        )


def _record(session: Session, action: str, model: Model, actor: User, at: int) -> None:
    session.record(
        Activity(
            at=at,
            user_id=actor.id,
            action=action,
            object_kind="model",
            object_uid=model.uid,
            detail={"name": model.name},
        )
    )
