"""Global keys of many data rows: found, given and taken away."""

import re
from collections.abc import Sequence

import msgspec

from postil.ports.access import User
from postil.ports.clock import Clock
from postil.ports.store import Store
from postil.services.catalog.data_rows import MAX_GLOBAL_KEY, row_activity
from postil.services.instant import instant
from postil.services.visibility import Visibility

PART = 1_000
"""Data rows that are changed in one transaction."""

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
        found = self._visibility.seen_findings("global_key", list(dict.fromkeys(keys)), user)
        return [found[key].uid if key in found else None for key in keys]

    def clear(self, keys: Sequence[str], user: User) -> Cleared:
        """Take keys away from their data rows, a part at a time, so that others can write in between."""
        told = Cleared(cleared=[], missing=[], denied=[])
        asked = list(dict.fromkeys(keys))
        for start in range(0, len(asked), PART):
            self._clear(asked[start : start + PART], user, told)
        return told

    def _clear(self, asked: Sequence[str], user: User, told: Cleared) -> None:
        seen = self._visibility.seen_rows("global_key", asked, user)
        own = self._visibility.changeable(list(seen.values()), user)
        made = {key: row for key, row in seen.items() if row.id in own}
        at = instant(self._clock)
        with self._store.write() as session:
            session.catalog.set_global_keys({row.id: None for row in made.values()}, at)
            session.record_all([row_activity("update", row, user, at) for row in made.values()])
        told.cleared += [key for key in asked if key in made]
        told.missing += [key for key in asked if key not in seen]
        told.denied += [key for key in asked if key in seen and key not in made]

    def assign(self, assignments: Sequence[Assignment], user: User) -> Assigned:
        """Give keys to data rows in place of those they have, a part at a time.

        Of two that want the same key the first gets it; of two keys for one data row the last is given.
        """
        told = Assigned(given=[], invalid=[], denied=[])
        for start in range(0, len(assignments), PART):
            self._assign(assignments[start : start + PART], user, told)
        return told

    def _assign(self, assignments: Sequence[Assignment], user: User, told: Assigned) -> None:
        seen = self._visibility.seen_rows("uid", [one.uid for one in assignments], user)
        own = self._visibility.changeable(list(seen.values()), user)
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
            changed = [row for row in seen.values() if row.id in keys]
            session.record_all([row_activity("update", row, user, at) for row in changed])


def is_key(text: str) -> bool:
    """Tell whether a text can be a global key: not empty or too long, and no space too many."""
    return 0 < len(text) <= MAX_GLOBAL_KEY and not _SPACES.search(text)
