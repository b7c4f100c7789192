"""Exit statuses, and which one an exception ends the program with."""

from postil.errors import ImportRejected, PostilError, ServerError, StoreError

OK = 0
FAULT = 1
USAGE = 2
PARTLY_REJECTED = 3
ALL_REJECTED = 4
UNREACHABLE = 5
INTERRUPTED = 130

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
