"""Texts are read from wherever they are."""

from postil.blobs.folder import FolderBlobs
from postil.model.data_row import Asset
from postil.model.target import Target
from postil.services.catalog.texts import TEXT_SHA256, Texts, decoded_text


def test_an_inline_text_is_at_hand():
    assert Texts(None).of([Asset(media_type="text", inline="K\u014dbe")]) == "K\u014dbe"


def test_an_uploaded_text_is_read_from_where_it_is_kept(blobs: FolderBlobs):
    sha256 = blobs.put("K\u014dbe".encode()).sha256
    assert Texts(blobs).of([Asset(media_type="text", sha256=sha256)]) == "K\u014dbe"


def test_a_fetched_text_is_read_from_where_it_was_kept(blobs: FolderBlobs):
    sha256 = blobs.put(b"Nara").sha256
    asset = Asset(media_type="text", url="https://texts.test/1.txt", facts={TEXT_SHA256: sha256})
    assert Texts(blobs).of([asset]) == "Nara"


def test_a_text_that_is_gone_or_was_never_fetched_is_not_at_hand(blobs: FolderBlobs):
    texts = Texts(blobs)
    assert texts.of([Asset(media_type="text", sha256="0" * 64)]) is None
    assert texts.of([Asset(media_type="text", url="https://texts.test/1.txt")]) is None
    assert texts.of([]) is None


def test_the_asset_a_target_names_is_read():
    assets = [Asset("a", "text", inline="one"), Asset("b", "text", inline="two")]
    assert Texts(None).of(assets, Target("b")) == "two"
    assert Texts(None).of(assets, Target("c")) is None
    assert Texts(None).of(assets[:1], Target("c")) == "one"


def test_an_image_has_no_text():
    assert Texts(None).of([Asset(inline="one")]) is None


def test_many_texts_are_read_one_after_the_other(blobs: FolderBlobs):
    texts = Texts(blobs)
    kept = [blobs.put(str(number).encode()).sha256 for number in range(30)]
    assert [texts.of([Asset(media_type="text", sha256=sha256)]) for sha256 in kept] == [*map(str, range(30))]


def test_a_byte_order_mark_is_no_character_and_other_bytes_are_no_text():
    assert decoded_text("\ufeffKobe".encode()) == "Kobe"
    assert decoded_text(b"\xff\xfe") is None
