"""Entities of texts as export rows spell them."""

from postil.formats.labelbox.spelling import Spelling
from postil.formats.labelbox.text_export import export_entity
from postil.model.annotation import Annotation
from postil.model.span import TextSpan
from postil.model.target import Target


def exported(span, text=None, target=None):
    spelling = Spelling(lambda _: b"", lambda _: None)
    spelling.text = text
    return export_entity(span, Annotation("k", "person", target=target), spelling)


def test_the_last_character_counts_in_and_the_token_is_the_substring():
    # Documented: characters 10 to 20 of this text are "um dolor si".
    text = "Lorem ipsum dolor sit amet"
    location = {"start": 9, "end": 19, "token": "um dolor si"}
    assert exported(TextSpan(9, 20), text) == {"kind": "TextEntity", "location": location}


def test_positions_of_browsers_become_characters_where_the_text_is_known():
    found = exported(TextSpan(3, 7, "utf16"), "\U0001f600 Kobe")
    assert found["location"] == {"start": 2, "end": 5, "token": "Kobe"}


def test_a_text_that_is_not_at_hand_is_quoted_as_the_source_did():
    assert exported(TextSpan(2, 6, text="Kobe"))["location"] == {"start": 2, "end": 5, "token": "Kobe"}
    assert exported(TextSpan(2, 6))["location"] == {"start": 2, "end": 5}


def test_an_entity_of_a_message_names_the_message():
    found = exported(TextSpan(0, 9), target=Target(message="4"))
    assert found == {
        "kind": "ConversationalTextEntity",
        "conversational_location": {"message_id": "4", "location": {"start": 0, "end": 8}},
    }
