"""Evaluations of chat messages: one chosen, several chosen, or all ranked; and back."""

from typing import Any

from postil.formats.labelbox.reading import EXT, Reading, quoted
from postil.formats.labelbox.wire import Evaluation, EvaluationData, MessageChoice
from postil.model.answer import Answer, Classification

SINGLE, MULTI, RANKING = "message-single-selection", "message-multi-selection", "message-ranking"
_FORMATS = (SINGLE, MULTI, RANKING)
_PLACE = "/messageEvaluationTask"


def read_evaluation(evaluation: Evaluation, reading: Reading) -> Classification | None:
    """Return a classification of kind `messages`: one answer per message, its id as the value."""
    if evaluation.format not in _FORMATS:
        reading.report(
            "ROW010", f"format is {quoted(evaluation.format)}, must be one of {', '.join(_FORMATS)}",
            "name the kind of evaluation", f"{_PLACE}/format", got=evaluation.format, expected=list(_FORMATS),
        )  # fmt: skip
        return None
    choices = _choices(evaluation, reading)
    if choices is None:
        return None
    if evaluation.format == RANKING:
        _check_order(choices, reading)
    row = reading.row
    return Classification(
        row.name,
        "messages",
        [_answer(choice) for choice in choices],
        row.schemaId,
        ext={EXT: {"format": evaluation.format}},
    )


def _choices(evaluation: Evaluation, reading: Reading) -> list[MessageChoice] | None:
    data = evaluation.data
    found: list[MessageChoice] | None
    if evaluation.format == SINGLE:
        key = "messageId"
        found = [MessageChoice(data.messageId, data.modelConfigName)] if data.messageId is not None else None
    else:
        key = _list_key(evaluation.format)
        found = getattr(data, key)
    if found is None:
        reading.report("ROW010", f"{key} is missing", f"give {key}", f"{_PLACE}/data/{key}")
        return None
    _keep_others(data, key, reading)
    return found


def _list_key(form: str) -> str:
    return "selectedMessages" if form == MULTI else "rankedMessages"


def _keep_others(data: EvaluationData, key: str, reading: Reading) -> None:
    """Keys of another format are kept as they came, and reported."""
    own = {key, "parentMessageId"} | ({"modelConfigName"} if key == "messageId" else set())
    for name in data.__struct_fields__:
        value = getattr(data, name)
        if value is not None and name not in own:
            pointer = f"{_PLACE}/data/{name}"
            reading.extra[pointer] = _plain(value)
            hint = "remove it: this format does not have it"
            reading.report(
                "ROW009", f"unknown key {name!r}", hint, pointer,
                got=reading.extra[pointer], severity="warning",
            )  # fmt: skip


def _plain(value: str | list[MessageChoice]) -> Any:
    return value if isinstance(value, str) else [_spell_choice(_answer(choice)) for choice in value]


def _check_order(choices: list[MessageChoice], reading: Reading) -> None:
    order = [choice.order for choice in choices]
    if sorted(rank or 0 for rank in order) != list(range(1, len(order) + 1)):
        reading.report(
            "CNF006", f"ranks are {quoted(order)}, must be 1 to {len(order)}, each once",
            "give order as consecutive numbers from 1", f"{_PLACE}/data/rankedMessages", got=order,
        )  # fmt: skip


def _answer(choice: MessageChoice) -> Answer:
    ext: dict[str, Any] = {}
    if choice.modelConfigName is not None:
        ext["modelConfigName"] = choice.modelConfigName
    if choice.order is not None:
        ext["order"] = choice.order
    return Answer(choice.messageId, ext={EXT: ext} if ext else {})


def spell_evaluation(classification: Classification, parent: str | None) -> dict[str, Any] | None:
    """Return the value of a row's `messageEvaluationTask`, or None when no format fits."""
    form = classification.ext.get(EXT, {}).get("format")
    choices = [_spell_choice(answer) for answer in classification.answers]
    if form not in _FORMATS or (form == SINGLE and len(choices) != 1):
        return None
    data: dict[str, Any] = {} if parent is None else {"parentMessageId": parent}
    if form == SINGLE:
        data |= choices[0]
    else:
        data[_list_key(form)] = choices
    return {"format": form, "data": data}


def _spell_choice(answer: Answer) -> dict[str, Any]:
    spelled: dict[str, Any] = {"messageId": answer.value}
    spelled.update(answer.ext.get(EXT, {}))
    return spelled
