"""Prompts that people write for language models."""

import msgspec

from postil.types.custom_metric import Measured
from postil.types.feature import Extra, check_named, check_uuid
from postil.types.given import made
from postil.types.refusal import refuse, shown


class PromptText(Measured, kw_only=True, gc=False):
    """The text of a prompt."""

    answer: str

    def __post_init__(self) -> None:
        """Check that it is text."""
        Measured.__post_init__(self)
        if not isinstance(self.answer, str):
            what = f"prompt is {self.answer!r:.80}, must be text"
            refuse({"name": "-", "answer": shown(self.answer)}, what=what, hint="give a str")


class PromptClassificationAnnotation(Measured, kw_only=True, gc=False):
    """A prompt by the name of its feature; a label has one at most.

    Raises:
        AnnotationError: Neither name nor schema id (ROW006); a uuid that is none (ROW012).
    """

    name: str | None = None
    feature_schema_id: str | None = None
    extra: Extra = msgspec.field(default_factory=dict)
    value: PromptText

    def __post_init__(self) -> None:
        """Check name and uuid."""
        Measured.__post_init__(self)
        self.value = made(self.value, PromptText, "/answer")
        if not isinstance(self.name, str):
            check_named(self.name, self.feature_schema_id, {"answer": "-"})
        if self.extra:
            check_uuid(self.extra)
