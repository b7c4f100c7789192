import json

from hypothesis import given
from hypothesis import strategies as st

from postil.formats.labelbox.export import data_row, export_line, label_row, media_attributes
from postil.formats.labelbox.label_export import Json
from postil.model.data_row import Asset

NOTHING: Json = {"objects": [], "classifications": [], "relationships": []}


def test_a_data_row_is_named_by_every_id_it_has():
    named = data_row("r" * 25, "g", "e", "https://e.test/a.png", {"dataset_name": "d"})
    assert named == {
        "id": "r" * 25,
        "global_key": "g",
        "external_id": "e",
        "row_data": "https://e.test/a.png",
        "details": {"dataset_name": "d"},
    }


def test_an_image_is_described_as_it_is_displayed():
    assert media_attributes(Asset(mime="image/png", orientation=6, width=20, height=10)) == {
        "asset_type": "image",
        "mime_type": "image/png",
        "width": 20,
        "height": 10,
        "exif_rotation": "6",
    }


def test_a_text_has_neither_size_nor_rotation():
    assert media_attributes(Asset(media_type="text")) == {"asset_type": "text"}


def test_a_label_says_what_is_known_of_it():
    label = label_row("l", NOTHING, {"created_by": "ann@e.test"}, {"skipped": False})
    assert (label["label_kind"], label["id"], label["version"]) == ("Default", "l", "1.0.0")
    assert label["label_details"] == {"created_by": "ann@e.test"}
    assert label["performance_details"] == {"skipped": False}
    assert label["annotations"] == NOTHING


def test_what_is_not_given_is_left_out():
    assert "details" not in data_row("r", "g", None, "")
    assert "external_id" not in data_row("r", "g", None, "")
    assert label_row("l", NOTHING).keys() == {"label_kind", "version", "id", "annotations"}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_line_is_ascii_and_means_what_was_said(text):
    line = export_line({"text": text})
    assert line.isascii()
    assert line.count(b"\n") == 1
    assert json.loads(line) == {"text": text}


def test_no_character_of_a_text_ends_the_line_for_clients_that_split_by_unicode():
    line = export_line({"text": "a\u2028b\x85c\U0001d11e"})
    assert line.decode().splitlines() == [line.decode().rstrip()]
    assert b"\\u2028" in line
