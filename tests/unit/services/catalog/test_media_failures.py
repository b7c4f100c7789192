import pytest

from postil.errors import AccessError, LimitError, PostilError
from postil.ports.fetcher import FetchError
from postil.services.catalog.media_failures import HOST_FAILURES, MOST, REMEMBERED_S, MediaFailures

URL = "https://images.example.org/a.png?signature=secret"


class Clock:
    """A clock that is set by hand."""

    def __init__(self):
        self.at = 1_000.0

    def monotonic(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


class Outside:
    """Fails as told, or writes a byte."""

    def __init__(self):
        self.asked = 0
        self.error = None

    def download(self, url, write, *, max_bytes, total_s):
        self.asked += 1
        if self.error is not None:
            raise self.error
        write(b"x")


class Failures:
    """What is tested, over something outside that can be told what to do."""

    def __init__(self, clock):
        self.outside = Outside()
        self.tested = MediaFailures(self.outside, clock)

    def ask(self, url, error=None):
        """Download, from something outside that fails so; return whether it was asked."""
        before, self.outside.error = self.outside.asked, error
        try:
            self.tested.download(url, lambda _: None, max_bytes=1, total_s=1)
        except PostilError as raised:
            return self.outside.asked > before, raised
        return self.outside.asked > before, None

    def note(self, url, error):
        self.ask(url, error)

    def told(self, url):
        """Return what is told without asking, None when it is asked."""
        is_asked, error = self.ask(url)
        return None if is_asked else error.message


@pytest.fixture
def failures(clock):
    return Failures(clock)


def gone(name="a"):
    return FetchError(f"{name} cannot be reached", code="SRC021", is_retryable=True)


def test_a_failure_is_told_again_for_a_minute(failures, clock):
    failures.note(URL, FetchError("a answered with 404", code="SRC022", http_status=404))
    clock.at += REMEMBERED_S - 1
    is_asked, error = failures.ask(URL)
    assert (is_asked, error.message, error.http_status) == (False, "a answered with 404", 404)
    clock.at += 1
    assert failures.told(URL) is None


def test_what_is_added_to_a_failure_that_was_told_is_not_remembered(failures):
    error = LimitError("too large", code="SRC023")
    failures.note(URL, error)
    error.message += "!"
    for _ in range(2):
        _, told = failures.ask(URL)
        assert told.message == "too large"
        told.message += "!"


def test_another_url_of_the_host_is_asked_until_several_were_in_vain(failures):
    for no in range(HOST_FAILURES):
        assert failures.ask(f"https://images.example.org/{no}", gone(str(no)))[0]
    # Whose URLs they were is nobody's business.
    assert failures.told(URL) == "images.example.org could not be reached a moment ago"
    assert failures.told("https://images.example.org:444/a.png") is None


def test_failures_of_a_host_count_together_only_within_a_minute(failures, clock):
    for no in range(HOST_FAILURES):
        failures.note(f"https://images.example.org/{no}", gone())
        clock.at += REMEMBERED_S
    assert failures.told(URL) is None


def test_a_refusal_of_one_url_says_nothing_of_its_host(failures):
    for no in range(HOST_FAILURES):
        failures.note(f"https://images.example.org/{no}", FetchError("404", code="SRC022"))
    assert failures.told(URL) is None


def test_a_success_and_who_wants_to_know_anew_make_a_host_one_that_is_asked(failures):
    for no in range(HOST_FAILURES):
        failures.note(f"https://images.example.org/{no}", gone())
    failures.tested.forget(URL)
    assert failures.told(URL) is None
    failures.note("https://images.example.org/9", gone())
    assert failures.told(URL) is None


def test_what_the_server_itself_refuses_is_not_remembered(failures):
    failures.note(URL, AccessError("offline", code="SRC025"))
    assert failures.told(URL) is None


def test_no_more_than_so_many_are_remembered(failures):
    for no in range(MOST + 1):
        failures.note(f"https://{no}.example.org/", gone())
    assert failures.told("https://1.example.org/") is not None
    assert failures.told("https://0.example.org/") is None


def test_a_url_that_is_none_is_remembered_like_any_other(failures):
    failures.note("http://[", gone("x"))
    assert failures.told("http://[") == "x cannot be reached"
