"""Foresight: data rows are looked up ahead while a source names them in the order they were made in.

A stretch of a block names some dozens of data rows, and each question to a database on another machine, or
on another core, waits longer than it takes to answer. Files mostly name data rows in the order in which they
were made: once two stretches would have been answered by one question, one is asked for the rest of a block.
"""

from collections.abc import Sequence
from itertools import pairwise

from postil.ports.catalog import RowFinding
from postil.ports.jobs import Job
from postil.ports.store import Session

MOST = 5_000
"""Data rows looked up ahead at once: some hundred kilobytes."""

FIRST = 1_000
"""Data rows expected in a block before one was seen."""

STRIKES = 3
"""After so many guesses of which half was of no use, none is made any more."""


class Foresight:
    """Finds data rows by global key, for one job; what it knows is true in one read session only."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._known: dict[str, RowFinding] = {}
        self._expected, self._asked = FIRST, 0
        self._guessed, self._used, self._strikes = 0, 0, 0

    def begin(self) -> None:
        """Forget what was known: another block is read, in another session."""
        if self._asked:
            self._expected = self._asked
        self._known = {}
        self._asked = self._guessed = self._used = 0

    def find(self, session: Session, keys: Sequence[str]) -> dict[str, RowFinding]:
        """Return what `find_rows` does; the session is that of all calls since `begin`."""
        self._asked += len(keys)
        known = self._known
        found = {key: known[key] for key in keys if key in known}
        self._used += len(found)
        if len(found) < len(keys):
            missing = [key for key in keys if key not in found]
            asked = session.catalog.find_rows("global_key", missing, self._job.project_id, self._job.id)
            found |= asked
            self._guess(session, [asked[key].id for key in missing if key in asked])
        return found

    def _guess(self, session: Session, ids: Sequence[int]) -> None:
        """Look up what follows some data rows, if they follow each other."""
        if 2 * self._used < self._guessed:
            self._strikes += 1
        self._known, self._guessed, self._used = {}, 0, 0
        if self._strikes >= STRIKES or not _are_neighbours(ids):
            return
        limit = min(MOST, self._expected - self._asked)
        if limit > len(ids):
            job = self._job
            self._known = session.catalog.next_rows(ids[-1], limit, job.project_id, job.id)
            self._guessed = len(self._known)


def _are_neighbours(ids: Sequence[int]) -> bool:
    """Tell whether ids ascend without large gaps."""
    if len(ids) < 2 or ids[-1] - ids[0] > 2 * len(ids):
        return False
    return all(first < second for first, second in pairwise(ids))
