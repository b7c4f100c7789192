"""Global keys of many data rows: found, given and taken away."""

import re
from collections.abc import Sequence

import msgspec

from postil.ports.access import User
from postil.ports.catalog import CatalogRow
from postil.ports.clock import Clock
from postil.ports.store import Activity, Session, Store
from postil.services.data_rows import MAX_GLOBAL_KEY
from postil.services.instant import instant
from postil.services.visibility import Visibility

_SPACES = re.compile(r"^\s|\s$|\s\s")


class Assignment(msgspec.Struct, frozen=True):
    """A global key for a data row."""

    uid: str
    key: str


class Cleared(msgspec.Struct, kw_only=True):
    """What became of keys that were to be taken away; `denied` are of data rows the user may not change."""

    cleared: list[str]
    missing: list[str]
    denied: list[str]


class Assigned(msgspec.Struct, kw_only=True):
    """What became of keys that were to be given; `invalid` are taken, misspelled, or of no data row."""

    given: list[Assignment]
    invalid: list[Assignment]
    denied: list[Assignment]


class GlobalKeys:
    """Give and take away global keys; one that cannot be keeps no other from it."""

    def __init__(self, store: Store, clock: Clock, visibility: Visibility) -> None:
        self._store, self._clock, self._visibility = store, clock, visibility

    def find(self, keys: Sequence[str], user: User) -> list[str | None]:
        """Return the uid of each data row the user may know of, None where there is none, in order."""
        found = self._visibility.seen_rows("global_key", list(dict.fromkeys(keys)), user)
        return [found[key].uid if key in found else None for key in keys]

    def clear(self, keys: Sequence[str], user: User) -> Cleared:
        """Take keys away from their data rows."""
        asked = list(dict.fromkeys(keys))
        seen = self._visibility.seen_rows("global_key", asked, user)
        own = self._visibility.changeable(list(seen.values()), user)
        made = {key: row for key, row in seen.items() if row.id in own}
        at = instant(self._clock)
        with self._store.write() as session:
            session.catalog.set_global_keys({row.id: None for row in made.values()}, at)
            self._record(session, list(made.values()), user, at)
        return Cleared(
            cleared=[key for key in asked if key in made],
            missing=[key for key in asked if key not in seen],
            denied=[key for key in asked if key in seen and key not in made],
        )

    def assign(self, assignments: Sequence[Assignment], user: User) -> Assigned:
        """Give keys to data rows in place of those they have; of two that want the same the first gets it."""
        seen = self._visibility.seen_rows("uid", [one.uid for one in assignments], user)
        own = self._visibility.changeable(list(seen.values()), user)
        told = Assigned(given=[], invalid=[], denied=[])
        at = instant(self._clock)
        with self._store.write() as session:
            taken = session.catalog.used_global_keys([one.key for one in assignments])
            keys: dict[int, str | None] = {}
            for one in assignments:
                row = seen.get(one.uid)
                if row is None or not is_key(one.key) or (one.key in taken and row.global_key != one.key):
                    told.invalid.append(one)
                elif row.id not in own:
                    told.denied.append(one)
                else:
                    taken.add(one.key)
                    keys[row.id] = one.key
                    told.given.append(one)
            session.catalog.set_global_keys(keys, at)
            self._record(session, [row for row in seen.values() if row.id in keys], user, at)
        return told

    def _record(self, session: Session, rows: Sequence[CatalogRow], user: User, at: int) -> None:
        for row in rows:
            session.record(
                Activity(at=at, user_id=user.id, action="update", object_kind="data_row", object_uid=row.uid)
            )


def is_key(text: str) -> bool:
    """Tell whether a text can be a global key: not empty or too long, and no space too many."""
    return 0 < len(text) <= MAX_GLOBAL_KEY and not _SPACES.search(text)
