"""Operations as stored: what was asked for, and what came of it."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, literal_column, select, update

from postil.ports.operations import Operation, OperationState
from postil.stores.sql import schema as t
from postil.stores.sql.records import first_record, record

_operation = t.operation.c
# Spelled out, not bound: only so does the partial index apply.
_RUNNING: ColumnElement[str] = literal_column("'running'")


class SqlOperations:
    """`ports.operations.OperationStore`; every method acts in the transaction at hand."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, operation: Operation) -> Operation:
        """Store an operation; its `id` is given here."""
        fields = {name: getattr(operation, name) for name in operation.__struct_fields__ if name != "id"}
        made = self._connection.execute(insert(t.operation).values(fields).returning(*_operation))
        return record(Operation, made.one())

    def get(self, uid: str) -> Operation | None:
        """Return an operation by its public id."""
        query = select(t.operation).where(_operation.uid == uid)
        return first_record(Operation, self._connection.execute(query).first())

    def set_state(self, uid: str, state: OperationState, result: dict[str, Any], at: int) -> bool:
        """Say how a running operation stands; False when it has ended, or there is none."""
        changed = (
            update(t.operation)
            .where(_operation.uid == uid, _operation.state == "running")
            .values(state=state, result=result, updated_at=at)
        )
        return bool(self._connection.execute(changed).rowcount)

    def list_operations(
        self,
        user_id: int,
        *,
        kind: str | None = None,
        state: OperationState | None = None,
        skip: int = 0,
        limit: int,
    ) -> list[Operation]:
        """List the operations of a user, newest first."""
        query = select(t.operation).where(_operation.user_id == user_id)
        if kind is not None:
            query = query.where(_operation.kind == kind)
        if state is not None:
            query = query.where(_operation.state == state)
        rows = self._connection.execute(query.order_by(_operation.id.desc()).offset(skip).limit(limit))
        return [record(Operation, row) for row in rows]

    def unfinished(self, *, after_id: int, limit: int) -> list[Operation]:
        """List operations of anybody that run, oldest first."""
        query = select(t.operation).where(_operation.state == _RUNNING, _operation.id > after_id)
        rows = self._connection.execute(query.order_by(_operation.id).limit(limit))
        return [record(Operation, row) for row in rows]
