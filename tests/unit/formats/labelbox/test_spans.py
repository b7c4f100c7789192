import io
import json

from hypothesis import given
from hypothesis import strategies as st

from postil.formats.format import Written
from postil.formats.label_studio.tasks import LABEL_STUDIO
from postil.formats.labelbox.rows import LABELBOX
from postil.formats.labelbox.spans import in_characters, spell_span
from postil.model.annotation import Annotation
from postil.model.data_row import Asset, DataRow
from postil.model.label import Bundle
from postil.model.span import TextSpan, TokenGroup, TokenSpan
from tests.unit.formats.labelbox.roundtrip import read_shape, written


def test_the_inclusive_end_of_a_location_becomes_exclusive():
    # Documented: characters 10 to 20 are eleven characters.
    span = read_shape(location={"start": 10, "end": 20}).annotations[0].geometry
    assert span == TextSpan(10, 21)


def test_a_location_in_a_message_targets_the_message():
    entry = read_shape(location={"start": 0, "end": 8}, messageId="4")
    assert entry.annotations[0].target.message == "4"
    assert written([entry])[0]["messageId"] == "4"


def test_text_selections_become_groups_of_tokens():
    selection = {"tokenIds": ["t1", "t2"], "groupId": "g", "page": 3}
    entry = read_shape(textSelections=[selection])
    assert entry.annotations[0].geometry == TokenSpan([TokenGroup("g", ["t1", "t2"], 3)])
    assert written([entry])[0]["textSelections"] == [selection]


def test_a_location_that_ends_before_it_starts_is_left_to_the_checks():
    entry = read_shape(location={"start": 5, "end": 1})
    assert entry.issues == []
    assert entry.annotations[0].geometry == TextSpan(5, 2)


def test_a_token_is_the_quotation_and_written_back():
    location = {"start": 2, "end": 5, "token": "Kobe"}
    entry = read_shape(location=location)
    assert entry.issues == []
    assert entry.annotations[0].geometry == TextSpan(2, 6, text="Kobe")
    assert written([entry])[0]["location"] == location


def test_a_quotation_of_another_source_is_not_written_as_a_token():
    assert spell_span(TextSpan(2, 6, text="Kobe"), {}) == {"location": {"start": 2, "end": 5}}


def test_positions_of_browsers_are_written_in_characters_where_the_text_is_known():
    span = TextSpan(3, 7, "utf16")
    assert in_characters(span, "\U0001f600 Kobe") == TextSpan(2, 6)
    assert in_characters(span, None) is span


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30), st.data())
def test_a_stretch_survives_the_way_through_label_studio(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    span = TextSpan(start, data.draw(st.integers(start + 1, len(text))))
    row = DataRow([Asset("text", "text", inline=text)], global_key="note")
    before = Annotation("00000000-0000-4000-8000-000000000001", "city", geometry=span)
    task = through(LABEL_STUDIO, Written(row, [Bundle([before])]))
    (entry,) = LABEL_STUDIO.read(next(LABEL_STUDIO.split(io.BytesIO(task))))
    (line,) = through(LABELBOX, Written(row, entry.bundles)).splitlines()
    assert json.loads(line)["location"] == {"start": span.start, "end": span.end - 1}


def through(form, written: Written) -> bytes:
    return b"".join(form.write([written], lambda _: b"", lambda loss: None))
