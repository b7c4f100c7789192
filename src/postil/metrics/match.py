"""Matching: which annotations of two people, or of a person and a model, are about the same thing.

What was made from the other, or from the same pre-label, belongs together whatever became of it. Of the rest,
those of one feature that cover each other most do, the best pair first; then those of different features.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec
import numpy as np

from postil.metrics.iou import NEAR, bounds_of, iou
from postil.model.annotation import Annotation
from postil.model.answer import Answer, Classification

_encode = msgspec.json.Encoder().encode

Verdict = Literal["agreed", "changed", "wrong_label", "missing", "added"]

MATCHING = 0.5
"""Intersection over union from which two annotations are about the same thing."""

AGREEING = 0.95
"""Intersection over union from which they say the same about where it is."""

_ROWS = 512
"""Annotations whose bounds are compared with all others at once: it limits the memory this takes."""


class Pair(msgspec.Struct, kw_only=True):
    """Two annotations by key; None where one has no counterpart. `iou` is absent where nothing is covered."""

    left: str | None
    right: str | None
    iou: float | None = None
    verdict: Verdict


def match(
    left: Sequence[Annotation], right: Sequence[Annotation], *, matching: float = MATCHING
) -> list[Pair]:
    """Pair annotations in pixels: those of `left` in their order, then what only `right` has."""
    matching_ = _Matching(left, right, matching)
    matching_.by_origin()
    matching_.by_answer()
    matching_.by_place(is_same=True)
    matching_.by_place(is_same=False)
    matching_.by_ends()
    return matching_.pairs()


class _Matching:
    def __init__(self, left: Sequence[Annotation], right: Sequence[Annotation], matching: float) -> None:
        self._left, self._right, self._least = left, right, matching
        self._found: dict[int, int] = {}
        self._taken: set[int] = set()
        self._ious: dict[tuple[int, int], float] = {}

    def _pair(self, one: int, other: int) -> None:
        if one not in self._found and other not in self._taken:
            self._found[one] = other
            self._taken.add(other)

    def _open(self) -> tuple[list[int], list[int]]:
        left = [no for no in range(len(self._left)) if no not in self._found]
        return left, [no for no in range(len(self._right)) if no not in self._taken]

    def by_origin(self) -> None:
        """Pair what has the same key or was made from the same."""
        named = {name: no for no, one in reversed([*enumerate(self._right)]) for name in _names(one)}
        for no, one in enumerate(self._left):
            for name in _names(one):
                other = named.get(name)
                if other is not None and self._right[other].kind == one.kind:
                    self._pair(no, other)

    def by_answer(self) -> None:
        """Pair the answers to the same question."""
        left, right = self._open()
        asked = {(one.feature, one.target): no for no, one in _of_kind(self._right, right, "classification")}
        for no, one in _of_kind(self._left, left, "classification"):
            if (one.feature, one.target) in asked:
                self._pair(no, asked[one.feature, one.target])

    def by_place(self, *, is_same: bool) -> None:
        """Pair objects that cover each other, the best first: of one feature, or of any."""
        left, right = self._open()
        ranked = []
        for no, other in _near(self._left, left, self._right, right):
            one, two = self._left[no], self._right[other]
            if (one.feature == two.feature) is is_same and one.target == two.target:
                found = self._iou(no, other)
                if found >= self._least:
                    ranked.append((-found, no, other))
        for _, no, other in sorted(ranked):
            self._pair(no, other)

    def by_ends(self) -> None:
        """Pair relationships of one feature whose ends belong together."""
        left, right = self._open()
        ends = {_ends(one): no for no, one in _of_kind(self._right, right, "relationship")}
        keys = {self._left[one].key: self._right[other].key for one, other in self._found.items()}
        for no, one in _of_kind(self._left, left, "relationship"):
            feature, source, target = _ends(one)
            other = ends.get((feature, keys.get(source or ""), keys.get(target or "")))
            if other is not None:
                self._pair(no, other)

    def _iou(self, one: int, other: int) -> float:
        if (one, other) not in self._ious:
            self._ious[one, other] = iou(self._left[one].geometry, self._right[other].geometry)
        return self._ious[one, other]

    def pairs(self) -> list[Pair]:
        found = [self._judged(no) for no in range(len(self._left))]
        added = (no for no in range(len(self._right)) if no not in self._taken)
        return found + [Pair(left=None, right=self._right[no].key, verdict="added") for no in added]

    def _judged(self, no: int) -> Pair:
        one = self._left[no]
        other_no = self._found.get(no)
        if other_no is None:
            return Pair(left=one.key, right=None, verdict="missing")
        other = self._right[other_no]
        covered = self._iou(no, other_no) if one.geometry is not None else None
        verdict: Verdict = "agreed"
        if one.feature != other.feature or one.labels != other.labels:
            verdict = "wrong_label"
        elif (covered is not None and covered < AGREEING) or not _says_same(one, other):
            verdict = "changed"
        return Pair(left=one.key, right=other.key, iou=covered, verdict=verdict)


def _names(one: Annotation) -> list[str]:
    return [one.key] if one.origin is None else [one.key, one.origin.key]


def _of_kind(
    annotations: Sequence[Annotation], numbers: Iterable[int], kind: str
) -> Iterable[tuple[int, Annotation]]:
    return ((no, annotations[no]) for no in numbers if annotations[no].kind == kind)


def _ends(one: Annotation) -> tuple[str | None, str | None, str | None]:
    relation = one.relation
    return (one.feature, relation.source, relation.target) if relation else (one.feature, None, None)


def _near(
    left: Sequence[Annotation], of_left: Sequence[int], right: Sequence[Annotation], of_right: Sequence[int]
) -> Iterable[tuple[int, int]]:
    """Yield objects that may cover each other: their bounds meet, or they have none."""
    boxed, loose = _bounded(left, of_left)
    others, loose_others = _bounded(right, of_right)
    # What has no bounds covers only what is equal to it.
    equal = {_encode(right[other].geometry): other for other in loose_others}
    for one in loose:
        other = equal.get(_encode(left[one].geometry))
        if other is not None:
            yield one, other
    if not boxed or not others:
        return
    numbers, edges = [*others], np.array([*others.values()])
    rows = [*boxed.items()]
    for start in range(0, len(rows), _ROWS):
        part = rows[start : start + _ROWS]
        ours = np.array([bounds for _, bounds in part])[:, None, :]
        meets = (ours[..., 0] - NEAR <= edges[:, 2]) & (ours[..., 2] + NEAR >= edges[:, 0])
        meets &= (ours[..., 1] - NEAR <= edges[:, 3]) & (ours[..., 3] + NEAR >= edges[:, 1])
        for at, other in np.argwhere(meets):
            yield part[at][0], numbers[other]


def _bounded(
    annotations: Sequence[Annotation], numbers: Iterable[int]
) -> tuple[dict[int, tuple[float, float, float, float]], list[int]]:
    boxed, loose = {}, []
    for no, one in _of_kind(annotations, numbers, "object"):
        bounds = bounds_of(one.geometry)
        if bounds is None:
            loose.append(no)
        else:
            boxed[no] = bounds
    return boxed, loose


def _says_same(one: Annotation, other: Annotation) -> bool:
    return [_question(found) for found in one.classifications] == [
        _question(found) for found in other.classifications
    ]


def _question(found: Classification) -> object:
    return found.feature, found.kind, [_answer(one) for one in found.answers]


def _answer(one: Answer) -> object:
    return one.value, one.ranges, [_question(found) for found in one.classifications]
