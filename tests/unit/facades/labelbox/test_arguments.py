"""JSON is read into types, or refused with the place."""

import msgspec
import pytest

from postil.errors import UsageError
from postil.facades.labelbox.arguments import connected, read


class Thing(msgspec.Struct):
    name: str
    size: int = 0


def test_an_object_becomes_a_struct():
    assert read({"name": "a", "other": 1}, Thing) == Thing("a")


@pytest.mark.parametrize("value", [None, 5, [], {}, {"name": None}, {"name": "a", "size": "x"}])
def test_another_value_is_refused(value):
    with pytest.raises(UsageError, match="`data` cannot be read"):
        read(value, Thing)


def test_a_relation_is_read():
    assert connected({"connect": {"id": "x"}}) == "x"
    assert connected(None) is None


@pytest.mark.parametrize("value", ["x", {}, {"connect": "x"}, {"connect": {"id": 5}}])
def test_what_is_no_relation_is_refused(value):
    with pytest.raises(UsageError):
        connected(value)
