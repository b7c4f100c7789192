"""Attachments over a real store."""

import pytest

from postil.errors import NotFoundError, UsageError
from postil.ports.access import User
from postil.ports.catalog import Attachment
from postil.ports.clock import SystemClock
from postil.services.catalog.attachments import Attachments
from postil.services.catalog.data_rows import DataRows, RowDraft
from postil.services.catalog.datasets import Datasets
from postil.stores.sql.sqlite import SqliteStore


@pytest.fixture
def attachments(store: SqliteStore, clock: SystemClock) -> Attachments:
    return Attachments(store, clock)


@pytest.fixture
def row_uid(datasets: Datasets, data_rows: DataRows, actor: User) -> str:
    dataset = datasets.create("streets", actor)
    return data_rows.create(dataset.uid, [RowDraft(global_key="a")], actor)[0].uid or ""


def test_an_attachment_is_made_changed_and_deleted(
    attachments: Attachments, actor: User, row_uid: str
) -> None:
    made = attachments.create(row_uid, Attachment(type="RAW_TEXT", value="note", name="n"), actor)
    assert attachments.list_attachments(row_uid) == [made]
    assert attachments.row_uid(made.uid) == row_uid
    changed = attachments.update(made.uid, actor, type="IMAGE", value="https://example.com/a.jpg")
    assert (changed.uid, changed.type, changed.name) == (made.uid, "IMAGE", "n")
    assert attachments.list_attachments(row_uid) == [changed]
    attachments.delete(made.uid, actor)
    assert attachments.list_attachments(row_uid) == []
    with pytest.raises(NotFoundError):
        attachments.delete(made.uid, actor)


@pytest.mark.parametrize(("kind", "value"), [("SOME_TYPE", "value"), ("IMAGE", "")])
def test_an_attachment_that_cannot_be_is_refused(
    attachments: Attachments, actor: User, row_uid: str, kind: str, value: str
) -> None:
    with pytest.raises(UsageError):
        attachments.create(row_uid, Attachment(type=kind, value=value), actor)
    made = attachments.create(row_uid, Attachment(type="HTML", value="x"), actor)
    with pytest.raises(UsageError):
        attachments.update(made.uid, actor, type=kind, value=value)
    assert attachments.list_attachments(row_uid) == [made]
