from datetime import UTC, datetime, timedelta

from postil.ports.clock import SystemClock


def test_now_is_aware_and_in_utc():
    now = SystemClock().now()
    assert now.utcoffset() == timedelta(0)


def test_now_lies_between_two_looks_at_the_machines_clock():
    before = datetime.now(UTC)
    assert before <= SystemClock().now() <= datetime.now(UTC)


def test_monotonic_never_runs_backwards():
    clock = SystemClock()
    looks = [clock.monotonic() for _ in range(100)]
    assert looks == sorted(looks)
