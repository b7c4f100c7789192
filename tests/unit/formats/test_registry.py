import pytest

from postil.errors import NotFoundError
from postil.formats.registry import FORMATS, get_format, sniff_format


@pytest.mark.parametrize("name", FORMATS)
def test_every_declared_format_loads_under_its_name(name):
    found = get_format(name)
    assert found.name == name
    assert found.container in ("lines", "array")


def test_an_unknown_format_is_refused_with_the_known_ones():
    with pytest.raises(NotFoundError) as caught:
        get_format("coco")
    assert caught.value.code == "SRC009"
    assert all(name in caught.value.hint for name in FORMATS)


def test_labelbox_rows_are_recognised():
    found = sniff_format(b'{"dataRow": {"globalKey": "a"}, "name": "x", "bbox": {}}\n', "rows.ndjson")
    assert found is get_format("labelbox")


@pytest.mark.parametrize("head", [b"", b"hello", b"\x89PNG\r\n\x1a\n", b"{}", b"[]"])
def test_other_content_is_no_format(head):
    assert sniff_format(head, "x.bin") is None
