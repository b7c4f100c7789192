"""Periods begin with their first instant and end before their end."""

import msgspec
import pytest

from postil.services.exports.order import EVERYTHING, Order, Period


@pytest.mark.parametrize(
    ("period", "inside"),
    [(Period(5, 7), [5, 6]), (Period(first=6), [6, 7, 8]), (Period(end=6), [4, 5]), (Period(), range(4, 9))],
)
def test_a_period_holds_its_first_instant_and_not_its_end(period, inside):
    assert [at for at in range(4, 9) if period.holds(at)] == list(inside)


def test_an_order_is_plain_data_that_can_be_kept():
    order = Order(content=EVERYTHING, project_uid="p", states=["done"], active=Period(1, None))
    assert msgspec.convert(msgspec.json.decode(msgspec.json.encode(order)), Order) == order
