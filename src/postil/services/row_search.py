"""Row search: the data rows of the catalog by their own facts, a bounded number looked at per page."""

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
) -> tuple[list[CatalogRow], int | None]:
    """Return data rows by id, and the id behind which the next page begins; None on the last page."""
    found: list[int] = []
    for _ in range(MAX_CANDIDATES // WINDOW):
        window = session.projections.list_facts(dataset_id=dataset_id, after_row=after_id, limit=WINDOW)
        for row in window:
            after_id = row.id
            is_named = (row.global_key or "").startswith(global_key_prefix or "")
            if is_named and media_state in (None, row.media_state):
                found.append(row.id)
                if len(found) == limit:
                    return session.catalog.rows_by_id(found), after_id
        if len(window) < WINDOW:
            return session.catalog.rows_by_id(found), None
    return session.catalog.rows_by_id(found), after_id
