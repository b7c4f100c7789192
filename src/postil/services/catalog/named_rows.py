"""Named rows: data rows as callers name them, by id in either spelling or by global key."""

from collections.abc import Sequence

import msgspec

from postil.model.identity import read_id
from postil.ports.access import User
from postil.ports.catalog import RowFinding
from postil.ports.store import Session
from postil.services.visibility import seen_rows


class NamedRows(msgspec.Struct, kw_only=True):
    """Data rows by the spelling that named them, and the spellings that name none the caller may know of."""

    found: dict[str, int]
    missing: list[str]

    @property
    def ids(self) -> list[int]:
        """Return every row once, in the order in which they were named first."""
        return list(dict.fromkeys(self.found.values()))


def find_named_rows(
    session: Session, user: User, *, row_ids: Sequence[str] = (), global_keys: Sequence[str] = ()
) -> NamedRows:
    """Find data rows; deleted ones and those the user may not know of are missing."""
    uids = {spelling: read_id(spelling) or spelling for spelling in row_ids}
    by_uid = session.catalog.find_rows("uid", list(dict.fromkeys(uids.values())), None)
    by_key = session.catalog.find_rows("global_key", list(dict.fromkeys(global_keys)), None)
    named: list[tuple[str, RowFinding | None]] = [(text, by_uid.get(uid)) for text, uid in uids.items()]
    named += [(key, by_key.get(key)) for key in global_keys]
    there = {row.id for _, row in named if row is not None and not row.is_deleted}
    seen = seen_rows(session, there, user)
    found = {text: row.id for text, row in named if row is not None and row.id in seen}
    return NamedRows(found=found, missing=[text for text, _ in named if text not in found])
