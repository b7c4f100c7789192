"""Export rows say where the media of a data row can be had."""

import json
from pathlib import Path

from postil.model.data_row import Asset
from postil.model.identity import new_uid
from postil.model.ontology import Feature, Ontology
from postil.ports.catalog import NewRow
from tests.seeds.workplace import Workplace

UPLOADED = "ab" * 32


def exported_row_data(folder: Path, asset: Asset) -> str:
    workplace = Workplace(folder, Ontology("street", [Feature("car", "box")]))
    with workplace.store.write() as session:
        row = NewRow(uid=new_uid(), media_type="image", assets=[asset], global_key="one")
        ids = session.catalog.create_rows(workplace.dataset.id, [row], workplace.actor.id, 1)
        batch = session.projects.create_batch(workplace.project.id, "all", 5, workplace.actor.id, 1)
        session.projects.add_tasks(batch, ids, 1)
    line = json.loads(workplace.export("labelbox_export"))
    return str(line["data_row"]["row_data"])


def test_media_given_by_url_are_named_by_it(tmp_path: Path) -> None:
    assert exported_row_data(tmp_path, Asset(url="https://images.test/1.png")) == "https://images.test/1.png"


def test_uploaded_media_are_named_by_where_this_server_keeps_them(tmp_path: Path) -> None:
    asset = Asset(sha256=UPLOADED)
    assert exported_row_data(tmp_path, asset) == f"https://postil.test/blobs/{UPLOADED}"


def test_a_row_without_media_names_none(tmp_path: Path) -> None:
    assert exported_row_data(tmp_path, Asset()) == ""
