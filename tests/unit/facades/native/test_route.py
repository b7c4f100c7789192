"""An entry of the table that says nobody may call it, or contradicts itself, is not accepted."""

from typing import Any

import msgspec
import pytest

from postil.facades.native.route import Route
from postil.facades.native.rule import PUBLIC


class Thing(msgspec.Struct):
    name: str


def answer(_call):
    return Thing("x")


def make(**changes):
    entry: dict[str, Any] = {
        "method": "GET",
        "path": "/things",
        "name": "list_things",
        "summary": "List things",
        "access": PUBLIC,
        "handler": answer,
        "response": Thing,
    }
    return Route(**{**entry, **changes})


def test_a_whole_entry_is_accepted():
    assert make().name == "list_things"


def test_an_entry_without_a_rule_is_no_entry():
    entry: dict[str, Any] = {
        "method": "GET",
        "path": "/things",
        "name": "x",
        "summary": "X",
        "handler": answer,
    }
    with pytest.raises(TypeError, match="access"):
        Route(**entry, response=Thing)


@pytest.mark.parametrize("access", [None, "PUBLIC", lambda call: None])
def test_what_is_no_rule_is_not_accepted(access):
    with pytest.raises(TypeError, match="says not who may call it"):
        make(access=access)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"path": "things"}, "lower-case segments"),
        ({"path": "/Things"}, "lower-case segments"),
        ({"path": "/things/"}, "lower-case segments"),
        ({"request": Thing}, "a GET takes no body"),
        ({"method": "POST", "request": Thing, "upload": "text/csv"}, "decoded or streamed"),
        ({"download": ("text/csv",)}, "encoded or streamed"),
        ({"status": 204}, "an empty answer has status 204"),
        ({"response": None}, "an empty answer has status 204"),
    ],
)
def test_an_entry_that_contradicts_itself_is_not_accepted(changes, complaint):
    with pytest.raises(ValueError, match=complaint):
        make(**changes)


def test_a_route_belongs_to_the_module_of_its_function():
    def listing(_call):
        return None

    listing.__module__ = "postil.facades.native.data_row_changes"
    assert make(handler=listing).resource == "data-rows"
