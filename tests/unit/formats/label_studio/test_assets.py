import pytest

from postil.formats.label_studio.assets import guess_assets, is_media
from postil.model.annotation import Annotation
from postil.model.geometry import Box
from postil.model.span import TextSpan, TimeRange
from postil.model.target import Target


def on(name, geometry=None):
    return Annotation(target=Target(name), geometry=geometry or Box(1, 1, 1, 1))


def shown(assets):
    return [(asset.name, asset.media_type, asset.url or asset.inline) for asset in assets]


def test_an_object_shows_the_data_of_its_own_name():
    data = {"image": "/a.jpg", "other": "/b.jpg"}
    assert shown(guess_assets(data, [on("image")])) == [("image", "image", "/a.jpg")]


def test_an_object_of_another_name_shows_the_only_medium():
    data = {"ocr": "https://example.com/a?x=1", "note": "some words", "n": 1}
    assert shown(guess_assets(data, [on("image")])) == [("image", "image", "https://example.com/a?x=1")]


def test_with_several_media_nothing_is_guessed():
    data = {"left": "/a.jpg", "right": "/b.jpg"}
    assert shown(guess_assets(data, [on("image")])) == [("image", "image", None)]


def test_every_object_is_an_asset():
    data = {"a": "/a.jpg", "b": "/b.jpg"}
    assert shown(guess_assets(data, [on("a"), on("b"), on("a")])) == [
        ("a", "image", "/a.jpg"),
        ("b", "image", "/b.jpg"),
    ]


@pytest.mark.parametrize(
    ("geometry", "media"), [(TextSpan(1, 2), "text"), (TimeRange(1, 2), "audio"), (Box(1, 1, 1, 1), "image")]
)
def test_the_geometry_says_what_kind_of_medium_it_is(geometry, media):
    (asset,) = guess_assets({"x": "All that changed"}, [on("x", geometry)])
    assert (asset.media_type, asset.inline) == (media, "All that changed")


def test_without_results_the_ending_says_it():
    data = {"csv": "https://example.com/a.csv?time=None"}
    assert shown(guess_assets(data, [])) == [("csv", "series", "https://example.com/a.csv?time=None")]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("https://example.com/a", True), ("s3://bucket/a.png", True), ("/data/upload/a.png", True),
        ("photo.JPG", True), ("data:image/png;base64,AA", True), ("All that changed", False),
        ("see a.jpg", False), ("", False), (7, False), (None, False),
    ],
)  # fmt: skip
def test_addresses_are_told_from_text(value, found):
    assert is_media(value) is found
