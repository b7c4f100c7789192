"""Operations: work somebody asked for, whose result they fetch later. Each is the business of who asked."""

from collections.abc import Mapping
from typing import Any

from postil.errors import ConflictError, NotFoundError
from postil.model.identity import new_uid
from postil.ports.access import User
from postil.ports.clock import Clock
from postil.ports.operations import Operation, OperationState
from postil.ports.store import Session, Store
from postil.services.instant import instant

Details = Mapping[str, Any]


class Operations:
    """Begin, end, get and list operations. Who does the work says when it has ended."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def begin(self, kind: str, name: str, user: User, parameters: Details) -> Operation:
        """Note that work has begun."""
        with self._store.write() as session:
            return session.operations.create(new_operation(kind, name, user, parameters, self._now()))

    def record(self, kind: str, name: str, user: User, parameters: Details, result: Details) -> Operation:
        """Note work that is done already, in one transaction."""
        described = new_operation(kind, name, user, parameters, self._now())
        described.state, described.result = "finished", dict(result)
        with self._store.write() as session:
            return session.operations.create(described)

    def advance(self, uid: str, result: Details) -> None:
        """Say how far it is; a later call replaces what an earlier one said.

        Raises:
            ConflictError: It has ended.
        """
        self._set(uid, "running", result)

    def finish(self, uid: str, result: Details) -> None:
        """Say that it is done, and what came of it.

        Raises:
            ConflictError: It has ended.
        """
        self._set(uid, "finished", result)

    def fail(self, uid: str, reason: str) -> None:
        """Say that it could not be done; `result` then holds the `reason`.

        Raises:
            ConflictError: It has ended.
        """
        self._set(uid, "failed", {"reason": reason})

    def _set(self, uid: str, state: OperationState, result: Details) -> None:
        with self._store.write() as session:
            set_operation(session, uid, state, result, self._now())

    def get(self, uid: str, user: User) -> Operation:
        """Return an operation the user asked for; administrators see all.

        Raises:
            NotFoundError: No such operation, or none of the user's.
        """
        with self._store.read() as session:
            found = session.operations.get(uid)
        if found is None or not (user.is_admin or found.user_id == user.id):
            raise _missing(uid)
        return found

    def find(self, uid: str) -> Operation:
        """Return an operation of anybody, for who has shown that they may know of it.

        Raises:
            NotFoundError: No such operation.
        """
        with self._store.read() as session:
            found = session.operations.get(uid)
        if found is None:
            raise _missing(uid)
        return found

    def list_operations(
        self,
        user: User,
        *,
        kind: str | None = None,
        state: OperationState | None = None,
        skip: int = 0,
        limit: int = 100,
    ) -> list[Operation]:
        """List what the user asked for, newest first; `skip` so many of the newest."""
        with self._store.read() as session:
            return session.operations.list_operations(user.id, kind=kind, state=state, skip=skip, limit=limit)

    def _now(self) -> int:
        return instant(self._clock)


def _missing(uid: str) -> NotFoundError:
    return NotFoundError(f"no operation {uid!r}", hint="list your operations")


def new_operation(kind: str, name: str, user: User, parameters: Details, at: int) -> Operation:
    """Describe an operation that begins now and is not stored."""
    return Operation(
        uid=new_uid(),
        kind=kind,
        name=name,
        user_id=user.id,
        parameters=dict(parameters),
        created_at=at,
        updated_at=at,
    )


def set_operation(session: Session, uid: str, state: OperationState, result: Details, at: int) -> None:
    """Say how an operation stands, in the transaction that made it so.

    Raises:
        ConflictError: It has ended, or there is none.
    """
    if not session.operations.set_state(uid, state, dict(result), at):
        raise ConflictError(f"operation {uid!r} has ended", hint="ask for it again")
