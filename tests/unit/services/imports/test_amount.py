"""Rows and what they bring in are added and taken away together."""

from postil.ports.jobs import Counts
from postil.services.imports.amount import Amount


def test_an_amount_added_and_taken_away_again_leaves_nothing() -> None:
    amount = Amount()
    amount.add(Amount(Counts(accepted=3, removed=1), {"box": 2, "radio": 1}))
    amount.subtract(Amount(Counts(accepted=3, removed=1), {"radio": 1, "box": 2}))
    assert amount.counts == Counts()
    assert set(amount.used.values()) == {0}


def test_a_change_may_be_less_than_nothing() -> None:
    amount = Amount()
    amount.subtract(Amount(Counts(rejected=1), {"mask": 4}))
    assert (amount.counts.rejected, amount.used) == (-1, {"mask": -4})
