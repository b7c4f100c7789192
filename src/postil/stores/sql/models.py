"""Models and their runs."""

from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, insert, literal, or_, select, update
from sqlalchemy.exc import IntegrityError

from postil.errors import ConflictError
from postil.model.identity import new_uid
from postil.ports.models import Model, ModelRun
from postil.stores.sql import schema as t
from postil.stores.sql.records import first_record, record
from postil.stores.sql.run_rows import SqlRunRows
from postil.stores.sql.seen import projects_of

_model, _run, _project = t.model.c, t.model_run.c, t.project.c
_MODEL = [_model[name] for name in Model.__struct_fields__]
_RUN = [_run[name] for name in ModelRun.__struct_fields__]
_IS_THERE = and_(_run.deleted_at.is_(None), _model.deleted_at.is_(None))


def sees_model(user_id: int) -> ColumnElement[bool]:
    """Ask whether a user may know of the model of the query around."""
    used = select(_project.ontology_id).where(
        _project.id.in_(projects_of(user_id)), _project.ontology_id.is_not(None)
    )
    return or_(_model.created_by == user_id, _model.ontology_id.in_(used))


class SqlModels(SqlRunRows):
    """`ports.models.ModelStore`."""

    def create_model(self, name: str, ontology_id: int, by: int | None, at: int) -> Model:
        """Store a model; names may repeat."""
        values = {"name": name, "ontology_id": ontology_id, "created_by": by, "created_at": at}
        statement = insert(t.model).values(uid=new_uid(), **values)
        return record(Model, self._connection.execute(statement.returning(*_MODEL)).one())

    def get_model(self, uid: str) -> Model | None:
        """Return a model by its public id."""
        return self._model(_model.uid == uid)

    def model_by_id(self, model_id: int) -> Model | None:
        """Return a model."""
        return self._model(_model.id == model_id)

    def _model(self, condition: ColumnElement[bool]) -> Model | None:
        query = select(*_MODEL).where(condition, _model.deleted_at.is_(None))
        return first_record(Model, self._connection.execute(query).first())

    def list_models(
        self, *, after_id: int, limit: int, name: str | None = None, seen_by: int | None = None
    ) -> list[Model]:
        """List models in the order they were made: of a name, and those a user may know of."""
        query = select(*_MODEL).where(_model.id > after_id, _model.deleted_at.is_(None))
        if name is not None:
            query = query.where(_model.name == name)
        if seen_by is not None:
            query = query.where(sees_model(seen_by))
        rows = self._connection.execute(query.order_by(_model.id).limit(limit))
        return [record(Model, row) for row in rows]

    def sees_model(self, user_id: int, model_id: int) -> bool:
        """Tell whether a user made a model, or has a role in a project that uses its ontology."""
        query = select(_model.id).where(_model.id == model_id, sees_model(user_id))
        return self._connection.execute(query).first() is not None

    def rename_model(self, model_id: int, name: str) -> None:
        """Call a model otherwise."""
        self._connection.execute(update(t.model).where(_model.id == model_id).values(name=name))

    def delete_model(self, model_id: int, at: int) -> None:
        """Hide a model with all its runs."""
        self._connection.execute(update(t.model).where(_model.id == model_id).values(deleted_at=at))

    def create_run(
        self, model_id: int, name: str, settings: dict[str, Any], by: int | None, at: int
    ) -> ModelRun:
        """Store a run.

        Raises:
            ConflictError: The model has a run of that name.
        """
        values = {"model_id": model_id, "name": name, "settings": settings, "created_by": by}
        statement = insert(t.model_run).values(uid=new_uid(), state="ready", created_at=at, **values)
        try:
            with self._connection.begin_nested():
                row = self._connection.execute(statement.returning(*_RUN)).one()
        except IntegrityError as error:
            raise _taken(name) from error
        return record(ModelRun, row)

    def get_run(self, uid: str) -> ModelRun | None:
        """Return a run by its public id, unless it or its model was deleted."""
        return first_record(ModelRun, self._connection.execute(_runs().where(_run.uid == uid)).first())

    def run_by_id(self, run_id: int) -> ModelRun | None:
        """Return a run, unless it or its model was deleted."""
        return first_record(ModelRun, self._connection.execute(_runs().where(_run.id == run_id)).first())

    def list_runs(self, model_id: int, *, after_id: int, limit: int) -> list[ModelRun]:
        """List the runs of a model in the order they were made."""
        query = _runs().where(_run.model_id == model_id, _run.id > after_id)
        rows = self._connection.execute(query.order_by(_run.id).limit(limit))
        return [record(ModelRun, row) for row in rows]

    def update_run(
        self,
        run_id: int,
        *,
        name: str | None = None,
        settings: dict[str, Any] | None = None,
        state: str | None = None,
    ) -> None:
        """Change what is not None.

        Raises:
            ConflictError: The model has another run of that name.
        """
        given: dict[str, Any] = {"name": name, "settings": settings, "state": state}
        values = {field: value for field, value in given.items() if value is not None}
        if not values:
            return
        try:
            with self._connection.begin_nested():
                self._connection.execute(update(t.model_run).where(_run.id == run_id).values(values))
        except IntegrityError as error:
            raise _taken(name or "") from error

    def delete_run(self, run_id: int, at: int) -> None:
        """Hide a run; another one may have its name."""
        spent = _run.name + literal(" (deleted ", String()) + cast(_run.id, String()) + literal(")", String())
        change = update(t.model_run).where(_run.id == run_id)
        self._connection.execute(change.values(deleted_at=at, name=spent))


def _runs() -> Select[Any]:
    return select(*_RUN).join(t.model, _model.id == _run.model_id).where(_IS_THERE)


def _taken(name: str) -> ConflictError:
    return ConflictError(f"the model has a run {name!r} already", hint="choose another name")
