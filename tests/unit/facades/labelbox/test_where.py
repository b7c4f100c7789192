"""The package's grammar of conditions, order and pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.errors import UsageError
from postil.facades.labelbox.where import Where, page, windows

ITEMS = [{"id": str(n), "size": n % 3, "name": f"n{n}"} for n in range(10)]


def ids(where=None, **options):
    found = page(iter(ITEMS), lambda one: one, Where(where, ["id", "size", "name"]), **options)
    return [int(one["id"]) for one in found]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (None, list(range(10))),
        ({"deleted": False}, list(range(10))),
        ({"deleted": True}, []),
        ({"deleted_not": False}, []),
        ({"size": 2}, [2, 5, 8]),
        ({"size_not": 0}, [1, 2, 4, 5, 7, 8]),
        ({"size_gt": 1}, [2, 5, 8]),
        ({"size_gte": 1}, [1, 2, 4, 5, 7, 8]),
        ({"size_lt": 1}, [0, 3, 6, 9]),
        ({"size_lte": 0}, [0, 3, 6, 9]),
        ({"id_in": ["3", "4"]}, [3, 4]),
        ({"AND": [{"size": 2}, {"AND": [{"name": "n5"}, {"deleted": False}]}]}, [5]),
        ({"size_gt": "one"}, []),
    ],
)
def test_conditions_hold_together(where, expected):
    assert ids(where) == expected


@given(skip=st.integers(0, 12), first=st.integers(0, 12))
def test_a_page_is_a_slice(skip, first):
    assert ids(skip=skip, first=first) == list(range(10))[skip : skip + first]


def test_an_order_puts_the_whole_list_in_order_before_the_page():
    assert ids(order="size_DESC", first=3) == [2, 5, 8]


def test_a_value_that_is_a_function_is_asked_for_a_condition():
    items = [{"id": "1", "size": lambda: 7}]
    assert page(iter(items), lambda one: one, Where({"size": 7}, ["size"])) == items


def test_no_more_is_read_than_the_page_needs():
    unread = iter(ITEMS)
    page(unread, lambda one: one, Where(None, []), first=3)
    assert next(unread)["id"] == "3"


@pytest.mark.parametrize(
    "where", [5, "x", [], {"colour": 1}, {"AND": 5}, {"AND": [[]]}, {"OR": [{"size": 1}]}, {"NOT": [{}]}]
)
def test_other_conditions_are_refused(where):
    with pytest.raises(UsageError):
        Where(where, ["size"])


def test_conditions_nested_for_ever_are_refused():
    where: dict[str, object] = {}
    for _ in range(5_000):
        where = {"AND": [where]}
    with pytest.raises(UsageError):
        Where(where, ["size"])


@pytest.mark.parametrize(
    "options",
    [
        {"skip": -1},
        {"first": -1},
        {"first": 10_000},
        {"order": "size"},
        {"order": "colour_ASC"},
        {"order": {}},
    ],
)
def test_impossible_pages_are_refused(options):
    with pytest.raises(UsageError):
        ids(**options)


def test_windows_follow_a_keyset_list_to_its_end():
    numbers = list(range(1, 1_203))
    found = windows(lambda after, limit: [n for n in numbers if n > after][:limit], lambda n: n)
    assert list(found) == numbers
