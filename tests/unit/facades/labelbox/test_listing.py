"""What a list is asked for, and the page that answers it."""

from dataclasses import dataclass

import pytest

from postil.errors import UsageError
from postil.facades.labelbox.listing import Listing
from postil.facades.labelbox.where import WINDOW


@dataclass
class Thing:
    id: int


THINGS = [Thing(number) for number in range(1, WINDOW + 20)]


def spell(thing):
    return {"id": thing.id, "name": f"thing {thing.id}"}


def read(after, limit):
    return [one for one in THINGS if one.id > after][:limit]


def numbers(**asked):
    return [one["id"] for one in Listing(("id", "name"), **asked).page_of(read, spell)]


def test_a_list_asked_for_nothing_answers_its_first_hundred():
    assert numbers() == list(range(1, 101))


def test_null_is_what_was_not_asked_for():
    assert numbers(where=None, skip=None, first=None, orderBy=None) == list(range(1, 101))


def test_none_at_all_can_be_asked_for():
    assert numbers(first=0) == []


def test_a_page_goes_over_the_end_of_what_is_read_at_once():
    assert numbers(skip=WINDOW - 1, first=3) == [WINDOW, WINDOW + 1, WINDOW + 2]


def test_conditions_and_order_hold_over_all_windows():
    assert numbers(where={"id_gt": WINDOW + 10}, orderBy="id_DESC", first=3) == [519, 518, 517]


def test_a_name_to_be_equal_is_known_before_anything_is_read():
    assert Listing(("name",), where={"AND": [{"name": "street"}, {"deleted": False}]}).name == "street"


def test_a_name_that_is_no_text_is_no_name_to_look_for():
    assert Listing(("name",), where={"name": 5}).name is None


def test_a_condition_nobody_knows_is_refused():
    with pytest.raises(UsageError, match="colour"):
        Listing(("name",), where={"colour": "red"})
