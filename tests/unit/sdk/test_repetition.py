from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from postil.sdk.repetition import LONGEST_WAIT_S, Repetition, wait_of

PAUSES = (0.1, 0.4)
OURS = {"content-type": "application/problem+json"}


def patient(*, may_repeat: bool = True) -> Repetition:
    return Repetition(PAUSES, may_repeat=may_repeat)


@pytest.mark.parametrize("status", [200, 201, 400, 404, 409, 412, 422, 500])
def test_an_answer_is_an_answer(status):
    assert patient().after_answer(status, {}) is None


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("may_repeat", [True, False])
def test_what_was_refused_before_it_was_begun_is_asked_again_whatever_it_is(status, may_repeat):
    repetition = patient(may_repeat=may_repeat)
    assert [repetition.after_answer(status, OURS) for _ in range(3)] == [0.1, 0.4, None]


@pytest.mark.parametrize("status", [429, 503])
def test_the_server_says_best_how_long_to_wait(status):
    repetition = patient()
    assert [repetition.after_answer(status, {"retry-after": "7"}) for _ in range(3)] == [7, 7, 7]


def test_nobody_waits_longer_than_is_bearable():
    repetition = patient()
    assert repetition.after_answer(429, {"retry-after": str(int(LONGEST_WAIT_S))}) == LONGEST_WAIT_S
    assert repetition.after_answer(429, {"retry-after": "1"}) is None


def test_waits_of_no_length_end_too():
    repetition = patient()
    found = [repetition.after_answer(429, {"retry-after": "0"}) for _ in range(3_000)]
    assert found[-1] is None


@pytest.mark.parametrize("status", [502, 504])
def test_a_lost_server_is_asked_again_only_where_twice_does_no_harm(status):
    assert patient().after_answer(status, {}) == 0.1
    assert patient(may_repeat=False).after_answer(status, {}) is None


@pytest.mark.parametrize("status", [502, 504])
def test_what_the_server_itself_says_of_another_one_is_its_answer(status):
    assert patient().after_answer(status, OURS) is None


def test_a_request_that_is_still_being_answered_is_waited_for():
    assert patient().after_answer(409, {"retry-after": "1"}) == 1
    assert patient().after_answer(409, {}) is None


def test_a_lost_connection_is_made_again_where_nothing_was_sent_or_twice_does_no_harm():
    assert patient(may_repeat=False).after_loss(was_sent=False) == 0.1
    assert patient(may_repeat=False).after_loss(was_sent=True) is None
    assert patient().after_loss(was_sent=True) == 0.1


def test_a_time_to_ask_again_may_be_a_date():
    later = datetime.now(UTC) + timedelta(seconds=100)
    assert 90 < (wait_of({"retry-after": format_datetime(later, usegmt=True)}) or 0) <= 100
    past = datetime.now(UTC) - timedelta(days=1)
    assert wait_of({"retry-after": format_datetime(past, usegmt=True)}) == 0


@pytest.mark.parametrize("text", ["", "soon", "-1", "1.5", "9" * 12])
def test_what_is_no_time_is_none(text):
    assert wait_of({"retry-after": text}) is None
