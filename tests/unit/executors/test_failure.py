from postil.errors import LimitError
from postil.executors.failure import attempt, failure_text


def raise_error(error):
    raise error


def test_a_call_that_returns_has_no_failure():
    assert attempt(print, ()) is None


def test_an_error_without_a_message_is_told_by_its_class():
    assert attempt(raise_error, (ValueError(),)) == "ValueError"


def test_the_traceback_goes_to_the_log(caplog):
    attempt(raise_error, (ValueError("boom"),))
    assert "in raise_error" in caplog.text


def test_our_own_error_is_told_without_its_class():
    assert (
        failure_text(LimitError("too much", code="MSK001", hint="send less")) == "MSK001 too much - send less"
    )
