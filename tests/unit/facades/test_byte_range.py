"""Ranges of files, by the examples of RFC 9110 section 14."""

import pytest

from postil.facades.byte_range import asked_range


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", (0, 10_000)),
        ("bytes=0-499", (0, 500)),
        ("bytes=500-999", (500, 1_000)),
        ("bytes=-500", (9_500, 10_000)),
        ("bytes=9500-", (9_500, 10_000)),
        ("bytes=0-0", (0, 1)),
        ("bytes=9000-99999", (9_000, 10_000)),
        ("bytes=-99999", (0, 10_000)),
        ("bytes=0-0,-1", (0, 10_000)),
        ("bytes=7-3", (0, 10_000)),
        ("bytes=-", (0, 10_000)),
        ("lines=1-2", (0, 10_000)),
    ],
)
def test_one_range_of_bytes_is_understood(header, expected):
    assert asked_range(header, 10_000) == expected


@pytest.mark.parametrize("header", ["bytes=10000-", "bytes=20000-30000", "bytes=-0"])
def test_a_range_behind_the_end_cannot_be_answered(header):
    start, end = asked_range(header, 10_000)
    assert start > end


def test_every_range_of_nothing_is_all_of_it():
    assert asked_range("bytes=0-5", 0) == (0, 0)
