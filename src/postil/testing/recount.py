"""A project in which anything may happen, and a count by hand of what its readers then see."""

from collections.abc import Callable
from random import Random

import msgspec

from postil.model.annotation import Annotation
from postil.model.occurrence import ANY, NONE
from postil.model.ontology import Feature, Ontology
from postil.model.wire import encode_annotations
from postil.ports.bundles import NewSegment
from postil.ports.jobs import Job
from postil.ports.projections import TaskSummary
from postil.ports.store import Store
from postil.services.index.projector import Projector
from postil.testing.world import LEASE, NOW, OWNER, populate

JOBS, CHUNKS, NUMBERS, ROWS = 3, 2, 2, 3
FEATURES = ("car", "bus")
Sure = float | None
Content = dict[str, tuple[str, Sure]]
"""Feature name and confidence by key."""

Counts = dict[int, list[int]]
"""Sixteen counts by feature id."""


class Layer(msgspec.Struct):
    """What one chunk of a job says about one bundle."""

    content: Content
    is_whole: bool
    tombstones: list[str]


class Recount:
    """Everything that has happened, and a count of it by hand."""

    def __init__(self, ids: dict[str, int]) -> None:
        self.ids = ids
        self.layers: dict[tuple[int, int, int, int], Layer] = {}
        self.published: list[int] = []
        self.undone: set[int] = set()
        self.deleted: set[int] = set()

    def on_row(self, row: int) -> Counts:
        """Count what readers see on a data row."""
        counts: Counts = {}
        for number in range(NUMBERS):
            for feature, sure in self._value(row, number).values():
                number_in = min(int((1.0 if sure is None else sure) * 16), 15)
                for number_of in (ANY, self.ids.get(feature, NONE)):
                    counts.setdefault(number_of, [0] * 16)[number_in] += 1
        return counts

    def _value(self, row: int, number: int) -> Content:
        value: Content = {}
        for job in self.published if row not in self.deleted else []:
            for chunk in range(CHUNKS):
                layer = self.layers.get((job, chunk, row, number))
                if layer is None or job in self.undone:
                    continue
                kept = {} if layer.is_whole else value
                value = {key: said for key, said in kept.items() if key not in layer.tombstones}
                value |= layer.content
        return value


class Scene:
    """A project with an ontology, imports that are about to be, and what has become of them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.world = populate(store, rows=ROWS)
        with store.write() as session:
            name = f"street {self.world.project_id}"
            made = session.ontologies.create(Ontology(name, [Feature(one, "box") for one in FEATURES]), NOW)
        self.ontology_id = made.id
        self.recount = Recount({one.name: one.id or 0 for one in made.features})
        self.jobs = [self._job() for _ in range(JOBS)]

    def _job(self) -> Job:
        new = self.world.new_job()
        new.ontology_id, new.ontology_version = self.ontology_id, 1
        with self.store.write() as session:
            job = session.jobs.create(new)
            leased = session.jobs.lease(job.id, OWNER, NOW, NOW + LEASE)
        assert leased is not None
        return leased

    def write(self, job: int, chunk: int, row: int, number: int, layer: Layer) -> None:
        """Write a layer of a job that is not published."""
        if job in self.recount.published:
            return
        said = [Annotation(key, name, confidence=sure) for key, (name, sure) in layer.content.items()]
        new = NewSegment(self.world.rows[row], number, len(said), encode_annotations(said), b"")
        new.is_whole, new.tombstones = layer.is_whole, layer.tombstones
        self.world.layer(self.jobs[job], [new], chunk=chunk)
        self.recount.layers[job, chunk, row, number] = layer

    def publish(self, job: int) -> None:
        """Publish a job once."""
        if job not in self.recount.published:
            self.world.publish(self.jobs[job])
            self.recount.published.append(job)

    def hide(self, job: int, *, is_undone: bool) -> None:
        """Undo or redo a published job."""
        if job in self.recount.published:
            (self.world.undo if is_undone else self.world.redo)(self.jobs[job])
            (self.recount.undone.add if is_undone else self.recount.undone.discard)(job)

    def delete(self, row: int) -> None:
        """Delete a data row."""
        with self.store.write() as session:
            session.catalog.delete_rows([self.world.rows[row]], NOW)
        self.recount.deleted.add(row)

    def project(self, steps: int) -> None:
        """Take some steps and be killed."""
        projector = Projector(self.store, rows_per_step=1)
        for _ in range(steps):
            if not projector.step():
                return

    def projected(self) -> tuple[Counts, dict[int, list[int]], dict[int, int]]:
        """Return the sums, the data rows of each feature, and the pre-labels of each task."""
        world = self.world
        with self.store.read() as session:
            totals = session.projections.totals([world.set_id], None)
            rows = {
                total.feature_id: [
                    row
                    for row, _ in session.projections.feature_rows(
                        [world.set_id], [total.feature_id], after_row=0, limit=ROWS + 1
                    )
                ]
                for total in totals
            }
            tasks = session.projects.tasks_of(world.project_id, world.rows)
            found = session.projections.summaries([task.id for task in tasks.values()])
        summaries = {row: found.get(task.id, TaskSummary()).pre_label_count for row, task in tasks.items()}
        return {total.feature_id: total.bins for total in totals}, rows, summaries

    def counted(self) -> tuple[Counts, dict[int, list[int]], dict[int, int]]:
        """Return the same by hand."""
        sums: Counts = {}
        rows: dict[int, list[int]] = {}
        summaries: dict[int, int] = {}
        for number, row in enumerate(self.world.rows):
            counts = self.recount.on_row(number)
            if number not in self.recount.deleted:
                summaries[row] = sum(counts.get(ANY, []))
            for feature, bins in counts.items():
                rows.setdefault(feature, []).append(row)
                sums[feature] = [a + b for a, b in zip(sums.get(feature, [0] * 16), bins, strict=True)]
        return sums, rows, summaries


def random_step(source: Random) -> Callable[[Scene], None]:
    """Choose something that may happen."""
    job, row = source.randrange(JOBS), source.randrange(ROWS)
    keys = source.sample("abc", source.randint(0, 3))
    layer = Layer(
        {key: (source.choice([*FEATURES, "lorry"]), random_score(source)) for key in keys},
        source.random() < 0.2,
        source.sample("abc", source.choice([0, 0, 1])),
    )
    chunk, number, steps = source.randrange(CHUNKS), source.randrange(NUMBERS), source.randint(1, 3)
    is_undone = source.random() < 0.6
    possible: list[Callable[[Scene], None]] = [
        lambda scene: scene.write(job, chunk, row, number, layer),
        lambda scene: scene.publish(job),
        lambda scene: scene.hide(job, is_undone=is_undone),
        lambda scene: scene.project(steps),
        lambda scene: scene.delete(row),
    ]
    return source.choices(possible, [8, 3, 4, 4, 0.5])[0]


def random_score(source: Random) -> Sure:
    """Choose a confidence, often one between two sixteenths."""
    return source.choice([None, 0, 1.0, source.randrange(17) / 16, round(source.random(), 2)])
