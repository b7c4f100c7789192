"""The package's names of media types."""

import pytest

from postil.errors import UsageError
from postil.facades.labelbox.media_types import NAMES, media_type_name, media_type_of


@pytest.mark.parametrize("kind", NAMES)
def test_a_media_type_has_one_name(kind):
    name = media_type_name(kind)
    assert name is not None
    assert media_type_of(name) == kind


def test_nothing_said_is_an_image():
    assert media_type_of(None) == media_type_of("UNKNOWN") == "image"


def test_a_media_type_that_is_not_here_is_named():
    with pytest.raises(UsageError, match="POINT_CLOUD"):
        media_type_of("POINT_CLOUD")


def test_a_media_type_without_a_name_is_none():
    assert media_type_name("series") is None
