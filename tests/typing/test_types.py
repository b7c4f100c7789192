"""What a type checker knows about the annotation types; `make check` judges the assertions."""

from collections.abc import Iterator
from typing import Any, assert_type

import postil.types as lb_types


def test_fields_have_their_types():
    point = lb_types.Point(x=1, y=2)
    assert_type(point.x, float)
    box = lb_types.Rectangle(start=point, end=lb_types.Point(x=3, y=4))
    assert_type(box.start, lb_types.Point)
    annotation = lb_types.ObjectAnnotation(name="car", value=box)
    assert_type(annotation.confidence, float | None)
    assert_type(annotation.extra, dict[str, Any])


def test_a_label_given_a_mapping_has_a_data_row():
    label = lb_types.Label(data={"global_key": "gk"})
    assert_type(label.data, lb_types.GenericDataRowData)
    assert_type(label.data.global_key, str | None)


def test_mask_data_may_be_given_in_any_form():
    mask = lb_types.Mask(mask=b"-", color=(1, 2, 3))
    assert_type(mask.mask, lb_types.MaskData)
    assert_type(mask.color, tuple[int, int, int] | int | None)


def test_both_directions_are_typed():
    rows = lb_types.to_ndjson([])
    assert_type(rows, Iterator[dict[str, Any]])
    assert_type(lb_types.from_ndjson(rows), Iterator[lb_types.Label])


def test_an_error_says_where():
    error = lb_types.AnnotationError("-", path="/name")
    assert_type(error.path, str)
    assert isinstance(error, ValueError)
