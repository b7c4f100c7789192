"""Export rows say where the media of a data row can be had."""

import json
from pathlib import Path

from postil.model.data_row import Asset
from postil.model.identity import new_uid
from postil.model.ontology import Feature, Ontology
from postil.ports.catalog import Attachment, NewRow
from postil.services.catalog.metadata import Metadata
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


def test_metadata_and_attachments_are_told_as_the_package_knows_them(tmp_path: Path) -> None:
    workplace = Workplace(tmp_path, Ontology("street", [Feature("car", "box")]))
    Metadata(workplace.store, workplace.shop.clock).ensure_reserved()
    note = Attachment(type="HTML", value="https://notes.test/1", name="note")
    with workplace.store.write() as session:
        row = NewRow(
            uid=new_uid(),
            media_type="image",
            assets=[Asset()],
            metadata={"split": "train", "tag": "dusk"},
            attachments=[note],
        )
        ids = session.catalog.create_rows(workplace.dataset.id, [row], workplace.actor.id, 1)
        batch = session.projects.create_batch(workplace.project.id, "all", 5, workplace.actor.id, 1)
        session.projects.add_tasks(batch, ids, 1)
    line = json.loads(workplace.export("labelbox_export"))
    told = {(one["schema_name"], one["schema_kind"], one["value"]) for one in line["metadata_fields"]}
    assert told == {("split", "CustomMetadataEnum", "train"), ("tag", "CustomMetadataString", "dusk")}
    # Programs have this id written down: it is the same everywhere.
    assert "cko8sbczn0002h2dkdaxb5kal" in {one["schema_id"] for one in line["metadata_fields"]}
    assert line["attachments"] == [{"type": "HTML", "value": "https://notes.test/1", "name": "note"}]


def test_media_given_by_url_are_named_by_it(tmp_path: Path) -> None:
    assert exported_row_data(tmp_path, Asset(url="https://images.test/1.png")) == "https://images.test/1.png"


def test_uploaded_media_are_named_by_where_this_server_keeps_them(tmp_path: Path) -> None:
    asset = Asset(sha256=UPLOADED)
    assert exported_row_data(tmp_path, asset) == f"https://postil.test/blobs/{UPLOADED}"


def test_a_row_without_media_names_none(tmp_path: Path) -> None:
    assert exported_row_data(tmp_path, Asset()) == ""
