"""Row search: the data rows of the catalog by their own facts, a bounded number looked at per page."""

from collections.abc import Callable, Container, Sequence

import msgspec

from postil.errors import UsageError
from postil.model.data_row import MediaType
from postil.ports.catalog import CatalogRow, KeyedRow, MediaState
from postil.ports.projections import RowFacts
from postil.ports.store import Session
from postil.services.catalog.metadata_conditions import MetadataCondition, read_conditions, rows_meeting

WINDOW = 1_000
MAX_CANDIDATES = 5_000


class RowFilter(msgspec.Struct, kw_only=True, frozen=True):
    """Which data rows, by their own facts. Conditions combine with "and"; absent ones allow all.

    `metadata` are texts such as `weather=rain`.
    """

    dataset_id: int | None = None
    global_key_prefix: str | None = None
    media_state: MediaState | None = None
    media_type: MediaType | None = None
    metadata: Sequence[str] = ()

    def fits(self, row: RowFacts | KeyedRow | CatalogRow) -> bool:
        """Tell whether a data row passes as far as its own columns tell."""
        return (
            self.dataset_id in (None, row.dataset_id)
            and self.media_state in (None, row.media_state)
            and self.media_type in (None, row.media_type)
        )


class RowSearch:
    """One search in one transaction.

    Raises:
        UsageError: A condition on metadata cannot be read.
    """

    def __init__(self, session: Session, asked: RowFilter) -> None:
        self._session, self._asked = session, asked
        self._conditions: list[MetadataCondition] = read_conditions(session, asked.metadata)

    def passing(self, rows: Sequence[RowFacts | KeyedRow | CatalogRow]) -> set[int]:
        """Return the ids of those data rows that pass."""
        ids = [row.id for row in rows if self._asked.fits(row)]
        return set(rows_meeting(self._session, self._conditions, ids))


def find_rows(
    session: Session,
    asked: RowFilter,
    *,
    after_id: int,
    limit: int,
    seen: Callable[[Sequence[int]], Container[int]] | None = None,
) -> tuple[list[CatalogRow], int | None]:
    """Return data rows, and the id of the row behind which the next page begins; None on the last page.

    They come by id; with a prefix by global key, from the index of keys: however many others there are. Of
    those, `seen` leaves the ones that may be told.

    Raises:
        UsageError: With a prefix, `after_id` is no row with such a key; or a condition cannot be read.
    """
    if asked.global_key_prefix is not None:
        return _by_key(session, asked, asked.global_key_prefix, after_id, limit, seen)
    search = RowSearch(session, asked)
    found: list[int] = []
    for _ in range(MAX_CANDIDATES // WINDOW):
        window = session.projections.list_facts(dataset_id=asked.dataset_id, after_row=after_id, limit=WINDOW)
        passing = search.passing(window)
        for row in window:
            after_id = row.id
            if row.id in passing:
                found.append(row.id)
                if len(found) == limit:
                    return session.catalog.rows_by_id(found), after_id
        if len(window) < WINDOW:
            return session.catalog.rows_by_id(found), None
    return session.catalog.rows_by_id(found), after_id


def _by_key(
    session: Session,
    asked: RowFilter,
    prefix: str,
    after_id: int,
    limit: int,
    seen: Callable[[Sequence[int]], Container[int]] | None,
) -> tuple[list[CatalogRow], int | None]:
    search = RowSearch(session, asked)
    after_key = session.catalog.key_of(after_id) if after_id else ""
    # What somebody may not know of tells them nothing, not even by being refused differently.
    is_hidden = bool(after_id) and seen is not None and after_id not in seen([after_id])
    if is_hidden or after_key is None or (after_id and not after_key.startswith(prefix)):
        raise UsageError("`after` is no row of this list", hint="begin at the first page again")
    found: list[int] = []
    for _ in range(MAX_CANDIDATES // WINDOW):
        window = session.catalog.keyed_rows(prefix, after_key=after_key, limit=WINDOW)
        told = seen([row.id for row in window]) if seen is not None else {row.id for row in window}
        passing = search.passing(window)
        for row in window:
            after_id, after_key = row.id, row.global_key
            if row.id in told and row.id in passing:
                found.append(row.id)
                if len(found) == limit:
                    return session.catalog.rows_by_id(found), after_id
        if len(window) < WINDOW:
            return session.catalog.rows_by_id(found), None
    return session.catalog.rows_by_id(found), after_id
