"""Row data as the official package and its documentation spell it."""

import pytest

from postil.errors import UsageError
from postil.formats.labelbox.media import declared_type, ending_type, is_url, read_media
from postil.model.data_row import Asset

CONVERSATION = {"type": "application/vnd.labelbox.conversational", "version": 1, "messages": []}
TILES = {"tileLayerUrl": "https://tiles.example.org/{z}/{x}/{y}.png", "epsg": "Simple"}


@pytest.mark.parametrize("text", ["https://a.b/c", "gs://bucket/x", "s3://b/x", "http://a"])
def test_an_address_is_told_from_a_text(text):
    assert is_url(text)


@pytest.mark.parametrize("text", ["123", "see https://a.b", "a: b", "", "://x", "Text\nhttps://a.b"])
def test_a_text_is_no_address(text):
    assert not is_url(text)


@pytest.mark.parametrize(
    ("row_data", "name", "expected"),
    [
        ("https://a.b/c.jpg", None, "image"),
        ("https://a.b/c.mp4?x=1", None, "video"),
        ("https://a.b/c", "notes.TXT", "text"),
        ("https://a.b/c", None, "image"),
        ("https://a.b/c.pdf", None, "document"),
    ],
)
def test_the_ending_of_an_address_tells_its_type(row_data, name, expected):
    assert read_media(row_data, None, name) == Asset(media_type=expected, url=row_data)


def test_what_is_said_goes_before_what_an_ending_tells():
    assert read_media("https://a.b/c.jpg", "text").media_type == "text"


def test_a_text_is_kept_as_it_is():
    assert read_media("123", None) == Asset(media_type="text", inline="123")


def test_objects_are_conversations_tiles_and_documents():
    assert read_media(CONVERSATION, None) == Asset(media_type="conversation", inline=CONVERSATION)
    assert read_media(TILES, None) == Asset(media_type="geospatial", inline=TILES)
    layer = {"pdf_url": "https://a.b/c.pdf", "text_layer_url": "https://a.b/c.json"}
    assert read_media(layer, "document") == Asset(
        media_type="document", url="https://a.b/c.pdf", facts={"text_layer_url": "https://a.b/c.json"}
    )


@pytest.mark.parametrize("row_data", [CONVERSATION, {"invalid_object": "invalid_value"}])
def test_an_object_is_no_image(row_data):
    with pytest.raises(UsageError) as caught:
        read_media(row_data, "image")
    assert "Found invalid contents for media type: 'IMAGE'" in caught.value.message
    assert "Expected type image/*, detected: application/json" in caught.value.message


@pytest.mark.parametrize("row_data", [None, "", 5, [], {"a": 1}])
def test_what_shows_nothing_is_refused(row_data):
    with pytest.raises(UsageError):
        read_media(row_data, None)


def test_a_media_type_is_one_of_those_there_are():
    assert (declared_type("TMS_GEO"), declared_type("image"), declared_type(None)) == (
        "geospatial",
        "image",
        None,
    )
    with pytest.raises(UsageError) as caught:
        declared_type("totallyinvalid")
    assert caught.value.message == "Found invalid media type: 'totallyinvalid'"


@pytest.mark.parametrize(
    "name", ["https://a.b/c", "x", "https://a.b/c?d=e.mp4", "https://a.b/c#d.mp4", "a.unknown", "mp4"]
)
def test_no_ending_tells_nothing(name):
    assert ending_type(name, None) is None


@pytest.mark.parametrize(
    ("name", "kind"), [("a.JPEG", "image"), ("https://a.b/c.d.tiff#x", "image"), ("a.m4a", "audio")]
)
def test_an_ending_tells_the_type_however_it_is_written(name, kind):
    assert ending_type(None, name) == kind
