"""Labels are deleted among imports, people and undoing, in any order: all that is told of them agrees."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from postil.errors import PostilError
from postil.model.annotation import Annotation
from postil.ports.access import User
from postil.ports.labels import StoredLabel
from postil.services.exports.query import ExportQuery
from postil.services.exports.selection import Selection
from postil.services.imports.undo import Undos
from postil.services.index.annotations import Annotations
from postil.services.index.filters import Filter
from postil.services.index.projector import Projector
from postil.services.labels.content import content_of
from postil.services.labels.deletions import Deletions
from postil.stores.sql.sqlite import SqliteStore
from tests.unit.services.imports.conftest import KEYS, Studio
from tests.unit.services.imports.rows import box
from tests.unit.services.imports.sights import undos_of
from tests.unit.services.labels.conftest import Desk, car

SEEDS, STEPS = 6, 25


class History:
    """One random history of a project with two importers and two people."""

    def __init__(self, desk: Desk, source: Random) -> None:
        self.desk, self.source, self.projector = desk, source, Projector(desk.store)
        self.undos: Undos = undos_of(desk.studio)
        with desk.store.write() as session:
            other = session.access.create_user("bob@example.org", "Bob", True, 1)
        self.importers = [desk.studio.actor, other]

    def step(self) -> None:
        acts: list[Callable[[], object]] = [self.projector.run]
        for act, often in ((self.publish, 3), (self.label, 2), (self.delete, 3), (self.turn, 5)):
            acts += [act] * often
        try:
            self.source.choice(acts)()
        except PostilError:
            return  # it was refused, and nothing has changed

    def publish(self) -> None:
        studio = self.desk.studio
        rows = [self._box() for _ in range(self.source.randint(1, 3))]
        on_edited = self.source.choice(["refuse", "refuse", "version"])
        settings = {"replace": self.source.random() < 0.3, "on_edited": on_edited}
        studio.actor = self.source.choice(self.importers)
        try:
            studio.run(rows, purpose="ground_truth", settings=settings)
        finally:
            studio.actor = self.importers[0]

    def _box(self) -> dict[str, object]:
        number = self.source.randint(1, 5)
        place = {"left": number, "top": 1, "width": 2, "height": 2}
        return box(number, self.source.choice(KEYS), bbox=place)

    def label(self) -> None:
        desk, who = self.desk, self.source.choice([self.desk.lea, self.desk.rob])
        put = car(f"k{self.source.randint(1, 3)}", left=self.source.randint(100, 103))
        desk.submit(desk.patch(desk.open(who, self.source.randrange(3)), put, who=who), who)

    def delete(self) -> None:
        uids = [one.uid for one in self.labels()]
        some = self.source.sample(uids, self.source.randint(1, len(uids))) if uids else []
        Deletions(self.desk.store, self.desk.clock).delete(some, self.importers[0])
        assert {one.uid for one in self.labels()} == {*uids} - {*some}

    def turn(self) -> None:
        jobs = [one for one in self.desk.studio.imports.list_jobs(self.desk.uid) if one.published_no]
        if jobs:
            job = self.source.choice(jobs)
            act = self.undos.redo if job.undone_at else self.undos.undo
            act(job.uid, self.importers[0])

    def labels(self) -> list[StoredLabel]:
        with self.desk.store.read() as session:
            return session.labels.of_rows(self.desk.project, self.desk.studio.row_ids)

    def said(self) -> list[list[Annotation]]:
        """Return what every label says that says anything."""
        with self.desk.store.read() as session:
            contents = [content_of(session, one) for one in self.labels()]
        return [one for one in contents if one]

    def check(self) -> None:
        desk = self.desk
        with desk.store.read() as session:
            tasks = session.projects.tasks_of(desk.project, desk.studio.row_ids)
        labelled = {one.data_row_id for one in self.labels()}
        assert {row for row, task in tasks.items() if task.state == "done"} == labelled
        assert {row for row, task in tasks.items() if task.state == "to_label"} == {*tasks} - labelled


def spelled(contents: list[list[Annotation]]) -> list[list[str]]:
    return sorted(
        sorted(f"{one.key} {getattr(one.geometry, 'left', None)}" for one in each) for each in contents
    )


@pytest.mark.parametrize("seed", range(SEEDS))
def test_tasks_exports_and_counts_agree_with_the_labels(
    tmp_path: Path, store: SqliteStore, actor: User, seed: int
) -> None:
    desk = Desk(Studio(tmp_path, store, actor))
    history = History(desk, Random(seed))
    for _ in range(STEPS):
        history.step()
        history.check()
    said = history.said()
    assert spelled(exported(desk)) == spelled(said)
    for act in (history.projector.run, history.projector.rebuild):
        act()
        assert counted(desk) == sum(map(len, said))


def exported(desk: Desk) -> list[list[Annotation]]:
    query = ExportQuery(project_uid=desk.uid, purposes=["ground_truth"])
    with desk.store.read() as session:
        written = list(Selection.of(session, query).written(session, desk.studio.row_ids))
    return [bundle.annotations for one in written for bundle in one.bundles if bundle.annotations]


def counted(desk: Desk) -> int:
    """Return how many annotations of labels the index counts."""
    total = Annotations(desk.store, lambda: None).count(desk.uid, Filter(set_kind="ground_truth")).total
    assert total is not None
    return total.n or 0


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "postil.db")
    yield opened
    opened.close()


@pytest.fixture
def actor(store: SqliteStore) -> User:
    with store.write() as session:
        return session.access.create_user("ann@example.org", "Ann", True, 1)
