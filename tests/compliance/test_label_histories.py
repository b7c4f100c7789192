"""What people and imports do to one label, in any order, against a model of it in plain Python."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postil.errors import PostilError
from postil.model.annotation import Annotation
from postil.model.geometry import Box
from postil.ports.access import User
from postil.ports.clock import SystemClock
from postil.ports.drafts import Draft
from postil.ports.labels import VersionSummary
from postil.ports.projects import WorkChanges
from postil.ports.store import Session
from postil.services.exports.query import ExportQuery
from postil.services.exports.selection import Selection
from postil.services.imports.undo import Undos
from postil.services.index.annotations import Annotations
from postil.services.index.filters import Filter
from postil.services.index.projector import Projector
from postil.services.labels.content import content_of
from postil.services.labels.drafts import Drafts
from postil.services.labels.labels import Labels
from postil.services.labels.patches import Patch, Put, Remove
from postil.services.labels.reviews import Reviews
from postil.services.labels.submissions import Submissions
from postil.stores.sql.sqlite import SqliteStore
from tests.compliance.label_model import Content, Model
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, uuid
from tests.unit.services.imports.sights import undos_of

RUNS, STEPS = 80, 15
Outcome = tuple[str, Any]


class Server:
    """The same acts on the real services, over one database; a history is a project of its own."""

    def __init__(self, studio: Studio) -> None:
        self.studio, self.store = studio, studio.store
        clock = SystemClock()
        self.drafts, self.submissions = Drafts(self.store, clock), Submissions(self.store, clock)
        self.reviews, self.labels = Reviews(self.store, clock), Labels(self.store, clock)
        self.projector = Projector(self.store)
        self.undos: Undos = undos_of(studio)
        self.people: dict[str, User] = {"ann": studio.actor}
        with self.store.write() as session:
            for name in ("lea", "rob"):
                user = session.access.create_user(f"{name}@example.org", name, False, 1)
                self.people[name] = user
        self.names = {user.id: name for name, user in self.people.items()}

    def start(self, *, review: bool) -> None:
        self.studio.start_anew()
        with self.store.write() as session:
            for name, role in (("lea", "labeler"), ("rob", "reviewer")):
                session.access.set_role(self.project.id, self.people[name].id, role)  # type: ignore[arg-type]
            session.projects.update(
                self.project.id,
                name=None,
                description=None,
                ontology_id=None,
                work=WorkChanges(review=review),
                at=1,
            )
            self.task = session.projects.tasks_of(self.project.id, [self.row])[self.row].id
        self.open_drafts: dict[str, Draft] = {}

    @property
    def project(self) -> Any:
        return self.studio.project

    @property
    def row(self) -> int:
        return self.studio.row_ids[0]

    def open(self, who: str) -> Content:
        view = self.drafts.open(self.project.uid, self.task, self.people[who])
        self.open_drafts[who] = view.draft
        return edges(view.annotations)

    def patch(self, who: str, put: Content, gone: list[str]) -> Content:
        draft = self.open_drafts[who]
        patches: list[Patch] = [
            *(Put(drawn(key, left)) for key, left in put.items()),
            *(Remove(uuid(int(key))) for key in gone),
        ]
        view = self.drafts.patch(
            draft.uid, self.people[who], patches, version=draft.version, patch_id=str(draft.version)
        )
        self.open_drafts[who] = view.draft
        return edges(view.draft.annotations)

    def submit(self, who: str, *, overwrite: bool, skips: bool = False) -> int:
        draft = self.open_drafts[who]
        if skips:
            done = self.submissions.skip(draft.uid, self.people[who], version=draft.version)
        else:
            done = self.submissions.submit(
                draft.uid, self.people[who], version=draft.version, is_overwriting=overwrite
            )
        return done.version.no

    def approve(self) -> None:
        self.reviews.approve(self.project.uid, self.task, self.people["rob"])

    def reject(self) -> None:
        self.reviews.reject(self.project.uid, self.task, self.people["rob"], "no")

    def restore(self, place: int, no: int) -> None:
        label = self.stored()[place]
        self.labels.restore(label.uid, no, self.people["rob"], version=label.head_version)

    def publish(self, content: Content, *, adds: bool) -> str:
        rows = [
            box(int(key), bbox={"left": left, "top": 5, "width": 5, "height": 5})
            for key, left in content.items()
        ]
        asked = {"on_edited": "version" if adds else "refuse"}
        return self.studio.run(rows, purpose="ground_truth", settings=asked).uid

    def turn(self, uid: str, *, shows: bool) -> None:
        (self.undos.redo if shows else self.undos.undo)(uid, self.people["ann"])

    def stored(self) -> list[Any]:
        with self.store.read() as session:
            return session.labels.of_rows(self.project.id, [self.row])

    def seen(self) -> Any:
        """Return the state of the task, and the labels with their authors, histories and contents."""
        with self.store.read() as session:
            task = session.projects.tasks_of(self.project.id, [self.row])[self.row]
            labels = [
                (
                    self.names[label.author_id or 0],
                    [self.names[one.author_id or 0] for one in _history(session, label.id)],
                    label.is_skipped,
                    edges(content_of(session, label)),
                )
                for label in session.labels.of_rows(self.project.id, [self.row])
            ]
        return task.state, labels

    def exported(self) -> list[list[tuple[str, float]]]:
        query = ExportQuery(project_uid=self.project.uid, purposes=["ground_truth"])
        with self.store.read() as session:
            written = list(Selection.of(session, query).written(session, [self.row]))
        return sorted(sorted(edges(one.annotations).items()) for one in written[0].bundles)

    def counted(self) -> int:
        """Return how many annotations of labels the index counts."""
        asked = Filter(set_kind="ground_truth")
        total = Annotations(self.store, self.projector.run).count(self.project.uid, asked).total
        assert total is not None
        return total.n or 0


def _history(session: Session, label_id: int) -> list[VersionSummary]:
    return session.labels.list_versions(label_id, before_no=None, limit=99)[::-1]


def drawn(key: str, left: float) -> Annotation:
    return Annotation(key=uuid(int(key)), feature="car", geometry=Box(left, 5, 5, 5))


def edges(annotations: list[Annotation]) -> Content:
    return {str(int(one.key[-4:])): one.geometry.left for one in annotations if isinstance(one.geometry, Box)}


@contextmanager
def told() -> Iterator[list[Outcome]]:
    """Note what an act came to: its answer, or the kind of its refusal."""
    outcome: list[Outcome] = []
    try:
        yield outcome
    except PostilError as error:
        outcome.append(("refused", type(error)))


def outcome_of(act: Callable[[], Any]) -> Outcome:
    with told() as outcome:
        outcome.append(("done", act()))
    return outcome[-1]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "postil.db")
        with store.write() as session:
            actor = session.access.create_user("ann@example.org", "Ann", True, 1)
        yield Server(Studio(Path(folder), store, actor))
        store.close()


class History:
    """One random history, acted out on both sides."""

    def __init__(self, server: Server, source: Random) -> None:
        review = source.random() < 0.5
        self.server, self.model, self.source = server, Model(review=review), source
        server.start(review=review)
        self.uids: dict[str, str] = {}

    def some(self, least: int = 1) -> Content:
        keys = self.source.sample(range(1, 4), self.source.randint(least, 3))
        return {str(key): float(self.source.randrange(1, 4)) for key in keys}

    def step(self) -> None:
        acts = [self.open, self.open, self.publish, self.approve, self.reject]
        acts += [self.patch, self.patch, self.submit, self.submit, self.submit, self.skip] * bool(
            self.model.works
        )
        acts += [self.turn, self.turn] * bool(self.uids)
        acts += [self.restore] * any(one.versions for one in self.model.listed())
        self.source.choice(acts)()
        model = self.model
        labels = [
            (
                one.author,
                [each.author for each in one.versions],
                bool(one.head and one.head.skips),
                model.content(one),
            )
            for one in model.listed()
        ]
        assert self.server.seen() == (model.state, labels)

    def end(self) -> None:
        """Compare what leaves the server, and what was counted."""
        exported = self.model.exported()
        assert self.server.exported() == exported
        assert self.server.counted() == sum(map(len, exported))

    def same(self, modelled: Callable[[], Any], real: Callable[[], Any]) -> None:
        assert outcome_of(real) == outcome_of(modelled)

    def open(self) -> None:
        who = self.source.choice(["lea", "rob"])
        self.same(lambda: dict(self.model.open(who)), lambda: self.server.open(who))

    def worker(self) -> str:
        return self.source.choice(sorted(self.model.works))

    def patch(self) -> None:
        who, put = self.worker(), self.some()
        gone = [key for key in ("1", "2", "3") if key not in put and self.source.random() < 0.3]
        self.same(lambda: dict(self.model.patch(who, put, gone)), lambda: self.server.patch(who, put, gone))

    def submit(self) -> None:
        who, overwrite = self.worker(), self.source.random() < 0.4
        self.same(
            lambda: self.model.submit(who, overwrite=overwrite),
            lambda: self.server.submit(who, overwrite=overwrite),
        )

    def skip(self) -> None:
        who = self.worker()
        self.same(
            lambda: self.model.submit(who, overwrite=False, skips=True),
            lambda: self.server.submit(who, overwrite=False, skips=True),
        )

    def approve(self) -> None:
        self.same(self.model.approve, self.server.approve)

    def reject(self) -> None:
        self.same(self.model.reject, self.server.reject)

    def restore(self) -> None:
        listed = self.model.listed()
        place = self.source.choice([no for no, one in enumerate(listed) if one.versions])
        no = self.source.randint(1, len(listed[place].versions))
        self.same(lambda: self.model.restore(listed[place], no), lambda: self.server.restore(place, no))

    def publish(self) -> None:
        content, adds, name = self.some(), self.source.random() < 0.6, f"job {len(self.model.jobs)}"
        uid = self.server.publish(content, adds=adds)
        self.model.publish(name, content, adds=adds)
        if self.model.jobs[name].is_shown:
            self.uids[name] = uid

    def turn(self) -> None:
        name = self.source.choice(sorted(self.uids))
        self.model.turn(name)
        self.server.turn(self.uids[name], shows=self.model.jobs[name].is_shown)


@settings(max_examples=RUNS, deadline=None)
@given(source=st.randoms(use_true_random=False))
def test_labels_follow_the_rules_whatever_people_and_imports_do(server: Server, source: Random):
    history = History(server, source)
    for no in range(1, STEPS + 1):
        history.step()
        if no % 5 == 0:
            history.end()
