"""Data rows of a run: named in two ways, split, and with the labels the run keeps."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.event import listen, remove

from postil.errors import NotFoundError, UsageError
from postil.model.annotation import Annotation
from postil.model.identity import spell_id
from postil.ports.access import User
from postil.ports.clock import SystemClock
from postil.ports.labels import LabelVersion
from postil.ports.models import RunRow
from postil.services.models.run_rows import RunRows
from postil.stores.sql.sqlite import SqliteStore
from tests.unit.services.imports.conftest import KEYS, Studio
from tests.unit.services.imports.rows import box


class Lab:
    """A run without data rows, and a project with three."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.rows = RunRows(studio.store, SystemClock())
        with studio.store.write() as session:
            model = session.models.create_model("m", studio.project.ontology_id or 0, studio.actor.id, 1)
            self.run = session.models.create_run(model.id, "one", {}, studio.actor.id, 1)
            self.uids = [row.uid for row in session.catalog.rows_by_id(studio.row_ids)]

    def listed(self, actor: User | None = None) -> list[RunRow]:
        return self.rows.list_rows(self.run.uid, actor or self.studio.actor)[0]

    def labels(self) -> list[str]:
        """Import one label for each of the first two data rows and return their ids."""
        self.studio.run([box(1, "one"), box(2, "two")], purpose="ground_truth")
        with self.studio.store.read() as session:
            found = session.labels.of_rows(self.studio.project.id, self.studio.row_ids)
        return [label.uid for label in found]

    def kept(self) -> dict[int, list[str]]:
        with self.studio.store.read() as session:
            found = session.models.kept_labels(self.run.id, self.studio.row_ids)
        return {row: [one.key for one in said] for row, said in found.items()}


@pytest.fixture
def lab(tmp_path: Path, store: SqliteStore, actor: User) -> Lab:
    return Lab(Studio(tmp_path, store, actor))


def test_data_rows_are_named_by_both_spellings_of_their_id_and_by_global_key(lab: Lab) -> None:
    named = [lab.uids[0], spell_id(lab.uids[1])]
    outcome = lab.rows.add(lab.run.uid, lab.studio.actor, row_ids=named, global_keys=["three", "nowhere"])
    assert (outcome.count, outcome.missing) == (3, ["nowhere"])
    assert [row.data_row_id for row in lab.listed()] == lab.studio.row_ids
    assert lab.rows.add(lab.run.uid, lab.studio.actor, global_keys=KEYS).count == 0


def test_data_rows_are_taken_out(lab: Lab) -> None:
    lab.rows.add(lab.run.uid, lab.studio.actor, global_keys=KEYS)
    outcome = lab.rows.remove(lab.run.uid, lab.studio.actor, row_ids=lab.uids[:1], global_keys=["two"])
    assert (outcome.count, [row.data_row_id for row in lab.listed()]) == (2, lab.studio.row_ids[2:])


def test_splits_are_assigned_in_bulk_and_rows_outside_are_told(lab: Lab) -> None:
    lab.rows.add(lab.run.uid, lab.studio.actor, global_keys=["one", "two"])
    outcome = lab.rows.set_splits(
        lab.run.uid,
        lab.studio.actor,
        row_ids={lab.uids[0]: "training"},
        global_keys={"two": "test", "three": "test"},
    )
    assert (outcome.count, outcome.missing) == (2, ["three"])
    assert [row.split for row in lab.listed()] == ["training", "test"]


def test_naming_nothing_is_a_mistake(lab: Lab) -> None:
    for act in (lab.rows.add, lab.rows.remove, lab.rows.set_splits):
        with pytest.raises(UsageError):
            act(lab.run.uid, lab.studio.actor)
    with pytest.raises(UsageError):
        lab.rows.take_labels(lab.run.uid, lab.studio.actor, [])


def test_rows_come_in_pages(lab: Lab) -> None:
    lab.rows.add(lab.run.uid, lab.studio.actor, global_keys=KEYS)
    first, after = lab.rows.list_rows(lab.run.uid, lab.studio.actor, limit=2)
    rest, end = lab.rows.list_rows(lab.run.uid, lab.studio.actor, after_row=after or 0, limit=2)
    assert [row.data_row_id for row in first + rest] == lab.studio.row_ids
    assert end is None


def test_the_run_keeps_what_an_imported_label_said(lab: Lab) -> None:
    labels = lab.labels()
    lab.rows.add(lab.run.uid, lab.studio.actor, global_keys=["one"])
    outcome = lab.rows.take_labels(lab.run.uid, lab.studio.actor, [*labels, "nothing"])
    before = lab.kept()
    lab.studio.run([box(3, "one")], purpose="ground_truth")
    assert (outcome.count, outcome.missing) == (2, ["nothing"])
    assert lab.kept() == before
    assert [len(said) for said in before.values()] == [1, 1]
    assert [row.label_version for row in lab.listed()] == [0, 0]


def test_the_run_keeps_the_version_a_label_had(lab: Lab) -> None:
    label = lab.labels()[0]
    with lab.studio.store.write() as session:
        stored = session.labels.get(label)
        assert stored is not None
        for no in (1, 2):
            session.labels.append_version(LabelVersion(label_id=stored.id, no=no, annotations=[]))
    lab.rows.take_labels(lab.run.uid, lab.studio.actor, [spell_id(label)])
    with lab.studio.store.write() as session:
        said = [Annotation("later", "car")]
        session.labels.append_version(LabelVersion(label_id=stored.id, no=3, annotations=said))
    assert [(row.label_id, row.label_version) for row in lab.listed()] == [(stored.id, 2)]
    assert lab.kept() == {}


def test_labels_given_by_id_are_looked_up_together(lab: Lab) -> None:
    labels, asked = lab.labels(), list[str]()

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        asked.append(statement)

    def count(uids: list[str]) -> int:
        asked.clear()
        lab.rows.take_labels(lab.run.uid, lab.studio.actor, uids)
        return len(asked)

    lab.rows.take_labels(lab.run.uid, lab.studio.actor, labels)
    listen(Engine, "before_cursor_execute", note)
    try:
        assert count(labels) == count(labels[:1])
    finally:
        remove(Engine, "before_cursor_execute", note)


def test_all_labels_of_a_project_are_taken(lab: Lab) -> None:
    lab.labels()
    outcome = lab.rows.take_project_labels(lab.run.uid, lab.studio.actor, lab.studio.project.uid)
    assert (outcome.count, [row.data_row_id for row in lab.listed()]) == (2, lab.studio.row_ids[:2])


class Stranger:
    """The maker of a model of their own, who knows nothing of the project."""

    def __init__(self, lab: Lab) -> None:
        with lab.studio.store.write() as session:
            self.user = session.access.create_user("stranger@example.org", "", False, 1)
            model = session.models.create_model("m", lab.studio.project.ontology_id or 0, self.user.id, 1)
            self.run = session.models.create_run(model.id, "one", {}, self.user.id, 1)


def test_data_rows_and_labels_of_others_are_missing(lab: Lab) -> None:
    labels, stranger = lab.labels(), Stranger(lab)
    added = lab.rows.add(stranger.run.uid, stranger.user, row_ids=lab.uids[:1], global_keys=["two"])
    taken = lab.rows.take_labels(stranger.run.uid, stranger.user, labels)
    assert (added.count, added.missing) == (0, [lab.uids[0], "two"])
    assert (taken.count, taken.missing) == (0, labels)
    with pytest.raises(NotFoundError):
        lab.rows.take_project_labels(stranger.run.uid, stranger.user, lab.studio.project.uid)


def test_of_the_rows_of_a_run_those_are_listed_that_one_may_know_of(lab: Lab) -> None:
    stranger = Stranger(lab)
    with lab.studio.store.write() as session:
        session.models.add_rows(stranger.run.id, lab.studio.row_ids)
    assert lab.rows.list_rows(stranger.run.uid, stranger.user) == ([], None)
    assert len(lab.rows.list_rows(stranger.run.uid, lab.studio.actor)[0]) == 3
