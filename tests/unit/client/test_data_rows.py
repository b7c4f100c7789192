import pytest
from PIL import Image

import postil as lb
from postil.errors import ConflictError, NotFoundError


@pytest.fixture
def row(dataset: lb.Dataset, key: str, tmp_path) -> lb.DataRow:
    picture = tmp_path / "picture.png"
    Image.new("RGB", (64, 48)).save(picture)
    return dataset.create_data_row(row_data=str(picture), global_key=key, external_id="e1")


def test_what_is_known_of_a_file_is_there(row: lb.DataRow, dataset: lb.Dataset, key: str):
    assert row.media_attributes == {"width": 64, "height": 48, "mime_type": "image/png"}
    assert (row.global_key, row.external_id, row.name) == (key, "e1", key)
    assert row.media_type is lb.MediaType.Image
    assert row.dataset() == dataset


def test_changes_stay(client: lb.Client, row: lb.DataRow):
    row.update(metadata={"weather": "rain"})
    assert client.get_data_row(row.uid).metadata == {"weather": "rain"}


def test_a_key_of_another_row_is_refused(row: lb.DataRow, dataset: lb.Dataset, key: str):
    other = dataset.create_data_row(global_key=f"{key}.2")
    with pytest.raises(ConflictError, match="DUP003"):
        other.update(global_key=key)


def test_a_deleted_row_is_gone(client: lb.Client, row: lb.DataRow):
    row.delete()
    with pytest.raises(NotFoundError):
        row.refresh()


def test_an_attachment_is_added_to_those_there_are(dataset: lb.Dataset, key: str):
    row = dataset.create_data_row(global_key=key, attachments=[{"type": "RAW_TEXT", "value": "first"}])
    made = row.create_attachment("IMAGE", "https://images.invalid/a.png", "beside")
    assert (made.type, made.name) == ("IMAGE", "beside")
    row.refresh()
    assert [one.value for one in row.attachments] == ["first", "https://images.invalid/a.png"]


def test_many_rows_are_deleted_together(dataset: lb.Dataset):
    lb.DataRow.bulk_delete([dataset.create_data_row(external_id=one) for one in "abc"])
    assert dataset.row_count == 0
