"""Metric rows of model runs: numbers about a whole data row. The model has no annotation for them.

They travel in `Entry.ext["labelbox_metric"]` as the row without its `dataRow`, and are judged here because
nothing else reads that place.
"""

import re
from typing import Any

import msgspec

from postil.formats.labelbox.reading import Reading, quoted
from postil.formats.pointers import put_back
from postil.formats.source import type_name

METRIC = "labelbox_metric"
"""The key of a metric row in `Entry.ext`, and of a list of them in `Bundle.ext`."""

_CONFUSION = "CONFUSION_MATRIX"
_AGGREGATIONS = ("ARITHMETIC_MEAN", "GEOMETRIC_MEAN", "HARMONIC_MEAN", "SUM", _CONFUSION)
_RESERVED = frozenset(
    {
        "true_positive_count", "false_positive_count", "true_negative_count", "false_negative_count",
        "precision", "recall", "f1", "iou",
    }
)  # fmt: skip
_MAX_COUNT = 10_000_000_000


def read_metric(reading: Reading) -> dict[str, Any]:
    """Check a metric row and return it without the name of its data row."""
    row = reading.row
    aggregation = row.aggregation
    if aggregation not in _AGGREGATIONS:
        reading.report(
            "CNF006", f"aggregation is {quoted(aggregation)}, must be one of {', '.join(_AGGREGATIONS)}",
            "say how values of several data rows are put together", "/aggregation",
            got=aggregation, expected=list(_AGGREGATIONS),
        )  # fmt: skip
    is_confusion = aggregation == _CONFUSION
    _check_name(row.metricName, reading, is_confusion=is_confusion)
    check = _check_confusion if is_confusion else _check_number
    if isinstance(row.metricValue, dict):
        _check_confidences(row.metricValue, reading)
        for confidence, value in row.metricValue.items():
            check(value, f"/metricValue/{confidence}", reading)
    else:
        check(row.metricValue, "/metricValue", reading)
    kept: dict[str, Any] = msgspec.to_builtins(row)
    kept["dataRow"] = {}
    put_back(kept, reading.extra)
    if not kept["dataRow"]:
        del kept["dataRow"]
    return kept


def _check_name(name: str | None, reading: Reading, *, is_confusion: bool) -> None:
    if is_confusion:
        if name is None:
            reading.report("CNF006", "confusion matrix has no metricName", "give metricName", "/metricName")
    elif name is not None and re.sub(r"\s+", "_", name.strip().lower()) in _RESERVED:
        hint = "choose another metricName; this one is computed"
        reading.report("CNF002", f"{quoted(name)} is a reserved metric name", hint, "/metricName", got=name)


def _check_confidences(values: dict[str, Any], reading: Reading) -> None:
    hint = "give 2 to 15 values, each under its confidence from 0 to 1"
    if not 2 <= len(values) <= 15:
        message = f"metricValue has {len(values)} confidences, must have 2 to 15"
        reading.report("CNF003", message, hint, "/metricValue", got=len(values))
    wrong = next((key for key in values if not _is_confidence(key)), None)
    if wrong is not None:
        message = f"confidence {quoted(wrong)} is not a number from 0 to 1"
        reading.report("CNF003", message, hint, "/metricValue", got=wrong)


def _is_confidence(key: str) -> bool:
    try:
        return 0 <= float(key) <= 1
    except ValueError:
        return False


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _check_number(value: Any, pointer: str, reading: Reading) -> None:
    if not _is_number(value):
        hint = "give a number, or numbers by confidence"
        message = f"metric value is {type_name(value)}, must be a number"
        reading.report("CNF006", message, hint, pointer, got=value)


def _check_confusion(value: Any, pointer: str, reading: Reading) -> None:
    counts = value if isinstance(value, list) else []
    if len(counts) != 4 or not all(type(count) is int and 0 <= count <= _MAX_COUNT for count in counts):
        reading.report(
            "CNF004", f"confusion matrix is {quoted(value)}, must be four counts from 0 to 1e10",
            "give [true positives, false positives, true negatives, false negatives]", pointer, got=value,
        )  # fmt: skip
