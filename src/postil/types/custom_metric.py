"""Measures of one annotation or answer, and its confidence."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from postil.types.given import listed
from postil.types.number import are_numbers, plain
from postil.types.refusal import SOME_POINT, refuse


class CustomMetric(msgspec.Struct, kw_only=True):
    """A number with a name, such as `iou` or `uncertainty`.

    Raises:
        AnnotationError: The value is no finite number, or the name no text.
    """

    name: str
    value: float

    def __post_init__(self) -> None:
        """Make the number plain and check it."""
        self.value = plain(self.value)
        name: object = self.name
        if not isinstance(name, str) or not are_numbers((self.value,)):
            row = SOME_POINT | {"customMetrics": [{"name": name, "value": self.value}]}
            what = f"custom metric {name!r} is {self.value!r}, must be a finite number"
            refuse(row, what=what, hint="give a name and a number")


MetricLike = CustomMetric | Mapping[str, Any]
"""A metric, or a mapping with its `name` and `value`."""


def custom_metrics(given: Iterable[MetricLike]) -> list[CustomMetric]:
    """Return metrics given in any form as a list of their own."""
    return listed(given, CustomMetric, "/customMetrics")


def checked_confidence(value: Any) -> float:
    """Return a confidence as a plain number.

    Raises:
        AnnotationError: It is not from 0 to 1 (CNF001), or no number (ROW010).
    """
    found = plain(value)
    if not are_numbers((found,)) or not 0 <= found <= 1:
        what = f"confidence is {value!r}, must be a number from 0 to 1"
        refuse(SOME_POINT | {"confidence": found}, what=what, hint="give a number from 0 to 1")
    return float(found) if type(found) is not int else found


class Measured(msgspec.Struct, kw_only=True, gc=False):
    """What may carry a confidence, from 0 to 1, and measures of its own."""

    confidence: float | None = None
    custom_metrics: Sequence[MetricLike] | None = None

    def __post_init__(self) -> None:
        """Check both, and make their numbers plain."""
        if self.confidence is not None:
            self.confidence = checked_confidence(self.confidence)
        if self.custom_metrics is not None:
            self.custom_metrics = custom_metrics(self.custom_metrics)
