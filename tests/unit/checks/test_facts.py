from postil.checks.facts import RowFacts
from postil.model.target import Target


def test_only_images_of_known_size_are_plain():
    assert (RowFacts("image", (20, 10)).plain_width, RowFacts("image", (20, 10)).plain_height) == (20, 10)
    assert RowFacts("image").plain_width == -1
    assert RowFacts("video", (20, 10)).plain_width == -1


def test_an_annotation_on_a_named_asset_is_judged_by_that_asset():
    text = RowFacts("text", text_length=5)
    row = RowFacts("image", (20, 10), assets={"text": text})
    assert row.of(Target("text")) is text
    assert row.of(Target("image")).size == (20, 10)


def test_the_size_of_one_image_of_a_series_is_not_known():
    assert RowFacts("image", (20, 10)).of(Target("image", item=3)).size is None


def test_a_target_that_is_the_whole_asset_changes_nothing():
    row = RowFacts("image", (20, 10))
    assert row.of(None) is row
    assert row.of(Target("image")) is row
