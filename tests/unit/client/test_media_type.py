import pytest

from postil.client.media_type import MediaType
from postil.errors import UnsupportedError, UsageError


@pytest.mark.parametrize(
    ("spelling", "meant"),
    [
        (None, MediaType.Image),
        ("IMAGE", MediaType.Image),
        ("PDF", MediaType.Document),
        ("TMS_GEO", MediaType.Geospatial_Tile),
        ("CONVERSATIONAL", MediaType.Conversational),
        (MediaType.Video, MediaType.Video),
    ],
)
def test_other_spellings_are_read(spelling, meant):
    assert MediaType.of(spelling) is meant


def test_what_is_no_media_type_is_refused():
    with pytest.raises(UsageError, match="'smell' is not known"):
        MediaType.of("smell")


def test_what_is_not_there_yet_is_refused_as_that():
    with pytest.raises(UnsupportedError):
        MediaType.of("LLM")
