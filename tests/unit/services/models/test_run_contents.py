"""What goes out of a run: predictions, the labels it kept, and of both what is the caller's business."""

import json
from pathlib import Path
from typing import Any

import pytest

from postil.errors import NotFoundError
from postil.ports.access import User
from postil.ports.clock import SystemClock
from postil.services.models.run_contents import RunContents
from postil.services.models.run_rows import RunRows
from postil.stores.sql.sqlite import SqliteStore
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, source, uuid
from tests.unit.services.imports.test_destination import Lab, metric


class Office:
    """A run with a prediction, a metric and a label on one data row, and nothing on another."""

    def __init__(self, studio: Studio) -> None:
        self.studio, self.lab = studio, Lab(studio)
        self.contents = RunContents(studio.store, studio.shop.blobs)
        self.lab.take(source([box(1), metric(0.5)]))
        studio.run([box(2)], purpose="ground_truth")
        rows = RunRows(studio.store, SystemClock())
        rows.take_project_labels(self.lab.run.uid, studio.actor, studio.project.uid)

    def lines(self, actor: User, format_name: str) -> list[dict[str, Any]]:
        pieces = self.contents.export(self.lab.run.uid, actor, format_name=format_name)
        return [json.loads(line) for line in b"".join(pieces).splitlines()]


@pytest.fixture
def office(tmp_path: Path, store: SqliteStore, actor: User) -> Office:
    return Office(Studio(tmp_path, store, actor))


def test_predictions_and_labels_are_told_apart(office: Office, actor: User) -> None:
    first, second = office.lines(actor, "postil")
    said = {bundle.get("kind"): bundle["annotations"][0]["key"] for bundle in first["bundles"]}
    assert said == {"prediction": uuid(1), "ground_truth": uuid(2)}
    assert (second["data_row"]["global_key"], second["bundles"]) == ("two", [])


def test_metric_rows_go_out_as_they_came(office: Office, actor: User) -> None:
    rows = office.lines(actor, "labelbox")
    assert [row for row in rows if "metricValue" in row] == [metric(0.5)]


def test_others_know_nothing_of_it(office: Office) -> None:
    with office.studio.store.write() as session:
        stranger = session.access.create_user("stranger@example.org", "", False, 1)
    with pytest.raises(NotFoundError):
        office.lines(stranger, "postil")


def test_labels_are_told_to_members_of_their_project_alone(office: Office) -> None:
    studio = office.studio
    with studio.store.write() as session:
        user = session.access.create_user("user@example.org", "", False, 1)
        model = session.models.model_by_id(office.lab.run.model_id)
        assert model is not None
        other = session.projects.create("other", "", "image", model.ontology_id, None, 1)
        batch = session.projects.create_batch(other.id, "one", 5, None, 1)
        session.projects.add_tasks(batch, studio.row_ids[:1], 1)
        session.access.set_role(other.id, user.id, "viewer")
    (only,) = office.lines(user, "postil")
    assert [bundle.get("kind") for bundle in only["bundles"]] == ["prediction"]
    with studio.store.write() as session:
        session.access.set_role(studio.project.id, user.id, "viewer")
    assert len(office.lines(user, "postil")[0]["bundles"]) == 2
