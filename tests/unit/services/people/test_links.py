"""Links open what they were made for, while they last, and nothing else."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.errors import NotFoundError
from postil.services.people.links import FILES, Links


class Stopped:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return 0.0


@pytest.fixture
def clock():
    return Stopped()


@pytest.fixture
def links(clock):
    return Links(b"s" * 32, clock)


def token(path):
    return path.rpartition("/")[2]


def test_a_link_opens_what_it_was_made_for(links):
    path = links.make("statuses", "thing", 60)
    assert path.startswith(f"{FILES}/statuses/")
    assert links.read("statuses", token(path)) == "thing"


def test_a_link_opens_nothing_of_another_kind(links):
    with pytest.raises(NotFoundError):
        links.read("uploads", token(links.make("statuses", "thing", 60)))


def test_a_link_expires(links, clock):
    made = token(links.make("statuses", "thing", 60))
    clock.at += timedelta(seconds=59)
    assert links.read("statuses", made) == "thing"
    clock.at += timedelta(seconds=1)
    with pytest.raises(NotFoundError):
        links.read("statuses", made)


def test_a_link_without_an_end_lasts(links, clock):
    made = token(links.make("uploads", "thing", None))
    clock.at += timedelta(days=36_500)
    assert links.read("uploads", made) == "thing"


def test_another_secret_signs_other_links(links, clock):
    with pytest.raises(NotFoundError):
        Links(b"t" * 32, clock).read("uploads", token(links.make("uploads", "thing", None)))


@given(at=st.integers(0, 1_000), bit=st.integers(0, 7))
def test_no_bit_of_a_token_can_be_changed(at, bit):
    links = Links(b"s" * 32, Stopped())
    made = token(links.make("uploads", "thing", 60))
    content = bytearray(base64.urlsafe_b64decode(made + "=" * (-len(made) % 4)))
    content[at % len(content)] ^= 1 << bit
    with pytest.raises(NotFoundError):
        links.read("uploads", base64.urlsafe_b64encode(content).rstrip(b"=").decode())


@given(st.text(max_size=60))
def test_any_other_text_opens_nothing(text):
    with pytest.raises(NotFoundError):
        Links(b"s" * 32, Stopped()).read("uploads", text)


@pytest.mark.parametrize("host", ["http://127.0.0.1:8600", "https://postil.example"])
def test_a_url_of_ours_is_known_under_every_name_of_the_server(links, host):
    assert links.own(host + links.make("uploads", "a" * 64, None), "uploads") == "a" * 64


@pytest.mark.parametrize(
    "url", ["http://x/labelbox/files/uploads/AAAA", "http://x/", "", "file:///etc/passwd"]
)
def test_a_url_that_was_not_made_here_is_not_ours(links, url):
    assert links.own(url, "uploads") is None
