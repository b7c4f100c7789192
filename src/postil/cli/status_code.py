"""Exit statuses, and which one an exception ends the program with."""

from collections.abc import Mapping
from types import MappingProxyType

from postil.errors import ImportRejected, PostilError, ServerError, StoreError

OK = 0
FAULT = 1
USAGE = 2
PARTLY_REJECTED = 3
ALL_REJECTED = 4
UNREACHABLE = 5
INTERRUPTED = 130

MEANINGS: Mapping[int, str] = MappingProxyType(
    {
        OK: "everything was done; of an import or a check: every row was taken, or would be",
        FAULT: "something went wrong inside, or the storage failed",
        USAGE: "the command is wrong, or asks for something that is not there",
        PARTLY_REJECTED: "some rows were refused, or would be",
        ALL_REJECTED: "all rows were refused, or would be, or the file as a whole",
        UNREACHABLE: "the server cannot be reached",
        INTERRUPTED: "it was interrupted by Ctrl-C",
    }
)
"""What each status says, for the documents."""

_BY_CLASS: tuple[tuple[type[PostilError], int], ...] = (
    (ImportRejected, ALL_REJECTED),
    (ServerError, UNREACHABLE),
    (StoreError, FAULT),
)


def status_of(error: PostilError) -> int:
    """Return the status of a program that an exception ended; what its caller can mend is usage."""
    return next((status for kind, status in _BY_CLASS if isinstance(error, kind)), USAGE)


def status_of_rows(read: int, rejected: int) -> int:
    """Return the status of a program that judged `read` rows and refused `rejected` of them."""
    if not rejected:
        return OK
    return ALL_REJECTED if rejected >= read else PARTLY_REJECTED
