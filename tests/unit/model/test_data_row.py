import pytest

from postil.model.data_row import Asset


@pytest.mark.parametrize(
    ("asset", "length"),
    [
        (Asset(media_type="text", inline="fünf"), 4),
        (Asset(media_type="text", url="https://example.com/a.txt"), None),
        (Asset(media_type="text", sha256="ab" * 32, facts={"text_length": 120}), 120),
        (Asset(media_type="conversation", inline=[{"text": "hello"}]), None),
        (Asset(media_type="html", inline="<p>hello</p>"), None),
        (Asset(media_type="image"), None),
    ],
)
def test_the_length_of_a_text_is_known_where_the_text_is(asset, length):
    assert asset.text_length == length
