"""Answers as the keys of a row."""

from collections.abc import Sequence
from typing import Any

from postil.types.classification import (
    Checklist,
    ClassificationAnnotation,
    ClassificationAnswer,
    Radio,
    Reply,
    Text,
)
from postil.types.custom_metric import Measured
from postil.types.feature import spell_feature
from postil.types.refusal import Row


def spell_measures(measured: Measured | None, fallback: Any = None) -> Row:
    """Return the keys for a confidence and measures: those of an annotation, else those of its value."""
    row: Row = {}
    for one in (fallback, measured):
        confidence = getattr(one, "confidence", None)
        if confidence is not None:
            row["confidence"] = confidence
        metrics = getattr(one, "custom_metrics", None)
        if metrics:
            row["customMetrics"] = [{"name": metric.name, "value": metric.value} for metric in metrics]
    return row


def spell_question(question: ClassificationAnnotation) -> Row:
    """Return the keys of a question and its answer: a nested one, or a row of its own."""
    row = spell_feature(question.name, question.feature_schema_id)
    value = question.value
    row["answer"] = spell_reply(value)
    if type(value) is Text and value.classifications:
        row["classifications"] = spell_questions(value.classifications)
    if question.message_id is not None:
        row["messageId"] = question.message_id
    if _is_measured(question) or _is_measured(value):
        row |= spell_measures(question, value)
    return row


def spell_questions(questions: Sequence[ClassificationAnnotation] | None) -> list[Row]:
    """Return nested questions."""
    return [spell_question(question) for question in questions] if questions else []


def spell_reply(value: Reply) -> Any:
    """Return the value of `answer`: text, an option, or a list of options."""
    if isinstance(value, Radio):
        return _spell_answer(value.answer)
    if isinstance(value, Checklist):
        return [_spell_answer(answer) for answer in value.answer]
    return value.answer


def _spell_answer(answer: ClassificationAnswer) -> Row:
    row = spell_feature(answer.name, answer.feature_schema_id)
    if _is_measured(answer):
        row |= spell_measures(answer)
    if answer.classifications:
        row["classifications"] = spell_questions(answer.classifications)
    return row


def _is_measured(one: Measured) -> bool:
    return one.confidence is not None or one.custom_metrics is not None
