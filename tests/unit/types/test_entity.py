import numpy as np
import pytest

from postil.errors import AnnotationError
from postil.types import ConversationEntity, DocumentEntity, DocumentTextSelection, TextEntity
from tests.unit.types.make import box, loose, rows


def test_the_last_character_is_written_as_given():
    (row,) = rows(box(TextEntity(start=10, end=20)))
    assert row["location"] == {"start": 10, "end": 20}


def test_a_quotation_is_written_beside_the_positions_it_was_given_with():
    (row,) = rows(box(TextEntity(start=22, end=24, token="Ann")))
    assert row["location"] == {"start": 22, "end": 24, "token": "Ann"}


def test_a_quotation_is_text():
    with pytest.raises(AnnotationError) as caught:
        loose.TextEntity(start=0, end=2, token=3)
    assert (caught.value.code, caught.value.path) == ("ROW010", "/location/token")


def test_whole_numbers_of_numpy_are_positions():
    assert type(loose.TextEntity(start=np.int64(1), end=2.0).start) is int


def test_a_fraction_is_no_position():
    with pytest.raises(AnnotationError) as caught:
        loose.TextEntity(start=1, end=2.5)
    assert (caught.value.code, caught.value.path) == ("ROW010", "/location/end")


def test_an_entity_of_a_message_names_the_message():
    (row,) = rows(box(ConversationEntity(start=0, end=8, message_id="4")))
    assert (row["messageId"], row["location"]) == ("4", {"start": 0, "end": 8})


def test_selections_keep_their_order():
    selections = [DocumentTextSelection(token_ids=[name], group_id="g", page=1) for name in "ba"]
    (row,) = rows(box(DocumentEntity(text_selections=selections)))
    assert [one["tokenIds"] for one in row["textSelections"]] == [["b"], ["a"]]
