"""Row search: the data rows of the catalog by their own facts, a bounded number looked at per page."""

from collections.abc import Callable, Container, Sequence

from postil.errors import UsageError
from postil.ports.catalog import CatalogRow, MediaState
from postil.ports.store import Session

WINDOW = 1_000
MAX_CANDIDATES = 5_000


def find_rows(
    session: Session,
    *,
    dataset_id: int | None,
    global_key_prefix: str | None,
    media_state: MediaState | None,
    after_id: int,
    limit: int,
    seen: Callable[[Sequence[int]], Container[int]] | None = None,
) -> tuple[list[CatalogRow], int | None]:
    """Return data rows, and the id of the row behind which the next page begins; None on the last page.

    They come by id; with a prefix by global key, from the index of keys: however many others there are. Of
    those, `seen` leaves the ones that may be told.

    Raises:
        UsageError: With a prefix, `after_id` is no row with such a key.
    """
    if global_key_prefix is not None:
        return _by_key(session, dataset_id, global_key_prefix, media_state, after_id, limit, seen)
    found: list[int] = []
    for _ in range(MAX_CANDIDATES // WINDOW):
        window = session.projections.list_facts(dataset_id=dataset_id, after_row=after_id, limit=WINDOW)
        for row in window:
            after_id = row.id
            if media_state in (None, row.media_state):
                found.append(row.id)
                if len(found) == limit:
                    return session.catalog.rows_by_id(found), after_id
        if len(window) < WINDOW:
            return session.catalog.rows_by_id(found), None
    return session.catalog.rows_by_id(found), after_id


def _by_key(
    session: Session,
    dataset_id: int | None,
    prefix: str,
    media_state: MediaState | None,
    after_id: int,
    limit: int,
    seen: Callable[[Sequence[int]], Container[int]] | None,
) -> tuple[list[CatalogRow], int | None]:
    after_key = session.catalog.key_of(after_id) if after_id else ""
    # What somebody may not know of tells them nothing, not even by being refused differently.
    is_hidden = bool(after_id) and seen is not None and after_id not in seen([after_id])
    if is_hidden or after_key is None or (after_id and not after_key.startswith(prefix)):
        raise UsageError("`after` is no row of this list", hint="begin at the first page again")
    found: list[int] = []
    for _ in range(MAX_CANDIDATES // WINDOW):
        window = session.catalog.keyed_rows(prefix, after_key=after_key, limit=WINDOW)
        told = seen([row.id for row in window]) if seen is not None else {row.id for row in window}
        for row in window:
            after_id, after_key = row.id, row.global_key
            if (
                row.id in told
                and dataset_id in (None, row.dataset_id)
                and media_state in (None, row.media_state)
            ):
                found.append(row.id)
                if len(found) == limit:
                    return session.catalog.rows_by_id(found), after_id
        if len(window) < WINDOW:
            return session.catalog.rows_by_id(found), None
    return session.catalog.rows_by_id(found), after_id
