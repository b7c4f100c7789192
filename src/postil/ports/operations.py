"""Operations: pieces of work somebody asked for, whose result they fetch later."""

from typing import Any, Literal, Protocol

import msgspec

OperationState = Literal["running", "finished", "failed"]


class Operation(msgspec.Struct, kw_only=True):
    """A piece of work, what was asked for, and what came of it.

    `kind` says what it does and is a word of the service that does it. While it runs, `result` may tell how
    far it is; of a failed one it holds `reason`. Outcomes of many rows are a file among the blobs, and their
    hash is in `result`. `name` is empty when nobody gave one.
    """

    id: int = 0
    uid: str
    kind: str
    name: str = ""
    state: OperationState = "running"
    user_id: int
    parameters: dict[str, Any] = {}
    result: dict[str, Any] = {}
    created_at: int
    updated_at: int


class OperationStore(Protocol):
    """Operations of all users. One that has ended does not change any more."""

    def create(self, operation: Operation) -> Operation: ...

    def get(self, uid: str) -> Operation | None: ...

    def set_state(self, uid: str, state: OperationState, result: dict[str, Any], at: int) -> bool:
        """Say how a running operation stands; False when it has ended, or there is none."""
        ...

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
        ...

    def unfinished(self, *, after_id: int, limit: int) -> list[Operation]:
        """List operations of anybody that run, oldest first."""
        ...
