"""A block is one transaction, of whoever asked for it."""

from postil.blobs.folder import FolderBlobs
from postil.formats.labelbox.row_items import RowItem
from postil.model.data_row import Asset
from postil.ports.access import User
from postil.services.catalog.datasets import Datasets
from postil.services.upserts.block import BlockWriter
from postil.stores.sql.sqlite import SqliteStore


def test_the_maker_of_a_dataset_writes_and_a_member_that_sees_it_does_not(
    store: SqliteStore, blobs: FolderBlobs, datasets: Datasets, actor: User
) -> None:
    with store.write() as session:
        ann = session.access.create_user("maker@example.org", "", False, 1)
        bob = session.access.create_user("member@example.org", "", False, 1)
    dataset = datasets.create("streets", ann)
    item = RowItem(by="new", dataset=dataset.uid, asset=Asset(url="https://example.org/a"), global_key="a")
    with store.write() as session:
        [made] = BlockWriter(session, ann, lambda _: None, blobs, 1).write([item])
        [row] = session.catalog.find_rows("global_key", ["a"], None).values()
        project = session.projects.create("cars", "", "image", None, ann.id, 1)
        session.access.set_role(project.id, bob.id, "manager")
        batch = session.projects.create_batch(project.id, "b", 3, None, 1)
        session.projects.add_tasks(batch, [row.id], 1)
    assert made.uid == row.uid
    change = RowItem(by="global_key", key="a", external_id="mine")
    with store.write() as session:
        outcomes = BlockWriter(session, bob, lambda _: None, blobs, 2).write([change, item])
    assert [one.uid for one in outcomes] == [None, None]
    assert "whoever created" in (outcomes[0].message or "")
