"""Versions: a change that says what it was made from is refused when that is the past."""

from collections.abc import Collection

from postil.errors import ChangedError


def demand_version(thing: str, version: int, expected: Collection[int] | None) -> None:
    """Return when a thing has one of the expected versions; None expects nothing.

    Ask in the transaction that changes the thing: of two made from one version, the second is refused.

    Raises:
        ChangedError: It has another version.
    """
    if expected is not None and version not in expected:
        raise ChangedError(
            f"{thing} has been changed since what this change was made from",
            version=version,
            hint="get it again, repeat the change on what it says now, and send its ETag as If-Match",
        )
