"""Model runs: the iterations of a model, each with a configuration of its own."""

from typing import Any

import msgspec

from postil.errors import UsageError
from postil.ports.access import User
from postil.ports.clock import Clock
from postil.ports.models import Model, ModelRun, Split
from postil.ports.store import Activity, Session, Store
from postil.services.instant import instant
from postil.services.models.model_access import own_model, own_run, seen_model, seen_run
from postil.services.models.models import demand_name

MOST_SETTINGS = 64 << 10
"""Bytes a configuration may have as JSON."""


class ModelRuns:
    """Create, list, change and delete runs; see `services/models/model_access.py` for who may."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def create(
        self, model_uid: str, name: str, actor: User, *, settings: dict[str, Any] | None = None
    ) -> ModelRun:
        """Make a run of a model.

        Raises:
            UsageError: The name is empty or too long, or the configuration too large.
            NotFoundError: No such model, or none the actor may know of.
            AccessError: Somebody else made the model.
            ConflictError: The model has a run of that name.
        """
        demand_name(name, "a model run")
        _demand_small(settings or {})
        at = instant(self._clock)
        with self._store.write() as session:
            model = own_model(session, model_uid, actor)
            run = session.models.create_run(model.id, name, settings or {}, actor.id, at)
            record_run(session, "create", run, actor, at)
        return run

    def get(self, uid: str, actor: User) -> ModelRun:
        """Return a run.

        Raises:
            NotFoundError: No such run, or none the actor may know of.
        """
        with self._store.read() as session:
            return seen_run(session, uid, actor)

    def model_of(self, run: ModelRun) -> Model | None:
        """Return the model of a run, None when it was deleted."""
        with self._store.read() as session:
            return session.models.model_by_id(run.model_id)

    def by_id(self, run_id: int) -> ModelRun | None:
        """Return a run by store id, None when it was deleted."""
        with self._store.read() as session:
            return session.models.run_by_id(run_id)

    def demand(self, run_id: int, user: User, *, to_change: bool) -> None:
        """Return when the user may know of a run, or change it.

        Raises:
            NotFoundError: No such run, or none the user may know of.
            AccessError: Somebody else made the model.
        """
        with self._store.read() as session:
            run = session.models.run_by_id(run_id)
            (own_run if to_change else seen_run)(session, run.uid if run is not None else "", user)

    def list_runs(
        self, model_uid: str, actor: User, *, after_id: int = 0, limit: int = 100
    ) -> list[ModelRun]:
        """List the runs of a model, oldest first.

        Raises:
            NotFoundError: No such model, or none the actor may know of.
        """
        with self._store.read() as session:
            model = seen_model(session, model_uid, actor)
            return session.models.list_runs(model.id, after_id=after_id, limit=limit)

    def counts(self, run: ModelRun) -> dict[Split | None, int]:
        """Count the data rows of a run by split."""
        with self._store.read() as session:
            return session.models.count_rows(run.id)

    def update(
        self,
        uid: str,
        actor: User,
        *,
        name: str | None = None,
        settings: dict[str, Any] | None = None,
        state: str | None = None,
    ) -> ModelRun:
        """Change what is given; a configuration takes the place of the one before, `{}` empties it.

        Raises:
            UsageError: The name is empty or too long, or the configuration too large.
            NotFoundError: No such run, or none the actor may know of.
            AccessError: Somebody else made the model.
            ConflictError: The model has another run of that name.
        """
        if name is not None:
            demand_name(name, "a model run")
        _demand_small(settings or {})
        at = instant(self._clock)
        with self._store.write() as session:
            run = own_run(session, uid, actor)
            session.models.update_run(run.id, name=name, settings=settings, state=state)
            record_run(session, "update", run, actor, at)
            return seen_run(session, uid, actor)

    def delete(self, uid: str, actor: User) -> None:
        """Delete a run with what was predicted in it; data rows and labels stay.

        Raises:
            NotFoundError: No such run, or none the actor may know of.
            AccessError: Somebody else made the model.
        """
        at = instant(self._clock)
        with self._store.write() as session:
            run = own_run(session, uid, actor)
            session.models.delete_run(run.id, at)
            record_run(session, "delete", run, actor, at)


def record_run(session: Session, action: str, run: ModelRun, actor: User, at: int, **detail: object) -> None:
    """Put what was done to a run into the activity."""
    session.record(
        Activity(
            at=at,
            user_id=actor.id,
            action=action,
            object_kind="model_run",
            object_uid=run.uid,
            detail={"name": run.name, **detail},
        )
    )


def _demand_small(settings: dict[str, Any]) -> None:
    size = len(msgspec.json.encode(settings))
    if size > MOST_SETTINGS:
        raise UsageError(
            f"the configuration has {size:,} bytes, {MOST_SETTINGS:,} are taken",
            hint="keep large things elsewhere and name them in it",
        )
