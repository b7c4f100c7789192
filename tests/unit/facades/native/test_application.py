"""A table is refused as a whole when two of its entries cannot both be served."""

import pytest

from postil.facades.native.application import by_path
from postil.facades.native.table import ROUTES
from tests.unit.facades.native.test_route import make


def test_methods_of_one_path_come_together():
    table = [make(), make(method="POST", name="create_thing"), make(path="/others", name="list_others")]
    grouped = by_path(table)
    assert {path: [route.method for route in found] for path, found in grouped.items()} == {
        "/things": ["GET", "POST"],
        "/others": ["GET"],
    }


def test_two_routes_of_one_name_are_refused():
    with pytest.raises(ValueError, match="two routes are named"):
        by_path([make(), make(path="/others")])


def test_two_routes_of_one_path_and_method_are_refused():
    with pytest.raises(ValueError, match="two routes answer GET /things"):
        by_path([make(), make(name="list_again")])


def test_the_table_can_be_served():
    assert by_path(ROUTES)
