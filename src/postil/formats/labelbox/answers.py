"""Questions and their answers, of any depth and in every documented spelling.

Standard spellings: a radio is an object, a checklist a list of objects, a text a string, and a text that
changes over time a list of objects with `value` and `frames`. Other spellings are noted in `ext`.
"""

from typing import Any

import msgspec

from postil.formats.labelbox.reading import EXT, Reading
from postil.formats.labelbox.wire import AnswerRow, ClassificationRow, Reply, Row
from postil.model.answer import Answer, AnswerKind, Classification, Range


def read_classifications(
    rows: list[ClassificationRow] | None, pointer: str, reading: Reading
) -> list[Classification]:
    """Read the nested questions at a pointer; those with errors are left out."""
    if not rows:
        return []
    found = [read_classification(row, f"{pointer}/{index}", reading) for index, row in enumerate(rows)]
    return [classification for classification in found if classification is not None]


def read_classification(
    row: ClassificationRow | Row, pointer: str, reading: Reading
) -> Classification | None:
    """Read one question, whether it is nested or a row of its own."""
    quirks: dict[str, Any] = {}
    reply = _reply(row, pointer, reading, quirks)
    if pointer and row.name is None and row.schemaId is None:
        _report_nameless("nested question", pointer, reading)
    if reply is None:
        return None
    place = f"{pointer}/{quirks.get('key', 'answer')}"
    kind = _kind(reply)
    answers = _answers(reply, kind, place, reading)
    _note_shape(reply, kind, row.frames is not None, answers, quirks)
    _share_frames(row, pointer, answers, reading, quirks)
    text = answers[0] if isinstance(reply, str) else None
    if row.classifications is not None:
        _adopt(row, text, pointer, reading)
    found = Classification(row.name, kind, answers, row.schemaId)
    if isinstance(row, ClassificationRow):
        found.confidence = row.confidence
        _measure(row, text, pointer, reading)
    if quirks:
        found.ext = {EXT: quirks}
    return found


def _reply(
    row: ClassificationRow | Row, pointer: str, reading: Reading, quirks: dict[str, Any]
) -> Reply | None:
    if row.answers is None:
        if row.answer is None and pointer:
            hint = "give answer: an option, a list of options or text"
            reading.report("ROW007", "nested question has no answer", hint, pointer)
        return row.answer
    if row.answer is not None:
        hint = "keep one of them; they mean the same"
        reading.report("ROW008", "both answer and answers are given", hint, f"{pointer}/answers")
        return None
    quirks["key"] = "answers"
    return row.answers


def _is_text(answer: AnswerRow) -> bool:
    return answer.value is not None and answer.name is None and answer.schemaId is None


def _kind(reply: Reply) -> AnswerKind:
    if isinstance(reply, str):
        return "text"
    if isinstance(reply, list):
        return "text" if reply and all(_is_text(answer) for answer in reply) else "checklist"
    return "text" if _is_text(reply) else "radio"


def _answers(reply: Reply, kind: AnswerKind, place: str, reading: Reading) -> list[Answer]:
    if isinstance(reply, str):
        return [Answer(reply)]
    if isinstance(reply, AnswerRow):
        return [_answer(reply, place, reading)]
    for index, answer in enumerate(reply):
        if kind == "checklist" and _is_text(answer):
            hint = 'give options as {"name": …}, or every answer as {"value": …}'
            message = "text among the options of a list"
            reading.report("CLS003", message, hint, f"{place}/{index}", got=answer.value)
    return [_answer(answer, f"{place}/{index}", reading) for index, answer in enumerate(reply)]


def _answer(row: AnswerRow, place: str, reading: Reading) -> Answer:
    if row.name is None and row.schemaId is None and row.value is None:
        _report_nameless("answer", place, reading)
    value = row.name
    if _is_text(row):
        value = row.value
    elif row.value is not None:
        reading.extra[f"{place}/value"] = row.value
        hint = "remove value: an option is given by name or schemaId"
        reading.report(
            "ROW009", "unknown key 'value' beside an option", hint, f"{place}/value",
            got=row.value, severity="warning",
        )  # fmt: skip
    return Answer(
        value,
        row.schemaId,
        None,
        row.confidence,
        row.customMetrics or [],
        read_classifications(row.classifications, f"{place}/classifications", reading),
        row.frames or [],
    )


def _report_nameless(what: str, pointer: str, reading: Reading) -> None:
    hint = "give name as in the ontology, or schemaId"
    reading.report("ROW006", f"{what} has neither name nor schemaId", hint, pointer)


def _note_shape(
    reply: Reply, kind: AnswerKind, has_frames: bool, answers: list[Answer], quirks: dict[str, Any]
) -> None:
    if kind != "text":
        return
    shape = "string" if isinstance(reply, str) else "list" if isinstance(reply, list) else "object"
    if shape != _text_shape(answers, is_over_time=has_frames):
        quirks["shape"] = shape


def _text_shape(answers: list[Answer], *, is_over_time: bool = False) -> str:
    if is_over_time or len(answers) != 1 or answers[0].ranges:
        return "list"
    return "string"


def _share_frames(
    row: ClassificationRow | Row,
    pointer: str,
    answers: list[Answer],
    reading: Reading,
    quirks: dict[str, Any],
) -> None:
    """Frames beside the answers hold for all of them, unless some have frames of their own."""
    if row.frames is None:
        return
    if not answers or any(answer.ranges for answer in answers):
        reading.extra[f"{pointer}/frames"] = msgspec.to_builtins(row.frames)
        return
    quirks["frames"] = "row"
    for answer in answers:
        answer.ranges = list(row.frames)


def _adopt(row: ClassificationRow | Row, text: Answer | None, pointer: str, reading: Reading) -> None:
    """Questions beside a text belong to it; beside options they belong nowhere, and are kept as they came."""
    here = f"{pointer}/classifications"
    if row.classifications and text is not None:
        text.classifications = read_classifications(row.classifications, here, reading)
        return
    reading.extra[here] = msgspec.to_builtins(row.classifications)
    if row.classifications:
        reading.report(
            "ROW009", "classifications beside an answer are not read", "put them inside the answer",
            here, got=reading.extra[here], severity="warning",
        )  # fmt: skip


def _measure(row: ClassificationRow, text: Answer | None, pointer: str, reading: Reading) -> None:
    if row.customMetrics is None:
        return
    if text is not None:
        text.metrics = row.customMetrics
    else:
        reading.extra[f"{pointer}/customMetrics"] = msgspec.to_builtins(row.customMetrics)


def spell_classification(classification: Classification) -> dict[str, Any]:
    """Write a nested question."""
    spelled: dict[str, Any] = {}
    if classification.feature is not None:
        spelled["name"] = classification.feature
    if classification.schema_id is not None:
        spelled["schemaId"] = classification.schema_id
    if classification.confidence is not None:
        spelled["confidence"] = classification.confidence
    return spelled | spell_answers(classification)


def spell_answers(classification: Classification) -> dict[str, Any]:
    """Write the keys of a row or nested question that hold its answers."""
    quirks = classification.ext.get(EXT, {})
    key = quirks.get("key", "answer")
    answers = classification.answers
    kind = classification.spelled_as or classification.kind
    shape = quirks.get("shape") or _shape(kind, answers)
    spelled: dict[str, Any] = {}
    shared: list[Range] | None = None
    if quirks.get("frames") == "row" and answers and all(a.ranges == answers[0].ranges for a in answers):
        shared = answers[0].ranges
        spelled["frames"] = msgspec.to_builtins(shared)
    if shape == "string":
        return spelled | _spell_text(key, answers[0])
    is_text = kind in ("text", "number", "rating", "datetime")
    replies = [_spell_answer(answer, is_text=is_text, has_frames=shared is None) for answer in answers]
    spelled[key] = replies[0] if shape == "object" and len(replies) == 1 else replies
    return spelled


def _shape(kind: AnswerKind, answers: list[Answer]) -> str:
    if kind == "radio" and len(answers) == 1:
        return "object"
    if kind in ("text", "number", "rating", "datetime"):
        return _text_shape(answers)
    return "list"


def _spell_text(key: str, answer: Answer) -> dict[str, Any]:
    spelled: dict[str, Any] = {key: text_of(answer)}
    if answer.metrics:
        spelled["customMetrics"] = msgspec.to_builtins(answer.metrics)
    if answer.confidence is not None:
        spelled["confidence"] = answer.confidence
    if answer.classifications:
        spelled["classifications"] = [spell_classification(nested) for nested in answer.classifications]
    return spelled


def text_of(answer: Answer) -> str:
    """Spell an answer as text; numbers of other formats become their digits."""
    return (
        answer.value if isinstance(answer.value, str) else "" if answer.value is None else str(answer.value)
    )


def _spell_answer(answer: Answer, *, is_text: bool, has_frames: bool) -> dict[str, Any]:
    spelled: dict[str, Any] = {}
    if is_text:
        spelled["value"] = text_of(answer)
    elif answer.value is not None:
        spelled["name"] = text_of(answer)
    if answer.schema_id is not None:
        spelled["schemaId"] = answer.schema_id
    if answer.confidence is not None:
        spelled["confidence"] = answer.confidence
    if answer.metrics:
        spelled["customMetrics"] = msgspec.to_builtins(answer.metrics)
    if has_frames and answer.ranges:
        spelled["frames"] = msgspec.to_builtins(answer.ranges)
    if answer.classifications:
        spelled["classifications"] = [spell_classification(nested) for nested in answer.classifications]
    return spelled
