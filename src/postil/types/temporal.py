"""Answers that hold for stretches of time: milliseconds of sound, or frames of a video."""

from typing import Any, Union

import msgspec

from postil.types.custom_metric import Measured
from postil.types.feature import Extra, check_uuid
from postil.types.given import check_text, listed
from postil.types.number import plain_whole
from postil.types.refusal import Row, judge, refuse, refuse_type

Nested = Union["TemporalClassificationText", "TemporalClassificationQuestion"]
Stretch = tuple[int, int]
"""First and last millisecond or frame; both belong."""


class TemporalClassificationAnswer(Measured, kw_only=True, gc=False):
    """An option, and when it holds.

    Raises:
        AnnotationError: A stretch that ends before it starts (VID009), is negative (VID001) or is not whole
            (VID010).
    """

    name: str
    frames: list[Stretch] = msgspec.field(default_factory=list)
    classifications: list[Nested] | None = None

    def __post_init__(self) -> None:
        """Check the stretches."""
        Measured.__post_init__(self)
        check_text(self.name, "/answer/0/name")
        self.frames = [_stretch(*_parts(one, 2)) for one in listed(self.frames, object, "/answer/0/frames")]


class TemporalClassificationText(msgspec.Struct, kw_only=True, gc=False):
    """Texts, and when each was said; questions below belong to the text in whose time they lie.

    Raises:
        AnnotationError: As for TemporalClassificationAnswer.
    """

    name: str
    value: list[tuple[int, int, str]] = msgspec.field(default_factory=list)
    classifications: list[Nested] | None = None
    extra: Extra = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check the stretches and the texts."""
        check_text(self.name, "/name")
        given = [_parts(one, 3) for one in listed(self.value, object, "/answer")]
        self.value = [(*_stretch(start, end), _text(text)) for start, end, text in given]
        if self.extra:
            check_uuid(self.extra)


class TemporalClassificationQuestion(msgspec.Struct, kw_only=True, gc=False):
    """Options, and when each holds; one option at a time for a radio, any number for a checklist.

    Questions below belong to the option in whose time they lie.
    """

    name: str
    value: list[TemporalClassificationAnswer] = msgspec.field(default_factory=list)
    classifications: list[Nested] | None = None
    extra: Extra = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take the answers over."""
        check_text(self.name, "/name")
        self.value = listed(self.value, TemporalClassificationAnswer, "/answer")
        if self.extra:
            check_uuid(self.extra)


def _parts(given: Any, count: int) -> tuple[Any, ...]:
    if not isinstance(given, list | tuple) or len(given) != count:
        wanted = "(start, end, text)" if count == 3 else "(start, end)"
        refuse_type(f"{given!r:.80} is no {wanted}", f"give {wanted}", "/answer/0/frames", given)
    return tuple(given)


def _stretch(start: Any, end: Any) -> Stretch:
    first, last = plain_whole(start), plain_whole(end)
    if type(first) is not int or type(last) is not int or not 0 <= first <= last:
        answer = [{"value": "-", "frames": [{"start": first, "end": last}]}]
        row: Row = {"name": "-", "answer": answer}
        what = f"stretch is from {start!r} to {end!r}"
        refuse(row, "audio", what=what, hint="give whole milliseconds or frames, the first one first")
    return first, last


def _text(given: Any) -> str:
    if not isinstance(given, str):
        judge({"name": "-", "answer": [{"value": given, "frames": [{"start": 0, "end": 0}]}]}, "audio")
    return str(given)
