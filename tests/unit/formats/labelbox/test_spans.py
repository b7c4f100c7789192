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
