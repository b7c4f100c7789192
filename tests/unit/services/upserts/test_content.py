"""What data rows show: files of ours by their hash."""

import pytest

from postil.blobs.folder import FolderBlobs
from postil.formats.labelbox.row_items import RowItem
from postil.model.data_row import Asset
from postil.services.upserts.content import content_of, state_of


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"%PDF-1.7 ...", "document"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image"),
        ("Größe".encode() * 200, "text"),
        (b"", "image"),
    ],
)
def test_a_file_of_ours_that_nothing_tells_the_type_of_is_looked_at(tmp_path, content, expected):
    blobs = FolderBlobs(tmp_path)
    kept = blobs.put(content).sha256
    item = RowItem(by="new", is_guessed=True)
    found = content_of(item, Asset(url="https://us/1"), None, {"https://us/1": kept}.get, blobs)
    assert found == Asset(media_type=expected, sha256=kept)


def test_a_row_keeps_its_type_when_nothing_tells_another(tmp_path):
    item = RowItem(by="uid", is_guessed=True)
    found = content_of(item, Asset(url="https://a.b/c"), "video", lambda _: None, FolderBlobs(tmp_path))
    assert found == Asset(media_type="video", url="https://a.b/c")


def test_only_what_is_elsewhere_has_to_be_looked_at():
    assert (state_of(Asset(inline="words")), state_of(Asset(url="x"))) == ("ready", "pending")
