"""Answers of rows as types: questions, answers frame by frame, and answers by stretches of time."""

from collections.abc import Mapping, Sequence
from typing import Any

from postil.types.classification import (
    Checklist,
    ClassificationAnnotation,
    ClassificationAnswer,
    Radio,
    Reply,
    Text,
)
from postil.types.feature import Extra
from postil.types.temporal import (
    Nested,
    Stretch,
    TemporalClassificationAnswer,
    TemporalClassificationQuestion,
    TemporalClassificationText,
)
from postil.types.video import VideoClassificationAnnotation

Tree = Mapping[str, Any]
Answered = ClassificationAnnotation | TemporalClassificationText | TemporalClassificationQuestion


def read_question_row(row: Tree, extra: Extra) -> list[Answered]:
    """Return what a row with an answer says: one annotation, or one for each end of its frames."""
    reply = row["answer"] if "answer" in row else row["answers"]
    if row.get("frames"):
        return list(_read_frames(row, _reply(row, reply), row["frames"], extra))
    if isinstance(reply, Mapping) and reply.get("frames") and "value" not in reply:
        return list(_read_frames(row, _reply(row, reply), reply["frames"], extra))
    if _has_stretches(reply):
        found = _read_temporal(row, ())
        found.extra = extra
        return [found]
    found_question = read_question(row)
    found_question.extra = extra
    return [found_question]


def read_questions(rows: Sequence[Tree] | None) -> list[ClassificationAnnotation]:
    """Return nested questions."""
    return [read_question(row) for row in rows or ()]


def read_question(row: Tree) -> ClassificationAnnotation:
    """Return one question with its answer."""
    value = _reply(row, row["answer"] if "answer" in row else row["answers"])
    return ClassificationAnnotation(
        name=row.get("name"),
        feature_schema_id=row.get("schemaId"),
        value=value,
        message_id=row.get("messageId"),
        **({} if isinstance(value, Text) else read_measures(row)),
    )


def read_measures(row: Tree) -> dict[str, Any]:
    """Return the arguments for a confidence and measures."""
    return {"confidence": row.get("confidence"), "custom_metrics": row.get("customMetrics") or None}


def _reply(row: Tree, reply: Any) -> Reply:
    if isinstance(reply, list) and len(reply) == 1 and "value" in reply[0]:
        reply = reply[0]
    if isinstance(reply, Mapping) and "value" in reply:
        return Text(answer=reply["value"], **read_measures(reply))
    if isinstance(reply, str):
        nested = read_questions(row.get("classifications")) or None
        return Text(answer=reply, classifications=nested, **read_measures(row))
    if isinstance(reply, Mapping):
        return Radio(answer=_answer(reply))
    return Checklist(answer=[_answer(one) for one in reply])


def _answer(row: Tree) -> ClassificationAnswer:
    return ClassificationAnswer(
        name=row.get("name"),
        feature_schema_id=row.get("schemaId"),
        classifications=read_questions(row.get("classifications")) or None,
        **read_measures(row),
    )


def _read_frames(
    row: Tree, value: Reply, frames: Sequence[Tree], extra: Extra
) -> list[VideoClassificationAnnotation]:
    return [
        VideoClassificationAnnotation(
            name=row.get("name"), feature_schema_id=row.get("schemaId"), value=value, frame=frame,
            segment_index=number, extra=extra, **read_measures(row),
        )
        for number, stretch in enumerate(frames)
        for frame in sorted({stretch["start"], stretch["end"]})
    ]  # fmt: skip


def _has_stretches(reply: Any) -> bool:
    replies = reply if isinstance(reply, list) else [reply]
    return any(isinstance(one, Mapping) and one.get("frames") for one in replies)


def _read_temporal(
    row: Tree, inherited: Sequence[Stretch]
) -> TemporalClassificationText | TemporalClassificationQuestion:
    """Return a question answered by stretches; an answer without any holds as long as the one above it."""
    reply = row["answer"] if "answer" in row else row["answers"]
    replies = reply if isinstance(reply, list) else [reply]
    replies = [{"value": one} if isinstance(one, str) else one for one in replies]
    if replies and all("value" in one for one in replies):
        return TemporalClassificationText(
            name=row["name"],
            value=[(*time, one["value"]) for one in replies for time in _stretches(one, inherited)],
            classifications=[nested for one in replies for nested in _nested(one, inherited)] or None,
        )
    answers = [
        TemporalClassificationAnswer(
            name=one["name"],
            frames=_stretches(one, inherited),
            classifications=_nested(one, inherited) or None,
            **read_measures(one),
        )
        for one in replies
    ]
    return TemporalClassificationQuestion(name=row["name"], value=answers)


def _stretches(row: Tree, inherited: Sequence[Stretch]) -> list[Stretch]:
    return [(one["start"], one["end"]) for one in row.get("frames") or ()] or list(inherited)


def _nested(row: Tree, inherited: Sequence[Stretch]) -> list[Nested]:
    times = _stretches(row, inherited)
    return [_read_temporal(nested, times) for nested in row.get("classifications") or ()]
