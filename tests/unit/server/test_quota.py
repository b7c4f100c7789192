import pytest

from postil.errors import TooManyError
from postil.server.quota import MOST_BUCKETS, Quota


class Clock:
    """Seconds that are set by hand."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def spent(quota, who, times):
    """Return how many of so many requests were let through."""
    through = 0
    for _ in range(times):
        try:
            quota.spend(who)
        except TooManyError:
            continue
        through += 1
    return through


def test_a_minutes_worth_goes_through_at_once_and_no_more(clock):
    assert spent(Quota("user", 60, clock), "ada", 100) == 60


def test_it_fills_evenly_and_never_over_the_brim(clock):
    quota = Quota("user", 60, clock)
    spent(quota, "ada", 60)
    clock.now += 2.5
    assert spent(quota, "ada", 10) == 2
    clock.now += 3600
    assert spent(quota, "ada", 100) == 60


def test_a_refused_request_costs_nothing(clock):
    quota = Quota("user", 60, clock)
    spent(quota, "ada", 1000)
    clock.now += 1
    assert spent(quota, "ada", 1) == 1


def test_everybody_has_a_bucket_of_their_own(clock):
    quota = Quota("user", 1, clock)
    assert [spent(quota, who, 2) for who in ("ada", "eve")] == [1, 1]


@pytest.mark.parametrize(("per_minute", "seconds"), [(60, 1), (6000, 1), (6, 10), (1, 60)])
def test_who_is_refused_is_told_when_to_come_again(clock, per_minute, seconds):
    quota = Quota("user", per_minute, clock)
    spent(quota, "ada", per_minute)
    with pytest.raises(TooManyError) as caught:
        quota.spend("ada")
    assert caught.value.retry_after_s == seconds
    clock.now += seconds
    assert spent(quota, "ada", 1) == 1


def test_what_is_left_is_told_as_the_draft_has_it(clock):
    quota = Quota("user", 60, clock)
    spent(quota, "ada", 9)
    standing = quota.spend("ada")
    assert standing is not None
    assert standing.headers() == [
        (b"ratelimit-policy", b'"user";q=60;w=60'),
        (b"ratelimit", b'"user";r=50;t=10'),
    ]


def test_no_limit_is_no_limit(clock):
    quota = Quota("user", 0, clock)
    assert quota.spend("ada") is None
    assert spent(quota, "ada", 1000) == 1000


def test_coming_from_everywhere_does_not_fill_the_memory(clock):
    quota = Quota("address", 1, clock)
    quota.spend("first")
    for number in range(MOST_BUCKETS - 1):
        quota.spend(number)
    assert spent(quota, "first", 1) == 0  # still known, and now the last one used
    quota.spend("one more")
    assert spent(quota, "first", 1) == 0
    assert len(quota._buckets) == MOST_BUCKETS  # noqa: SLF001
