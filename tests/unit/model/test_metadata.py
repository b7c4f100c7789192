import pytest

from postil.model.metadata import value_problem


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("string", ""),
        ("string", "rain"),
        ("number", 0),
        ("number", -2.5),
        ("datetime", "2011-11-04T00:05:23Z"),
        ("datetime", "2011-11-04T00:05:23+00:00"),
        ("datetime", "2021-07-20T21:41:14.606710Z"),
        ("enum", "rain"),
        ("embedding", [0.5] * 128),
    ],
)
def test_a_value_fits_its_kind(kind, value):
    assert value_problem(kind, value, ["sun", "rain"]) is None


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("string", 5),
        ("string", None),
        ("number", "5"),
        ("number", True),
        ("number", float("nan")),
        ("datetime", "yesterday"),
        ("datetime", 2011),
        ("enum", "snow"),
        ("enum", ["rain"]),
        ("embedding", [0.5] * 127),
        ("embedding", ["x"] * 128),
        ("embedding", 0.5),
    ],
)
def test_a_value_of_another_kind_is_named(kind, value):
    assert value_problem(kind, value, ["sun", "rain"])
