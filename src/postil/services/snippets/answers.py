"""Answers to questions of an ontology, to any depth: as rows and as objects."""

from typing import Any

from postil.model.ontology import CLASSIFICATION_KINDS, Feature
from postil.services.snippets.expression import Call, Expression

Answered = tuple[dict[str, Any], Expression]
"""A row without its data row, and the object that is the same."""

_WORDS = {"text": "written by a model", "number": "4", "rating": "4", "datetime": "2026-01-05"}


def answer(question: Feature) -> Answered | None:
    """Answer a question, and whatever its answer asks; None when it cannot be answered in such a row."""
    if question.kind in _WORDS:
        text = _fitting(_WORDS[question.kind], question)
        value: Expression = Call("lb_types.Text", {"answer": text})
        return {"name": question.name, "answer": text}, _object(question, value)
    options = [child for child in question.children if child.kind == "option"]
    if question.kind not in ("radio", "checklist") or not options:
        return None
    if question.kind == "radio":
        row, given = _option(options[0])
        return {"name": question.name, "answer": row}, _object(
            question, Call("lb_types.Radio", {"answer": given})
        )
    chosen = [_option(option) for option in options[:2]]
    value = Call("lb_types.Checklist", {"answer": [given for _, given in chosen]})
    return {"name": question.name, "answer": [row for row, _ in chosen]}, _object(question, value)


def nested(feature: Feature) -> tuple[dict[str, Any], dict[str, Expression | None]]:
    """Answer the questions below a tool or an option: what a row and an object have more for them."""
    found = [answer(child) for child in feature.children if child.kind in CLASSIFICATION_KINDS]
    answered = [one for one in found if one is not None]
    if not answered:
        return {}, {}
    rows = {"classifications": [row for row, _ in answered]}
    return rows, {"classifications": [given for _, given in answered]}


def _option(option: Feature) -> Answered:
    rows, given = nested(option)
    return {"name": option.name, **rows}, Call(
        "lb_types.ClassificationAnswer", {"name": option.name, **given}
    )


def _object(question: Feature, value: Expression) -> Expression:
    return Call("lb_types.ClassificationAnnotation", {"name": question.name, "value": value})


def _fitting(text: str, question: Feature) -> str:
    """Return a text as long as the ontology wants it."""
    if question.min_characters is not None:
        text = text.ljust(question.min_characters, ".")
    return text if question.max_characters is None else text[: question.max_characters]
