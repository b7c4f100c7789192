"""Histories done to a store, and told beside it."""

from collections.abc import Iterator
from contextlib import contextmanager

from postil.model.annotation import Annotation
from postil.ports.jobs import Job
from postil.ports.labels import LabelVersion
from postil.ports.store import Session, Store
from postil.testing.histories import (
    NUMBERS,
    ROWS,
    Bundle,
    Compact,
    Delete,
    Edit,
    Hide,
    Publish,
    Seal,
    Step,
    Told,
    Value,
    Write,
)
from postil.testing.world import NOW, World, populate, segment


class OneTransaction(Store):
    """A store whose transactions are one: what is done to it costs no waiting for the disk."""

    layers_at_once = 1 << 30

    def __init__(self, session: Session) -> None:
        self._session = session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give the one session."""
        yield self._session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give the one session."""
        yield self._session

    def is_awaited(self) -> bool:
        """Say no."""
        return False

    def close(self) -> None:
        """Leave it to whoever opened it."""


class Played:
    """A history done to a store, and told beside it."""

    def __init__(self, store: Store) -> None:
        self.world: World = populate(store, rows=ROWS)
        self.told = Told()
        self.jobs: dict[int, Job] = {}
        with store.write() as session:
            self.first = session.jobs.lock_changes()
        # Later than anything of the histories before it, which are then sealed before this one.
        self.at = NOW + self.first * 1_000

    def play(self, step: Step) -> None:
        """Do one step to both; steps that make no sense where they stand are passed over."""
        self.at += 1
        if isinstance(step, Write):
            self._write(step)
        elif isinstance(step, Publish):
            self._publish(step)
        elif isinstance(step, Hide):
            self._hide(step)
        elif isinstance(step, Seal):
            self._seal(step)
        elif isinstance(step, Compact):
            self._compact(step)
        elif isinstance(step, Edit):
            self._edit(step)
        else:
            self._delete(step)

    def _job(self, number: int) -> Job:
        if number not in self.jobs:
            self.jobs[number] = self.world.start_job()
            self.told.begun[number] = self.told.change
        return self.jobs[number]

    def _write(self, step: Write) -> None:
        if step.job in self.told.published:
            return
        row, no = step.bundle
        new = segment(self.world.rows[row], step.layer.features, no=no)
        new.is_whole, new.tombstones = step.layer.is_whole, step.layer.tombstones
        new.version, new.is_benchmark = step.layer.version, step.layer.is_benchmark
        self.world.layer(self._job(step.job), [new], chunk=step.chunk)
        self.told.layers[step.job, step.chunk, step.bundle] = step.layer

    def _publish(self, step: Publish) -> None:
        if step.job not in self.told.published:
            job = self._job(step.job)
            with self.world.write() as session:
                session.jobs.publish(job.id, job.fence, self.at)
                self._follow(session, job)
            self.told.published.append(step.job)
            self._changed(step.job)

    def _hide(self, step: Hide) -> None:
        if step.job in self.told.published and step.job not in self.told.sealed:
            job = self.jobs[step.job]
            with self.world.write() as session:
                session.jobs.set_undone(job.id, is_undone=step.is_undone, by=None, at=self.at)
                self._follow(session, job)
            (self.told.undone.add if step.is_undone else self.told.undone.discard)(step.job)
            self._changed(step.job)

    def _follow(self, session: Session, job: Job) -> None:
        """Make the labels the set stands for; what follows otherwise is not told here."""
        world = self.world
        session.labels.ensure_imported(world.project_id, world.set_id, None, world.rows, self.at)
        session.jobs.set_followed(job.id, None)

    def _changed(self, job: int) -> None:
        self.told.change += 1
        self.told.changed[job] = (self.told.change, self.at)

    def _seal(self, step: Seal) -> None:
        with self.world.write() as session:
            session.jobs.seal(self.at - step.age, self.at)
        self.told.seal(self.at - step.age)

    def _compact(self, step: Compact) -> None:
        for _ in range(step.steps):
            with self.world.write() as session:
                jobs = session.jobs.uncompacted(limit=1)
                for job in jobs:
                    after = job.compact_after or 0
                    if job.undone_at is None or not session.bundles.drop_undone(job.id, limit=1):
                        done = session.bundles.collapse(job.id, after_row=after, limit=1)
                        session.jobs.set_compacted(job.id, done)
            if not jobs:
                return

    def _edit(self, step: Edit) -> None:
        versions = self.told.versions.get(step.row, [])
        if step.row in self.told.deleted or (not versions and self.told.value((step.row, 0)) is None):
            return
        row_id = self.world.rows[step.row]
        drawn = [Annotation(key="mine", feature=step.feature)]
        with self.world.write() as session:
            [label] = session.labels.of_rows(self.world.project_id, [row_id])
            version = LabelVersion(label_id=label.id, no=len(versions) + 1, annotations=drawn)
            session.labels.append_version(version)
        self.told.versions[step.row] = [*versions, step.feature]

    def _delete(self, step: Delete) -> None:
        with self.world.write() as session:
            session.catalog.delete_rows([self.world.rows[step.row]], self.at)
        self.told.deleted.add(step.row)

    def values(self, as_of: int | None = None) -> dict[Bundle, Value]:
        """Return the value of every bundle with a visible layer, as the store has it."""
        number = None if as_of is None else self.first + as_of
        with self.world.read() as session:
            found = session.bundles.fold(self.world.set_id, self.world.rows, as_of=number)
        return {
            (self.world.rows.index(row), no): [(one.key, one.feature) for one in value]
            for (row, no), value in found.items()
        }

    def expected(self) -> dict[Bundle, Value]:
        """Return the value of every bundle with a visible layer, as it is told."""
        bundles = [(row, no) for row in range(ROWS) for no in range(NUMBERS)]
        values = {bundle: self.told.value(bundle) for bundle in bundles}
        return {bundle: value for bundle, value in values.items() if value is not None}

    def sealed(self) -> set[int]:
        """Return which jobs are sealed, as the store has it."""
        with self.world.read() as session:
            found = {number: session.jobs.by_id(job.id) for number, job in self.jobs.items()}
        return {number for number, job in found.items() if job is not None and job.sealed_at is not None}

    def abouts(self) -> dict[Bundle, tuple[str | None, bool]]:
        """Return what is said about every bundle with a visible layer, as the store has it."""
        with self.world.read() as session:
            found = session.bundles.bundles([self.world.set_id], self.world.rows)
        place = self.world.rows.index
        return {(place(one.data_row_id), one.no): (one.version, one.is_benchmark) for one in found}

    def labels(self) -> list[Value | None]:
        """Return what a reader sees as the label of every data row, as the store has it."""
        with self.world.read() as session:
            return [self._label(session, row) for row in self.world.rows]

    def _label(self, session: Session, row: int) -> Value | None:
        labels = session.labels.of_rows(self.world.project_id, [row])
        if not labels or not session.catalog.rows_by_id([row]):
            return None
        label = labels[0]
        if label.head_version:
            version = session.labels.version(label.id, label.head_version)
            content = version.annotations if version is not None else None
        else:
            # The label shows the first of its bundles.
            content = session.bundles.fold(self.world.set_id, [row]).get((row, 0))
        return None if content is None else [(one.key, one.feature) for one in content]
