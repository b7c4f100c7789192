"""Of data rows that were named it is told which get no predictions, and why."""

from pathlib import Path

import pytest

from postil.model.identity import spell_id
from postil.ports.access import User
from postil.services.catalog.named_rows import find_named_rows
from postil.services.models.left_out import LeftOut, left_out
from postil.stores.sql.sqlite import SqliteStore
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, source
from tests.unit.services.imports.test_destination import Lab, metric


class Desk:
    """A run over two of three data rows that predicts something of the first."""

    def __init__(self, studio: Studio) -> None:
        self.studio, self.lab = studio, Lab(studio)
        self.lab.take(source([box(1), metric(0.5, key="two")]))

    def told(self, *keys: str, ids: tuple[str, ...] = ()) -> LeftOut:
        with self.studio.store.read() as session:
            named = find_named_rows(session, self.studio.actor, row_ids=ids, global_keys=keys)
            return left_out(session, self.lab.run, self.studio.project, named)


@pytest.fixture
def studio(tmp_path: Path, store: SqliteStore, actor: User) -> Studio:
    return Studio(tmp_path, store, actor)


@pytest.fixture
def desk(studio: Studio) -> Desk:
    return Desk(studio)


def test_a_data_row_with_predictions_is_not_left_out(desk: Desk) -> None:
    with desk.studio.store.read() as session:
        uid = session.catalog.rows_by_id(desk.studio.row_ids[:1])[0].uid
    assert desk.told("one", ids=(uid, spell_id(uid))) == LeftOut()


def test_what_is_nowhere_or_not_in_the_run_is_missing(desk: Desk) -> None:
    assert desk.told("one", "three", "nowhere") == LeftOut(missing=["nowhere", "three"])


def test_a_number_alone_is_no_prediction_to_send(desk: Desk) -> None:
    assert desk.told("two") == LeftOut(silent=["two"])


def test_a_data_row_the_project_has_not_is_outside(desk: Desk) -> None:
    with desk.studio.store.write() as session:
        desk.studio.project = session.projects.create("other", "", "image", None, desk.studio.actor.id, 1)
    assert desk.told("one") == LeftOut(outside=["one"])


def test_nothing_is_predicted_by_a_run_nothing_was_imported_into(studio: Studio) -> None:
    lab = Lab(studio)
    with studio.store.read() as session:
        named = find_named_rows(session, studio.actor, global_keys=["one"])
        assert left_out(session, lab.run, studio.project, named) == LeftOut(silent=["one"])
