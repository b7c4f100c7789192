"""Answers of a result's `value` (choices, text, numbers, rankings …), and back."""

from collections.abc import Callable
from typing import Any

from postil.formats.label_studio.reading import EXT, Fields
from postil.model.answer import Answer, AnswerKind, Classification, Range
from postil.model.number import Number


def _read_choices(fields: Fields, feature: str) -> Classification:
    answers = [_option(item, index, fields, "choices") for index, item in enumerate(fields.items("choices"))]
    return Classification(feature, "radio" if len(answers) == 1 else "checklist", answers)


def _read_taxonomy(fields: Fields, feature: str) -> Classification:
    paths = enumerate(fields.items("taxonomy"))
    return Classification(
        feature, "taxonomy", [_option(item, index, fields, "taxonomy") for index, item in paths]
    )


def _option(item: Any, index: int, fields: Fields, key: str) -> Answer:
    if not isinstance(item, str) and not _is_path(item):
        expected = "the text of a choice, or the list of texts that leads to it"
        fields.report_type(f"{fields.pointer}/{key}/{index}", f"{key} {index}", item, expected)
        return Answer()
    return Answer(item)


def _is_path(item: Any) -> bool:
    return isinstance(item, list) and all(isinstance(step, str) for step in item)


def _read_text(fields: Fields, feature: str) -> Classification:
    if isinstance(fields.value.get("text"), str):
        return Classification(feature, "text", [Answer(fields.text("text"))])
    texts = fields.texts("text") if "text" in fields.value else fields.items("text")
    return Classification(feature, "text", [Answer(text) for text in texts])


def _read_number(kind: AnswerKind, key: str) -> Callable[[Fields, str], Classification]:
    def read(fields: Fields, feature: str) -> Classification:
        return Classification(feature, kind, [Answer(fields.number(key))])

    return read


def _read_word(kind: AnswerKind, key: str) -> Callable[[Fields, str], Classification]:
    def read(fields: Fields, feature: str) -> Classification:
        return Classification(feature, kind, [Answer(fields.text(key))])

    return read


def _read_ranker(fields: Fields, feature: str) -> Classification:
    if isinstance(fields.value.get("ranker"), list):
        return Classification(feature, "ranking", [Answer(fields.texts("ranker"))])
    buckets = fields.object("ranker")
    answers = [Answer(buckets.texts(name), ext={EXT: {"bucket": name}}) for name in buckets.value]
    return Classification(feature, "ranking", answers)


def _read_timeline(fields: Fields, feature: str) -> Classification:
    ranges = [Range(span.whole("start"), span.whole("end")) for span in fields.objects("ranges")]
    labels = fields.texts("timelinelabels")
    return Classification(feature, "checklist", [Answer(label, ranges=ranges) for label in labels])


ANSWER_READERS: dict[str, Callable[[Fields, str], Classification]] = {
    "choices": _read_choices,
    "taxonomy": _read_taxonomy,
    "textarea": _read_text,
    "rating": _read_number("rating", "rating"),
    "number": _read_number("number", "number"),
    "datetime": _read_word("datetime", "datetime"),
    "pairwise": _read_word("pairwise", "selected"),
    "ranker": _read_ranker,
    "timelinelabels": _read_timeline,
}
"""By the type of the result."""

TYPES: dict[str, str] = {
    "radio": "choices",
    "checklist": "choices",
    "text": "textarea",
    "taxonomy": "taxonomy",
    "rating": "rating",
    "number": "number",
    "datetime": "datetime",
    "pairwise": "pairwise",
    "ranking": "ranker",
}
"""Result types by the kind of answer; `messages` has none."""


def type_of(classification: Classification) -> str | None:
    """Return the result type that carries a classification; None when there is none."""
    if classification.answers and classification.answers[0].ranges:
        return "timelinelabels"
    return TYPES.get(classification.kind)


def write_answers(classification: Classification, kind: str) -> dict[str, Any]:
    """Return the keys of a value that hold the answers, for a result of type `kind`."""
    values: list[str | Number | list[str] | None] = [answer.value for answer in classification.answers]
    match kind:
        case "textarea":
            return {"text": values}
        case "ranker":
            return {"ranker": _write_ranker(classification)}
        case "pairwise":
            return {"selected": values[0] if values else None}
        case "rating" | "number" | "datetime":
            return {kind: values[0] if values else None}
        case "timelinelabels":
            ranges = classification.answers[0].ranges if classification.answers else []
            return {
                "ranges": [{"start": span.start, "end": span.end} for span in ranges],
                "timelinelabels": values,
            }
        case _:
            return {kind: values}


def _write_ranker(classification: Classification) -> Any:
    buckets = [(answer.ext.get(EXT, {}).get("bucket"), answer.value) for answer in classification.answers]
    if len(buckets) == 1 and buckets[0][0] is None:
        return buckets[0][1]
    return {str(index) if name is None else name: value for index, (name, value) in enumerate(buckets)}
