"""Questions answered: a tree of any depth."""

from typing import Any, Literal

import msgspec

from postil.model.number import Number


class CustomMetric(msgspec.Struct, gc=False):
    """A number the source attached to an annotation or answer under a name of its own."""

    name: str
    value: Number


class Range(msgspec.Struct, gc=False):
    """Frames or milliseconds an answer holds for; both ends inclusive, as both sources write them."""

    start: int
    end: int


class Answer(msgspec.Struct, omit_defaults=True):
    """One reply: the name of an option, free text, a number, or a path of options.

    `schema_id` is the foreign id the source used instead of or beside the name; `feature_id` is the
    option in our ontology once the checks have found it.
    """

    value: str | Number | list[str] | None = None
    schema_id: str | None = None
    feature_id: int | None = None
    confidence: Number | None = None
    metrics: list[CustomMetric] = []
    classifications: list["Classification"] = []
    ranges: list[Range] = []
    ext: dict[str, Any] = {}


AnswerKind = Literal[
    "radio",
    "checklist",
    "text",
    "number",
    "rating",
    "datetime",
    "taxonomy",
    "ranking",
    "pairwise",
    "messages",
]


class Classification(msgspec.Struct, omit_defaults=True):
    """One question with its answers.

    A reader without an ontology guesses `kind` from the JSON shape; the checks replace it by what the
    ontology says, because documents write checklists as objects and radios as one-item lists. `spelled_as`
    then keeps what the shape suggested, so that the same row can be written again.
    """

    feature: str | None
    kind: AnswerKind
    answers: list[Answer]
    schema_id: str | None = None
    feature_id: int | None = None
    confidence: Number | None = None
    ext: dict[str, Any] = {}
    spelled_as: AnswerKind | None = None
