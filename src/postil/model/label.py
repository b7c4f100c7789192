"""What one author submitted for one data row, and the bundles that were offered to them."""

from typing import Any, Literal

import msgspec

from postil.model.annotation import Annotation
from postil.model.number import Number

SetKind = Literal["pre_label", "prediction", "ground_truth", "draft"]


class Bundle(msgspec.Struct, omit_defaults=True):
    """Everything one annotation set says about one data row; the scope of annotation keys.

    `no` is 0 except where a format offers several bundles per data row (Label Studio predictions).
    `score` and `version` are the bundle's own, not those of its annotations.
    """

    annotations: list[Annotation]
    kind: SetKind = "pre_label"
    no: int = 0
    version: str | None = None
    score: Number | None = None
    is_benchmark: bool = False
    ext: dict[str, Any] = {}


class Label(msgspec.Struct, omit_defaults=True):
    """A set of annotations by one author on one data row, at one version."""

    annotations: list[Annotation]
    author: str | None = None
    version: int = 1
    is_benchmark: bool = False
    is_skipped: bool = False
    lead_time_s: Number | None = None
    ext: dict[str, Any] = {}
