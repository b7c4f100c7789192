import pytest

from postil.errors import UsageError
from postil.formats.label_studio.markup import parse_markup


def test_elements_come_with_their_attributes_and_lines():
    root = parse_markup('<View>\n <Image name="i" value="$i"/>\n</View>')
    (image,) = root.children
    assert (root.name, image.name, image.attributes, image.line) == (
        "View",
        "Image",
        {"name": "i", "value": "$i"},
        2,
    )


def test_references_to_characters_are_resolved():
    assert parse_markup('<Label value="a &amp; &#228;"/>').attributes == {"value": "a & ä"}


@pytest.mark.parametrize(
    "document",
    [
        "<!DOCTYPE View><View/>",
        '<!doctype View SYSTEM "file:///etc/passwd"><View/>',
        '<!DOCTYPE v [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><View>&b;</View>',
        '<View><!ENTITY a "b"></View>',
    ],
)
def test_document_types_and_entities_are_refused(document):
    with pytest.raises(UsageError, match="not allowed"):
        parse_markup(document)


def test_another_encoding_cannot_hide_a_declaration():
    hidden = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE v><View/>'.encode("utf-16")
    with pytest.raises(UsageError, match="not UTF-8"):
        parse_markup(hidden)


def test_unknown_entities_are_refused():
    with pytest.raises(UsageError, match="undefined entity"):
        parse_markup("<View>&a;</View>")


@pytest.mark.parametrize(
    ("document", "place"),
    [("...\n<View/>", "line 1, column 1"), ("<View>\n <a>\n</View>", "line 3, column 3"), ("", "line 1")],
)
def test_what_is_no_xml_is_refused_with_its_place(document, place):
    with pytest.raises(UsageError, match=place):
        parse_markup(document)


def test_sixty_four_levels_are_read_and_one_more_is_refused():
    assert parse_markup("<a>" * 64 + "</a>" * 64).name == "a"
    with pytest.raises(UsageError, match="deeper than 64"):
        parse_markup("<a>" * 65 + "</a>" * 65)


def test_a_mebibyte_is_read_and_one_byte_more_is_refused():
    fill = 1024 * 1024 - len("<a></a>")
    assert parse_markup(b"<a>" + b" " * fill + b"</a>").name == "a"
    with pytest.raises(UsageError, match="1 MiB"):
        parse_markup(b"<a>" + b" " * (fill + 1) + b"</a>")
