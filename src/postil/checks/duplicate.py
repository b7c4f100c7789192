"""Copies under another key: equal shape, feature and answers, but a key of its own.

DUP007: equal to what is published already. DUP008: equal to another row of the same file. Both are warnings:
two equal boxes can be meant. What does not matter: key, confidence, metrics, origin, and how it was spelled.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from postil.checks.bundle import Row
from postil.model.annotation import Annotation, PlainObject
from postil.model.answer import Answer, Classification
from postil.model.geometry import Box, Mask
from postil.model.issue import Issue, Where

Twin = tuple[int | None, Annotation]
"""Line and annotation; no line for what is published already."""

PUBLISHED, SAME_FILE = "DUP007", "DUP008"


def may_have_copies(elements: Sequence[Any], lefts: Collection[float] | None = None) -> bool:
    """Tell whether two annotations of a bundle begin at one spot; if none do, no two are equal.

    The rows of the millions come this way: first only the different left edges are compared, if there are
    any.
    """
    return len(set(lefts or ())) < len(elements) and len({spot(one) for one in elements}) < len(elements)


def spot(annotation: Annotation | PlainObject) -> Hashable:
    """Return where an annotation begins."""
    value: object = annotation.geometry
    # Readers have boxes of their own kinds; one row may come as theirs and its twin as ours.
    if isinstance(value, Box):
        return (value.left, value.top)
    if isinstance(value, Mask):
        return value.content or value.counts
    while True:
        if isinstance(value, msgspec.Struct):
            value = getattr(value, value.__struct_fields__[0])
        elif isinstance(value, list | tuple) and value:
            value = value[0]
        else:
            return value if isinstance(value, int | float | str) else None


def check_copies(rows: Sequence[Row], known: Mapping[str, Annotation]) -> list[tuple[int, Issue]]:
    """Return the rows with a key of their own that equal another one, as `(line, issue)` in order of lines.

    Args:
        rows: Line and annotation of one bundle.
        known: What is published in the bundle already, by key. A row whose key is known replaces that one
            and is no copy of anything.
    """
    replaced = {annotation.key for _, annotation in rows}
    twins: dict[Hashable, list[Twin]] = {}
    for key, annotation in known.items():
        if key not in replaced:
            twins.setdefault(spot(annotation), []).append((None, annotation))
    for line, annotation in sorted(rows, key=lambda row: row[0]):
        twins.setdefault(spot(annotation), []).append((line, annotation))
    found = [copy for group in twins.values() if len(group) > 1 for copy in _copies(group, known)]
    return sorted(found, key=lambda finding: finding[0])


class _Said:
    """Who has said one content so far, the nearest first."""

    def __init__(self) -> None:
        self.published: Twin | None = None
        self._last: Twin | None = None
        self._before: Twin | None = None

    def add(self, twin: Twin) -> None:
        if twin[0] is None:
            self.published = self.published or twin
        elif self._last is None or self._last[1].key != twin[1].key:
            self._last, self._before = twin, self._last
        else:
            self._last = twin

    def other(self, key: str) -> Twin | None:
        """Return the twin to name to a row of this key.

        What is published, else the nearest row before of another key: no block has to know what others
        hold to say so, and what it says stays true when more is known.
        """
        is_own = self._last is not None and self._last[1].key == key
        return self.published or (self._before if is_own else self._last)


def _copies(group: list[Twin], known: Mapping[str, Annotation]) -> Iterator[tuple[int, Issue]]:
    contents: dict[Hashable, _Said] = {}
    for line, annotation in group:
        if annotation.kind == "relationship":
            continue
        said = contents.setdefault(_content(annotation), _Said())
        other = said.other(annotation.key)
        if line is not None and other is not None and annotation.key not in known:
            yield line, _issue(line, annotation, other)
        said.add((line, annotation))


def _issue(line: int, annotation: Annotation, earlier: Twin) -> Issue:
    noun = "answer to" if annotation.kind == "classification" else "annotation"
    name = f" {annotation.feature!r}" if annotation.feature else ""
    where = Where(line=line, annotation=_given(annotation))
    if earlier[0] is None:
        return Issue(
            PUBLISHED,
            f"{noun}{name} equals one that is there already under the key {earlier[1].key}",
            "give both one uuid if they are one, or leave the row out",
            severity="warning",
            got=earlier[1].key,
            where=where,
        )
    return Issue(
        SAME_FILE,
        f"{noun}{name} equals that of line {earlier[0]}, under another key",
        "leave one of the two out if they are one",
        severity="warning",
        got=_given(earlier[1]),
        where=where,
    )


def _given(annotation: Annotation) -> str | None:
    """Return the key as the source gave it; one made from content says nothing to a person."""
    return None if annotation.key.startswith("~") else annotation.key or None


def _content(annotation: Annotation) -> Hashable:
    """Return what makes an annotation what it is, as a value that can be looked up."""
    return (
        annotation.kind,
        annotation.feature_id or annotation.schema_id or annotation.feature,
        _frozen(annotation.geometry),
        tuple(annotation.labels),
        _frozen(annotation.target),
        _answered(annotation.classifications),
    )


def _answered(questions: Iterable[Classification]) -> Hashable:
    return frozenset(
        (
            question.feature_id or question.schema_id or question.feature,
            frozenset(_answer(answer) for answer in question.answers),
        )
        for question in questions
    )


def _answer(answer: Answer) -> Hashable:
    name = answer.feature_id or answer.schema_id or _frozen(answer.value)
    return name, _frozen(answer.ranges), _answered(answer.classifications)


def _frozen(value: Any) -> Any:
    """Return a value of equal meaning that can be looked up: 1 and 1.0 are one number."""
    if isinstance(value, Mask) and value.content is not None:
        return value.content
    if isinstance(value, Classification):
        return _answered([value])
    if isinstance(value, msgspec.Struct):
        fields = tuple(_frozen(getattr(value, name)) for name in value.__struct_fields__)
        return (type(value).__name__, fields)
    if isinstance(value, list | tuple):
        return tuple(map(_frozen, value))
    if isinstance(value, dict):
        return tuple((key, _frozen(value[key])) for key in sorted(value))
    return value
