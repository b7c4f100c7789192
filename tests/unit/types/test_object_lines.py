from base64 import b64decode
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import postil.types as t
from postil.types.ndjson import to_lines

numbers = st.one_of(st.integers(-5000, 5000), st.floats(-5000, 5000, allow_nan=False))
points = st.builds(t.Point, numbers, numbers, st.sampled_from([None, None, None, {"a": 1}]))
distinct = st.lists(points, min_size=4, max_size=9, unique_by=lambda one: (one.x, one.y))
boxes = st.builds(
    lambda x, y, w, h: t.Rectangle(start=t.Point(x, y), end=t.Point(x + w, y + h)),
    numbers, numbers, st.integers(1, 99), st.integers(1, 99),
)  # fmt: skip
shapes = st.one_of(
    points,
    boxes,
    distinct.map(lambda ring: t.Polygon(points=ring)),
    distinct.map(lambda ring: t.Polygon(points=[*ring, t.Point(ring[0].x, ring[0].y)])),
    distinct.map(lambda line: t.Line(points=line)),
    st.just(t.TextEntity(start=1, end=2)),
)
objects = st.builds(
    t.ObjectAnnotation,
    name=st.sampled_from(["car", "ü\u2028", "a"]),
    feature_schema_id=st.sampled_from([None, "c" * 25]),
    value=shapes,
    confidence=st.sampled_from([None, 0, 0.5]),
    extra=st.sampled_from([{}, {"uuid": "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"}, {"free": 1}]),
)


def lines(*annotations: Any, is_benchmark: bool = False) -> tuple[list[dict[str, Any]], t.Label]:
    label = t.Label(
        data={"global_key": "g"}, annotations=list(annotations), is_benchmark_reference=is_benchmark
    )
    return [msgspec.json.decode(line) for part in to_lines(label) for line in part], label


@given(given=st.lists(objects, max_size=6), is_benchmark=st.booleans())
def test_lines_say_what_the_rows_say(given, is_benchmark):
    found, label = lines(*given, is_benchmark=is_benchmark)
    assert found == list(t.to_ndjson(label))


@given(one=objects, count=st.integers(2, 4))
def test_copies_have_the_uuids_of_the_rows(one, count):
    found, label = lines(*[one] * count)
    assert [row["uuid"] for row in found] == [row["uuid"] for row in t.to_ndjson(label)]


def test_what_a_program_keeps_in_a_point_is_not_written():
    ring = [t.Point(0, 0, {"mine": 1}), t.Point(4, 0), t.Point(0, 4)]
    (row,), _ = lines(t.ObjectAnnotation(name="roof", value=t.Polygon(points=ring)))
    assert row["polygon"] == [{"x": 0, "y": 0}, {"x": 4, "y": 0}, {"x": 0, "y": 4}, {"x": 0, "y": 0}]


def test_a_point_of_a_programs_own_class_is_written_as_a_point():
    class Mine(t.Point, gc=False):
        note: str = "mine"

    (row,), _ = lines(t.ObjectAnnotation(name="road", value=t.Line(points=[Mine(0, 0), Mine(1, 1)])))
    assert row["line"] == [{"x": 0, "y": 0}, {"x": 1, "y": 1}]


def test_a_mask_is_written_with_its_picture():
    mask = t.Mask(mask=t.MaskData.from_2D_arr(np.eye(3, dtype=np.uint8)), color=1)
    (row,), _ = lines(t.ObjectAnnotation(name="lake", value=mask))
    assert b64decode(row["mask"]["png"]).startswith(b"\x89PNG")


@pytest.mark.parametrize("number", [1e300, -0.0, 12345678901234])
def test_numbers_keep_their_spelling(number):
    found, label = lines(t.ObjectAnnotation(name="a", value=t.Point(number, 1)))
    assert repr(found) == repr(list(t.to_ndjson(label)))
