"""Questions and their answers, of any depth."""

from typing import Union

import msgspec

from postil.errors import AnnotationError
from postil.types.custom_metric import Measured
from postil.types.feature import Extra, check_named, check_uuid
from postil.types.given import listed, made
from postil.types.refusal import judge, refuse, refuse_type, shown


class ClassificationAnswer(Measured, kw_only=True, gc=False):
    """An option that was chosen, with the questions asked below it.

    Raises:
        AnnotationError: Neither name nor schema id (ROW006); a confidence outside 0 to 1 (CNF001).
    """

    name: str | None = None
    feature_schema_id: str | None = None
    extra: Extra = msgspec.field(default_factory=dict)
    keyframe: bool | None = None
    classifications: list["ClassificationAnnotation"] | None = None

    def __post_init__(self) -> None:
        """Check what is given."""
        if self.confidence is not None or self.custom_metrics is not None:
            Measured.__post_init__(self)
        if not isinstance(self.name, str):
            option = {"name": self.name, "schemaId": self.feature_schema_id}
            reply = {key: value for key, value in option.items() if value is not None}
            judge({"name": "-", "answer": reply or {"frames": [{"start": 0, "end": 0}]}})
        if self.classifications:
            self.classifications = questions(self.classifications)


class Radio(Measured, kw_only=True, gc=False):
    """One option."""

    answer: ClassificationAnswer

    def __post_init__(self) -> None:
        """Check that there is one answer."""
        Measured.__post_init__(self)
        given: object = self.answer
        if isinstance(given, list | tuple):
            refuse_type("a radio takes one answer", "a Checklist takes a list", "/answer", given)
        self.answer = made(self.answer, ClassificationAnswer, "/answer")


class Checklist(Measured, kw_only=True, gc=False):
    """At least one option, each once.

    Raises:
        AnnotationError: No option (CLS001), or one twice (CLS002).
    """

    answer: list[ClassificationAnswer]

    def __post_init__(self) -> None:
        """Check that there are answers, and none twice."""
        Measured.__post_init__(self)
        given: object = self.answer
        self.answer = listed(
            given if isinstance(given, list | tuple) else [given], ClassificationAnswer, "/answer"
        )
        names = {(one.name, one.feature_schema_id) for one in self.answer}
        if not names:
            raise AnnotationError(
                "question has an empty list of answers",
                code="CLS001", hint="name at least one option, or leave the question out",
                path="/answer", got=[],
            )  # fmt: skip
        if len(names) != len(self.answer):
            rows = [{"name": one.name, "schemaId": one.feature_schema_id} for one in self.answer]
            judge({"name": "-", "answer": rows})


class Text(Measured, kw_only=True, gc=False):
    """Free text, with the questions asked below it."""

    answer: str
    classifications: list["ClassificationAnnotation"] | None = None

    def __post_init__(self) -> None:
        """Check that it is text."""
        Measured.__post_init__(self)
        if not isinstance(self.answer, str):
            what = f"text answer is {self.answer!r:.80}, must be text"
            refuse({"name": "-", "answer": shown(self.answer)}, what=what, hint="give a str")
        if self.classifications:
            self.classifications = questions(self.classifications)


# "Union" and not "|": the name of a class that is still to come is text.
Reply = Union[Text, Checklist, Radio]  # noqa: UP007


_REPLIES = (Text, Checklist, Radio)


class ClassificationAnnotation(Measured, kw_only=True, gc=False):
    """A question with its reply: of a data row, of an object, of an option, or of one message.

    Raises:
        AnnotationError: Neither name nor schema id (ROW006); a confidence outside 0 to 1 (CNF001); a value
            that is no reply (ROW010); a uuid that is none (ROW012).
    """

    name: str | None = None
    feature_schema_id: str | None = None
    extra: Extra = msgspec.field(default_factory=dict)
    value: Reply
    message_id: str | None = None

    def __post_init__(self) -> None:
        """Check name, value and uuid."""
        if self.confidence is not None or self.custom_metrics is not None:
            Measured.__post_init__(self)
        if not isinstance(self.name, str):
            check_named(self.name, self.feature_schema_id, {"answer": "-"})
        if self.extra:
            check_uuid(self.extra)
        if not isinstance(self.value, _REPLIES):
            what = f"value is {self.value!r:.80}, must be a Radio, Checklist or Text"
            refuse_type(what, "wrap the answer into one of them")


def questions(given: list[ClassificationAnnotation]) -> list[ClassificationAnnotation]:
    """Return nested questions as they are, or refuse what is none.

    The list stays the program's own, as that of a label does.
    """
    return (
        given
        if {ClassificationAnnotation}.issuperset(map(type, given))
        else listed(given, ClassificationAnnotation, "/classifications")
    )
