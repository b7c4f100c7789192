"""A text through the official package: ends count in, characters are code points, tokens are quoted."""

from typing import Any

import pytest

from tests.sdk_compat.official.conftest import LETTER
from tests.sdk_compat.official.office import Office


@pytest.fixture(scope="module")
def told(office: Office) -> Any:
    return office.run("text_flow.py", office.web)


def test_the_data_rows_are_made_from_an_address_and_from_the_text_itself(told, office):
    assert told["data_rows"]["errors"] is None
    assert told["data_rows"]["text"] == f"{office.web}letter.txt"


def test_entities_answers_and_a_relationship_between_entities_are_taken(told):
    assert told["pre_labels_with_a_relationship"] == {"errors": [], "n": 6}
    assert told["labels"] == {"errors": [], "n": 5}


def test_spans_outside_of_the_text_and_boxes_on_it_are_refused(told):
    assert told["spans_that_are_not_in_the_text"] == ["FAILURE", "FAILURE", "FAILURE", "SUCCESS"]


def test_the_export_quotes_what_the_entities_cover(told):
    found = told["exported"]
    assert LETTER[0:12] == "Ada Lovelace"
    assert found["entities"] == [
        ["person", 0, 11, "Ada Lovelace", "TextEntity"],
        ["person", 19, 33, "Charles Babbage", "TextEntity"],
    ]


def test_the_export_has_the_answers(told):
    found = told["exported"]
    assert found["radio"] == ["warm"]
    assert found["checklist"] == ["people", "places"]
    assert found["text"] == ["Two people \u2013 one city"]
    assert found["unlabelled"] == []
