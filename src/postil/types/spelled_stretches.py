"""Answers that hold for a time: those given frame by frame, and those given by stretches."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import msgspec

from postil.checks.track import check_segment_indexes
from postil.errors import AnnotationError
from postil.types.classification import Checklist, Text
from postil.types.feature import spell_feature
from postil.types.refusal import Row, raise_issue
from postil.types.spelled_answers import spell_measures, spell_question, spell_reply
from postil.types.temporal import (
    Nested,
    Stretch,
    TemporalClassificationAnswer,
    TemporalClassificationQuestion,
    TemporalClassificationText,
)
from postil.types.video import VideoClassificationAnnotation, VideoObjectAnnotation

_encode = msgspec.json.Encoder(order="sorted").encode


def spell_frames(given: Sequence[VideoClassificationAnnotation]) -> Row:
    """Return the row of one question of a video, asked frame by frame.

    An answer that stays the same is written once, with the frames beside it. One that changes is written
    with the frames of each answer.
    """
    first = given[0]
    stretches = [
        stretch for segment in segments_of(given) for stretch in _stretches(sorted(segment, key=_frame))
    ]
    row = spell_feature(first.name, first.feature_schema_id)
    if isinstance(first.value, Text):
        return row | {"answer": _merged((_spell_text(one), start, end) for one, start, end in stretches)}
    same = {_encode(spell_reply(one.value)) for one, _, _ in stretches}
    if len(same) == 1:
        frames = [{"start": start, "end": end} for _, start, end in stretches]
        return {"frames": frames} | spell_question(first)
    options = (
        (option, start, end)
        for one, start, end in stretches
        for option in (
            spell_reply(one.value) if isinstance(one.value, Checklist) else [spell_reply(one.value)]
        )
    )
    return row | spell_measures(first) | {"answer": _merged(options)}


def segments_of(given: Sequence[Any]) -> list[list[Any]]:
    """Return frames by the stretch they are part of: that they name, else those that follow each other.

    Raises:
        AnnotationError: Only some name their stretch, or in descending order (VID004).
    """
    issue = check_segment_indexes([one.segment_index for one in given])
    if issue is not None:
        raise_issue(issue)
    if given[0].segment_index is not None:
        return [list(group) for _, group in groupby(given, key=lambda one: one.segment_index)]
    found: list[list[VideoObjectAnnotation | VideoClassificationAnnotation]] = []
    for one in sorted(given, key=_frame):
        if found and one.frame - found[-1][-1].frame <= 1:
            found[-1].append(one)
        else:
            found.append([one])
    return found


def _frame(one: VideoObjectAnnotation | VideoClassificationAnnotation) -> int:
    return one.frame


def _stretches(
    segment: list[VideoClassificationAnnotation],
) -> Iterator[tuple[VideoClassificationAnnotation, int, int]]:
    """Yield each answer of a segment with its first and last frame: it holds until the next one is given."""
    start = 0
    for index in range(1, len(segment) + 1):
        is_last = index == len(segment)
        if is_last or segment[index].value != segment[start].value:
            end = segment[-1].frame if is_last else segment[index].frame - 1
            yield segment[start], segment[start].frame, max(end, segment[start].frame)
            start = index


def _spell_text(one: VideoClassificationAnnotation) -> Row:
    return {"value": spell_reply(one.value)} | spell_measures(one, one.value)


def _merged(answers: Iterable[tuple[Row, int, int]]) -> list[Row]:
    """Return equal answers once, with all their stretches."""
    found: dict[bytes, Row] = {}
    for answer, start, end in answers:
        row = found.setdefault(_encode(answer), answer)
        row.setdefault("frames", []).append({"start": start, "end": end})
    return list(found.values())


def spell_temporal(given: Nested) -> Row | None:
    """Return the row of a question answered by stretches of time; None when it has no answer at all.

    Raises:
        AnnotationError: A question below lies outside the time of every answer above it.
    """
    answers = _texts(given) if isinstance(given, TemporalClassificationText) else _options(given)
    return {"name": given.name, "answer": answers} if answers else None


def _texts(given: TemporalClassificationText) -> list[Row]:
    rows: dict[str, Row] = {}
    for start, end, text in given.value:
        row = rows.setdefault(text, {"value": text, "frames": []})
        row["frames"].append({"start": start, "end": end})
    _adopt(given, list(rows.values()))
    return list(rows.values())


def _options(given: TemporalClassificationQuestion) -> list[Row]:
    rows = [_option(answer) for answer in given.value if answer.frames]
    _adopt(given, rows)
    return rows


def _option(answer: TemporalClassificationAnswer) -> Row:
    row: Row = {"name": answer.name, "frames": _spell_stretches(answer.frames)} | spell_measures(answer)
    nested = [spell_temporal(one) for one in answer.classifications or ()]
    found = [one for one in nested if one is not None]
    return row | {"classifications": found} if found else row


def _spell_stretches(stretches: Iterable[Stretch]) -> list[Row]:
    return [{"start": start, "end": end} for start, end in stretches]


def _adopt(parent: Nested, rows: list[Row]) -> None:
    """Put the questions asked below all answers under the answer in whose time their own answers lie."""
    for question in parent.classifications or ():
        taken: list[set[Stretch]] = [set() for _ in rows]
        for start, end in _times(question):
            taken[_parent(start, end, rows, parent, question)].add((start, end))
        for row, times in zip(rows, taken, strict=True):
            nested = spell_temporal(_within(question, times)) if times else None
            if nested is not None:
                row.setdefault("classifications", []).append(nested)


def _times(question: Nested) -> list[Stretch]:
    if isinstance(question, TemporalClassificationText):
        return [(start, end) for start, end, _ in question.value]
    return [stretch for answer in question.value for stretch in answer.frames]


def _parent(start: int, end: int, rows: list[Row], parent: Nested, question: Nested) -> int:
    shared = [
        max(min(end, frames["end"]) - max(start, frames["start"]) for frames in row["frames"]) for row in rows
    ]
    best = max(range(len(rows)), key=shared.__getitem__, default=-1)
    if best < 0 or shared[best] < 0:
        raise AnnotationError(
            f"stretch {start} to {end} of {question.name!r} lies in none of {parent.name!r}",
            hint="give it inside a stretch of the answer it belongs to",
            path="/answer", got=[start, end],
        )  # fmt: skip
    return best


def _within(question: Nested, times: set[Stretch]) -> Nested:
    """Return a question with only the answers at some times."""
    if isinstance(question, TemporalClassificationText):
        texts = [one for one in question.value if one[:2] in times]
        return TemporalClassificationText(
            name=question.name, value=texts, classifications=question.classifications
        )
    answers = [
        msgspec.structs.replace(one, frames=[stretch for stretch in one.frames if stretch in times])
        for one in question.value
    ]
    return TemporalClassificationQuestion(
        name=question.name, value=answers, classifications=question.classifications
    )
