"""What is said again is not worked out again, and what differs is."""

import json
from collections import Counter
from typing import Any

import pytest

from postil.services.exports import repeated
from postil.services.exports.repeated import Repeated


@pytest.fixture
def asked() -> Counter[Any]:
    return Counter()


@pytest.fixture
def part(asked):
    def spell(session, *values):
        asked[values] += 1
        return {"values": list(values)}

    return Repeated(spell)


def said(part, *values):
    return json.loads(bytes(part(None, *values)))


def test_equal_values_are_spelled_once(part, asked):
    assert said(part, 1, "ü") == said(part, 1, "ü") == {"values": [1, "ü"]}
    assert asked == {(1, "ü"): 1}


def test_other_values_are_another_part(part):
    assert said(part, 1, None) == {"values": [1, None]}
    assert said(part, 2, None) == {"values": [2, None]}


def test_only_so_many_are_remembered(part, asked, monkeypatch):
    monkeypatch.setattr(repeated, "KEPT", 2)
    for value in (1, 2, 3, 1):
        assert said(part, value) == {"values": [value]}
    assert asked == {(1,): 2, (2,): 1, (3,): 1}
