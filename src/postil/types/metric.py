"""Numbers about a whole data row of a model run."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from postil.types.feature import Extra
from postil.types.number import plain, plain_whole
from postil.types.refusal import Row, judge, refuse, shown


class ScalarMetricAggregation(Enum):
    """How the values of several data rows are put together."""

    ARITHMETIC_MEAN = "ARITHMETIC_MEAN"
    GEOMETRIC_MEAN = "GEOMETRIC_MEAN"
    HARMONIC_MEAN = "HARMONIC_MEAN"
    SUM = "SUM"


class ConfusionMatrixAggregation(Enum):
    """How confusion matrices are put together: cell by cell."""

    CONFUSION_MATRIX = "CONFUSION_MATRIX"


Counts = tuple[int, int, int, int]
"""True positives, false positives, true negatives, false negatives."""


class _Metric:
    """What both metrics have in common; metrics are few, and judged as the rows they become."""

    __slots__ = ("aggregation", "extra", "feature_name", "metric_name", "subclass_name", "value")

    value: Any
    metric_name: str | None
    feature_name: str | None
    subclass_name: str | None
    aggregation: Enum
    extra: Extra

    def _settle(
        self,
        metric_name: str | None,
        feature_name: str | None,
        subclass_name: str | None,
        extra: Extra | None,
    ) -> None:
        self.metric_name = metric_name
        self.feature_name = feature_name
        self.subclass_name = subclass_name
        self.extra = {} if extra is None else extra
        judge(spell_metric(self))

    def __eq__(self, other: object) -> bool:
        """Equal in every field."""
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in _Metric.__slots__)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Show every field."""
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in _Metric.__slots__)
        return f"{type(self).__name__}({fields})"


class ScalarMetric(_Metric):
    """A number, or numbers by confidence.

    Raises:
        AnnotationError: The name is that of a computed metric (CNF002); less than 2 or more than 15
            confidences, or one outside 0 to 1 (CNF003); no number (CNF006).
    """

    __slots__ = ()

    def __init__(
        self,
        *,
        value: float | Mapping[float, float],
        metric_name: str | None = None,
        feature_name: str | None = None,
        subclass_name: str | None = None,
        aggregation: ScalarMetricAggregation | str = ScalarMetricAggregation.ARITHMETIC_MEAN,
        extra: Extra | None = None,
    ) -> None:
        self.value = _by_confidence(value, plain)
        self.aggregation = _aggregation(aggregation, ScalarMetricAggregation)
        self._settle(metric_name, feature_name, subclass_name, extra)


class ConfusionMatrixMetric(_Metric):
    """Four counts, or four counts by confidence.

    Raises:
        AnnotationError: Not four counts from 0 to 1e10 (CNF004); else as for ScalarMetric.
    """

    __slots__ = ()

    def __init__(
        self,
        *,
        value: Counts | Mapping[float, Counts],
        metric_name: str | None = None,
        feature_name: str | None = None,
        subclass_name: str | None = None,
        aggregation: ConfusionMatrixAggregation | str = ConfusionMatrixAggregation.CONFUSION_MATRIX,
        extra: Extra | None = None,
    ) -> None:
        self.value = _by_confidence(value, _counts)
        self.aggregation = _aggregation(aggregation, ConfusionMatrixAggregation)
        self._settle(metric_name, feature_name, subclass_name, extra)


Metric = ScalarMetric | ConfusionMatrixMetric


def _by_confidence(value: Any, read: Any) -> Any:
    if isinstance(value, Mapping):
        return {plain(confidence): read(one) for confidence, one in value.items()}
    return read(value)


def _counts(value: Any) -> Any:
    return tuple(plain_whole(one) for one in value) if hasattr(value, "__iter__") else value


def _aggregation(given: Any, kind: type[Enum]) -> Enum:
    try:
        return kind(given)
    except ValueError:
        row: Row = {"metricValue": 0, "metricName": "-", "aggregation": shown(given)}
        refuse(row, what=f"aggregation is {given!r}", hint=f"use {kind.__name__}")


def spell_metric(metric: _Metric) -> Row:
    """Return the keys of a metric row."""
    value = metric.value
    if isinstance(value, dict):
        value = {str(confidence): _spell_value(one) for confidence, one in value.items()}
    row: Row = {
        "metricValue": _spell_value(value),
        "metricName": metric.metric_name,
        "featureName": metric.feature_name,
        "subclassName": metric.subclass_name,
        "aggregation": metric.aggregation.value,
    }
    return {key: found for key, found in row.items() if found is not None}


def _spell_value(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
