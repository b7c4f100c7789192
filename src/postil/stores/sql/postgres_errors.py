"""What the failures of PostgreSQL mean, and what to do about them."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from postil.errors import ConflictError, PostilError, RetryableStoreError, StoreError

Meaning = tuple[type[StoreError], str, str, str]
"""`(kind, code, message, hint)`."""

_BUSY: Meaning = (
    RetryableStoreError,
    "STO002",
    "the database is busy",
    "try again; if it stays so, look for a stuck import with `postil status`",
)
_AWAY: Meaning = (
    RetryableStoreError,
    "STO006",
    "the database cannot be reached or went away; what was committed is kept",
    "see that PostgreSQL runs and can be reached from here, then resume",
)
_REFUSED: Meaning = (
    StoreError,
    "STO004",
    "PostgreSQL does not let us in",
    "check user, password and database name of the database URL, and the rights of the user",
)
_FULL: Meaning = (
    StoreError,
    "STO001",
    "the disk of the database is full; nothing of this step was written",
    "free some space and resume; what was written before is kept",
)
_DAMAGED: Meaning = (StoreError, "STO003", "the database is damaged", "restore a backup")
_READ_ONLY: Meaning = (
    StoreError,
    "STO004",
    "the database cannot be written",
    "write through `write()`, and to the primary server instead of a replica",
)

# The longest prefix of the five characters of SQLSTATE decides.
_MEANINGS = {
    "08": _AWAY,
    "57P": _AWAY,
    "25P03": _AWAY,
    "40": _BUSY,
    "55P03": _BUSY,
    "57014": _BUSY,
    "53": _BUSY,
    "53100": _FULL,
    "25006": _READ_ONLY,
    "28": _REFUSED,
    "3D": _REFUSED,
    "42501": _REFUSED,
    "58": _DAMAGED,
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}


@contextmanager
def translated(place: str, password: str = "") -> Iterator[None]:
    """Turn what the driver raises into store errors that say what to do.

    Args:
        place: The database as it may be shown to anybody.
        password: What must not be shown, should the driver repeat it.
    """
    try:
        yield
    except PoolTimeout as error:
        raise RetryableStoreError(
            "every connection to the database is in use", code="STO002", hint="try again"
        ) from error
    except DBAPIError as error:
        raise _translate(error.orig, place, password) from _harmless(error, password)
    except psycopg.Error as error:
        raise _translate(error, place, password) from _harmless(error, password)


def _harmless(error: BaseException, password: str) -> BaseException | None:
    # A cause is logged with its message: without one is better than with a password.
    return None if password and password in str(error) else error


def _translate(error: BaseException | None, place: str, password: str) -> PostilError:
    told = " ".join(str(error).split())
    if password:
        told = told.replace(password, "***")
    state = getattr(error, "sqlstate", None) or ""
    if state.startswith("23"):
        return ConflictError(f"the write contradicts what is stored: {told}")
    meaning = meaning_of(state)
    if meaning is None and not state and isinstance(error, psycopg.OperationalError):
        meaning = _REFUSED if "authentication failed" in told or "does not exist" in told else _AWAY
    if meaning is None:
        return StoreError(f"the database refused a statement: {told}", hint="report this with the message")
    kind, code, message, hint = meaning
    return kind(f"{message} - {place}: {told}", code=code, hint=hint)


def meaning_of(state: str) -> Meaning | None:
    """Return what a SQLSTATE means, or None for one that only a mistake of ours can bring about."""
    for length in (5, 3, 2):
        if state[:length] in _MEANINGS:
            return _MEANINGS[state[:length]]
    return None
