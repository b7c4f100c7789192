from pathlib import Path

import pytest

from postil.client.row_spec import read_spec
from postil.errors import UsageError
from postil.sdk.data_rows import Attachment

URL = "https://images.test/kobe.png"


def test_an_address_is_fetched_by_the_server():
    read = read_spec({"row_data": URL, "global_key": "kobe"}, 1)
    assert (read.row.url, read.row.global_key, read.file, read.issue) == (URL, "kobe", None, None)


def test_a_local_file_is_sent(tmp_path):
    picture = tmp_path / "kobe.png"
    picture.touch()
    assert read_spec(str(picture), 1).file == picture
    assert read_spec({"row_data": picture}, 1).file == picture


@pytest.mark.parametrize("content", ["kobe.png", Path("kobe.png"), "a" * 9000, "a\0b"])
def test_what_is_neither_address_nor_file_fails_its_row(content):
    read = read_spec({"row_data": content}, 1)
    assert read.issue is not None
    assert read.issue.code == "MED003"


def test_content_may_be_given_as_it_is():
    assert read_spec({"row_data": {"pdf_url": URL}, "media_type": "PDF"}, 1).row.inline == {"pdf_url": URL}
    assert read_spec({"row_data": "Hello.", "media_type": "TEXT"}, 1).row.inline == "Hello."


def test_metadata_comes_as_a_mapping_or_as_fields():
    given = {"metadata": {"city": "Kobe"}, "metadata_fields": [{"name": "weather", "value": "rain"}]}
    assert read_spec(given, 1).row.metadata == {"city": "Kobe", "weather": "rain"}


def test_attachments_are_read():
    row = read_spec({"attachments": [{"type": "IMAGE", "value": URL}]}, 1).row
    assert row.attachments == [Attachment(type="IMAGE", value=URL)]


@pytest.mark.parametrize(
    ("spec", "code", "said"),
    [
        ({"rowdata": URL}, "ROW009", "did you mean 'row_data'"),
        ({"global_key": 7}, "ROW010", "must be text"),
        ({"metadata_fields": [{"value": 1}]}, "ROW010", "metadata of data row 3"),
        ({"attachments": [{"type": "IMAGE"}]}, "ROW010", "attachments of data row 3"),
        (7, "ROW010", "data row 3 is a int"),
    ],
)
def test_a_mistake_of_the_program_is_told_with_its_row(spec, code, said):
    with pytest.raises(UsageError, match=said) as caught:
        read_spec(spec, 3)
    assert caught.value.code == code
