import threading

import pytest

from postil.errors import ConflictError
from postil.services.uploads.turns import Turns


def test_the_later_one_has_the_say():
    turns = Turns()
    with turns.taken("a") as first, turns.taken("a") as second:
        with pytest.raises(ConflictError), first.held():
            pass
        with second.held():
            pass


def test_turns_at_different_things_do_not_meet():
    turns = Turns()
    with turns.taken("a") as first, turns.taken("b"), first.held():
        pass


def test_taking_a_turn_waits_for_what_is_being_written():
    turns, order = Turns(), []

    def take() -> None:
        with turns.taken("a"):
            order.append("taken")

    with turns.taken("a") as first:
        with first.held():
            thread = threading.Thread(target=take)
            thread.start()
            thread.join(0.05)
            order.append("written")
        thread.join()
    assert order == ["written", "taken"]


def test_a_turn_that_ends_does_not_end_the_one_that_replaced_it():
    turns = Turns()
    outer = turns.taken("a")
    outer.__enter__()
    with turns.taken("a") as second:
        outer.__exit__(None, None, None)
        with turns.taken("a"), pytest.raises(ConflictError), second.held():
            pass
