"""The projector: follows the numbered changes and keeps the projections true, a short transaction at a time.

What a data row has is computed from what readers see of it, never from what it had: doing a step twice, or
after a crash, comes to the same. Reading and counting hold no turn to write; if somebody else took the step
meanwhile, the work is thrown away.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from postil.model.occurrence import ANY, CERTAIN, SIXTEENTHS, OneFeature, sixteenth
from postil.ports.jobs import JobChange
from postil.ports.projections import CLEARING, Content, Occurrence, Progress, Said
from postil.ports.store import Session, Store
from postil.services.index.finders import Finders

ROWS_PER_STEP = 500
ANNOTATIONS_PER_STEP = 5_000
"""What one transaction is about, at most: about 10 ms of writing, which people do not notice waiting behind.

The data row that is begun is done to its end.
"""

CHANGES_PER_STEP = 100
CLEARED_PER_STEP = 5_000
PART = 20
"""Data rows whose annotations are in memory at once."""


class Counted(msgspec.Struct):
    """All occurrences on some data rows, by set."""

    rows: dict[int, None]
    occurrences: dict[int, list[Occurrence]]


class Step(msgspec.Struct):
    """What one transaction will write, and the state it was computed for."""

    before: Progress
    cursor: int
    row_after: int
    counted: Counted
    marks: list[int] = []


class Projector:
    """Brings the projections up to date. Several may run: they take turns, and none undoes another's step.

    Args:
        store: The database.
        rows_per_step: How many data rows one transaction writes.
    """

    def __init__(self, store: Store, rows_per_step: int = ROWS_PER_STEP) -> None:
        self._store, self._rows = store, rows_per_step
        self._finders = Finders()

    def run(self, should_stop: Callable[[], bool] = lambda: False) -> int:
        """Take steps until nothing is due, or `should_stop` says so; return how many were taken."""
        steps = 0
        while self.step():
            steps += 1
            if should_stop():
                break
        return steps

    def catch_up(self) -> bool:
        """Take what is due now, and leave alone what comes meanwhile; tell whether anything may be left.

        Following closely costs a transaction for every change; a moment later many are one step.
        """
        with self._store.read() as session:
            newest = session.jobs.newest_change()
        while self.step():
            with self._store.read() as session:
                projections = session.projections
                if projections.progress().cursor >= newest and not projections.dirty_rows(limit=1):
                    return True
        return False

    def step(self) -> bool:
        """Take one step; False when nothing is due."""
        with self._store.read() as session:
            before = session.projections.progress()
            step = None if before.cursor == CLEARING else self._next(session, before)
        if before.cursor == CLEARING:
            self._clear(before)
            return True
        if step is None:
            return False
        with self._store.write() as session:
            _take(session, step)
        return True

    def backlog(self, limit: int) -> int:
        """Return about how much is due, data rows and annotations, at most `limit`."""
        with self._store.read() as session:
            cursor = session.projections.progress().cursor
            return limit if cursor == CLEARING else session.projections.backlog(cursor, limit=limit)

    def rebuild(self) -> None:
        """Forget everything derived and derive it anew; killed in between, `run` goes on with it."""
        while True:
            with self._store.write() as session:
                if session.projections.move(session.projections.progress(), CLEARING, 0):
                    break
        self.run()

    def _clear(self, before: Progress) -> None:
        with self._store.write() as session:
            projections = session.projections
            # First the step is taken: what somebody else has cleared may be filled again already.
            if projections.move(before, CLEARING, 0) and not projections.clear(limit=CLEARED_PER_STEP):
                # What people said is in no change of an import.
                projections.dirty_spoken()
                projections.move(projections.progress(), 0, 0)

    def _next(self, session: Session, before: Progress) -> Step | None:
        projections = session.projections
        marked = projections.dirty_rows(limit=self._rows)
        if marked:
            rows = list(dict.fromkeys(row for _, row in marked))
            found = self._occurrences(session, projections.sets_on(rows), rows)
            marks = [mark for mark, row in marked if row in found.rows]
            return Step(before, before.cursor, before.row_after, found, marks)
        changes = projections.next_changes(before.cursor, limit=CHANGES_PER_STEP)
        if not changes:
            return None
        several = None if before.row_after else self._several(session, before, changes)
        return several or self._part(session, before, changes[0])

    def _several(self, session: Session, before: Progress, changes: Sequence[JobChange]) -> Step | None:
        """Take the changes that fit into one step together; None when that is not even two."""
        rows: dict[int, None] = {}
        taken: list[JobChange] = []
        for change in changes:
            more = session.projections.job_rows(change.job_id, after_row=0, limit=self._rows)
            if len(rows) + len(more) >= self._rows:
                break
            rows |= dict.fromkeys(more)
            taken.append(change)
        if len(taken) < 2:
            return None
        found = self._occurrences(session, sorted({change.set_id for change in taken}), sorted(rows))
        is_all = len(found.rows) == len(rows)
        return Step(before, taken[-1].no, 0, found) if is_all else None

    def _part(self, session: Session, before: Progress, change: JobChange) -> Step:
        """Take one change, or as much of it as one step may be about."""
        projections = session.projections
        rows = projections.job_rows(change.job_id, after_row=before.row_after, limit=self._rows)
        found = self._occurrences(session, [change.set_id], rows)
        if len(rows) < self._rows and len(found.rows) == len(rows):
            return Step(before, change.no, 0, found)
        return Step(before, before.cursor, rows[len(found.rows) - 1], found)

    def _occurrences(self, session: Session, set_ids: Sequence[int], row_ids: Sequence[int]) -> Counted:
        """Count on the data rows in their order, until it is enough for a step."""
        found = Counted({}, {set_id: [] for set_id in set_ids})
        annotations = 0
        for first in range(0, len(row_ids), PART):
            part = row_ids[first : first + PART]
            said = session.projections.said_of_features(set_ids, part)
            for occurrence in self._counted(session, said):
                found.occurrences[occurrence.set_id].append(occurrence)
            found.rows |= dict.fromkeys(part)
            annotations += len(said)
            if annotations >= ANNOTATIONS_PER_STEP:
                break
        return found

    def _counted(self, session: Session, said: Iterable[Said[Content]]) -> Iterator[Occurrence]:
        for (row_id, set_id), group in groupby(said, key=lambda one: (one.data_row_id, one.set_id)):
            counts: dict[int, list[int]] = defaultdict(lambda: [0] * SIXTEENTHS)
            certain: dict[int, int] = defaultdict(int)
            for one in group:
                annotation = one.annotation
                if isinstance(annotation, OneFeature) and annotation.confidence is None:
                    certain[annotation.feature_id] += 1
                    continue
                for feature_id, score in self._finders.of(session, one).of(annotation).items():
                    counts[feature_id][sixteenth(score)] += 1
            for feature_id, count in certain.items():
                counts[feature_id][sixteenth(CERTAIN)] += count
                counts[ANY][sixteenth(CERTAIN)] += count
            for feature_id, bins in counts.items():
                yield Occurrence(set_id, feature_id, row_id, bins)


def _take(session: Session, step: Step) -> None:
    projections = session.projections
    if not projections.move(step.before, step.cursor, step.row_after):
        return
    rows = list(step.counted.rows)
    for set_id, occurrences in step.counted.occurrences.items():
        projections.replace(set_id, rows, occurrences)
    # Only now: a summary adds up all sets of a project.
    if step.marks:
        projections.summarise(rows, set_id=None)
        projections.clean(step.marks)
    else:
        for set_id in step.counted.occurrences:
            projections.summarise(rows, set_id=set_id)
