"""CLS001 to CLS004, CLS006, CLS007 and ONT005: questions and their answers, of any depth."""

from collections.abc import Sequence

from postil.checks.confidence import check_confidence
from postil.checks.feature import FeatureRules
from postil.checks.place import Places
from postil.checks.report import Report, quoted
from postil.checks.suggestion import listed
from postil.checks.track import are_apart, check_ranges
from postil.model.answer import Answer, AnswerKind, Classification
from postil.model.issue import Severity
from postil.model.label import SetKind
from postil.model.ontology import CLASSIFICATION_KINDS, Feature

_KINDS: dict[str, AnswerKind] = {"prompt": "text", "message_choice": "messages", "time_range": "checklist"}
_CHOICES = frozenset({"radio", "checklist", "taxonomy"})
_WORDS = frozenset({"text", "number", "rating", "datetime"})
_WANTED: dict[str, str] = {
    "radio": "an option", "checklist": "a list of options", "taxonomy": "a list of paths of options",
    "text": "text", "number": "a number", "rating": "a number", "datetime": "text",
    "messages": "a message evaluation", "ranking": "a ranking", "pairwise": "left or right",
}  # fmt: skip


class AnswerRules:
    """Judges questions by what the ontology says they are, whatever shape the JSON had."""

    def __init__(self, features: FeatureRules, places: Places, *, purpose: SetKind, is_lenient: bool) -> None:
        """Make the rules; a lenient source may leave a question it names unanswered."""
        self._features, self._places = features, places
        self._wants_required = purpose == "ground_truth"
        self._empty: Severity = "warning" if is_lenient else "error"

    def check(self, found: Classification, feature: Feature, pointer: str, report: Report) -> None:
        """Check a question against its feature, and set its kind and ids to those of the ontology."""
        found.feature_id = feature.id
        check_confidence(found.confidence, f"{pointer}{self._places.confidence}", report)
        everything = self._places.answer(pointer, found, None)
        answers = [self._places.answer(pointer, found, index) for index in range(len(found.answers))]
        if not found.answers:
            report.add(
                "CLS001", f"question {quoted(feature.name)} has an empty list of answers",
                "name at least one option, or leave the question out", everything,
                got=[], severity=self._empty,
            )  # fmt: skip
        elif self._turn_kind(found, feature, everything, report):
            self._check_values(found, feature, answers, everything, report)
        for answer, place in zip(found.answers, answers, strict=True):
            self._check_answer(answer, feature, place, report)

    def _turn_kind(self, found: Classification, feature: Feature, pointer: str, report: Report) -> bool:
        kind = _KINDS.get(feature.kind, feature.kind)
        if kind == found.kind:
            return True
        is_alike = {kind, found.kind} <= _CHOICES or (found.kind == "text" and kind in _WORDS)
        if not is_alike:
            got = found.answers[0].value
            report.add(
                "CLS003",
                f"answer to the {feature.kind} question {quoted(feature.name)} is {_WANTED[found.kind]}, "
                f"must be {_WANTED[kind]}",
                _example_of(kind), pointer, got=got, expected=_WANTED[kind],
            )  # fmt: skip
            return False
        if found.spelled_as is None:
            found.spelled_as = found.kind
        found.kind = kind  # type: ignore[assignment]
        return True

    def _check_values(
        self, found: Classification, feature: Feature, places: Sequence[str], pointer: str, report: Report
    ) -> None:
        if found.kind in _CHOICES:
            # Options that come with each data row are not in the ontology.
            if feature.children:
                self._check_options(found, feature, places, pointer, report)
        elif found.kind == "text":
            for answer, place in zip(found.answers, places, strict=True):
                _check_text(answer, feature, place, report)
        elif found.kind in ("number", "rating"):
            for answer, place in zip(found.answers, places, strict=True):
                _check_number(answer, feature, place, report)

    def _check_options(
        self, found: Classification, feature: Feature, places: Sequence[str], pointer: str, report: Report
    ) -> None:
        chosen: dict[str, list[Answer]] = {}
        for answer, place in zip(found.answers, places, strict=True):
            option = self._option(answer, feature, place, report)
            if option is None:
                continue
            answer.feature_id = option.id
            key = repr(answer.value) if isinstance(answer.value, list) else option.name
            before = chosen.setdefault(key, [])
            before.append(answer)
            if len(before) > 1 and not _take_turns(before):
                report.add(
                    "CLS002", f"option {quoted(option.name)} is given twice", "keep one of them",
                    place, got=option.name,
                )  # fmt: skip
        if found.kind == "radio" and len(chosen) > 1 and not _take_turns(found.answers):
            report.add(
                "CLS004",
                f"radio question {quoted(feature.name)} has {len(found.answers)} answers, takes one",
                "keep one answer, or make the question a checklist", pointer,
                got=list(chosen), expected=1,
            )  # fmt: skip

    def _option(self, answer: Answer, feature: Feature, place: str, report: Report) -> Feature | None:
        """Return the option an answer names; of a path, the last."""
        before = len(report.issues)
        steps = answer.value if isinstance(answer.value, list) else [answer.value]
        option: Feature | None = feature
        for step in steps:
            parent = option
            name = step if isinstance(step, str) else None
            option = self._features.child(parent or feature, name, answer.schema_id, place, report)
            if option is None or option.kind in CLASSIFICATION_KINDS:
                if len(report.issues) == before:
                    self._report_unknown(step, answer, parent or feature, place, report)
                return None
        return option

    def _report_unknown(
        self, step: object, answer: Answer, parent: Feature, place: str, report: Report
    ) -> None:
        spelled = step if isinstance(step, str) else answer.schema_id
        options = [child.name for child in parent.children if child.kind not in CLASSIFICATION_KINDS]
        otherwise = f"use one of {listed(options)}" if options else "the question has no options"
        hint = self._features.suggester(parent).hint(spelled or "", otherwise)
        report.add(
            "ONT005", f"{quoted(spelled)} is not an option of {quoted(parent.name)}", hint,
            self._places.option(place), got=spelled, expected=options,
        )  # fmt: skip

    def _check_answer(self, answer: Answer, feature: Feature, place: str, report: Report) -> None:
        check_confidence(answer.confidence, f"{place}{self._places.confidence}", report)
        if answer.ranges:
            check_ranges(answer.ranges, place, self._places, report)
        name = answer.value if isinstance(answer.value, str) else None
        parent = feature
        if feature.kind in _CHOICES and (name is not None or answer.schema_id is not None):
            option = self._features.child(feature, name, answer.schema_id, place, Report())
            if option is None:
                return
            parent = option
        self.check_nested(answer.classifications, parent, place, report)

    def check_nested(
        self, found: Sequence[Classification], parent: Feature, pointer: str, report: Report
    ) -> None:
        """Check the questions answered below a tool or an option, and that the required ones are."""
        answered: set[str] = set()
        for index, nested in enumerate(found):
            place = self._places.question(pointer, index)
            feature = self._features.nested(parent, nested, place, report)
            if feature is None:
                continue
            if feature.name in answered:
                report.add(
                    "CLS005", f"question {quoted(feature.name)} is answered twice", "keep one of the answers",
                    place, got=feature.name,
                )  # fmt: skip
            answered.add(feature.name)
            self.check(nested, feature, place, report)
        if self._wants_required:
            report_missing(parent.children, answered, pointer, report)


def report_missing(features: Sequence[Feature], answered: set[str], pointer: str, report: Report) -> None:
    """Warn of required questions without an answer; a person could not have submitted without one."""
    for feature in features:
        if feature.is_required and feature.kind in CLASSIFICATION_KINDS and feature.name not in answered:
            report.add(
                "CLS007", f"required question {quoted(feature.name)} has no answer", "answer it",
                pointer, expected=feature.name, severity="warning",
            )  # fmt: skip


def _take_turns(answers: Sequence[Answer]) -> bool:
    """Say whether answers hold at different times, so that no two are given at once."""
    if not all(answer.ranges for answer in answers):
        return False
    return are_apart([stretch for answer in answers for stretch in answer.ranges])


def _example_of(kind: str) -> str:
    if kind == "radio":
        return 'give the option as {"name": …}'
    return 'give the options as [{"name": …}]' if kind in _CHOICES else f"give {_WANTED[kind]}"


def _check_text(answer: Answer, feature: Feature, place: str, report: Report) -> None:
    if not isinstance(answer.value, str):
        report.add(
            "CLS003", f"answer to {quoted(feature.name)} is {answer.value!r}, must be text", "give text",
            place, got=answer.value, expected="text",
        )  # fmt: skip
        return
    length, least, most = len(answer.value), feature.min_characters, feature.max_characters
    if least is not None and length < least:
        message, expected = f"has {length} characters, must have at least {least}", f">= {least}"
    elif most is not None and length > most:
        message, expected = f"has {length} characters, must have at most {most}", f"<= {most}"
    else:
        return
    report.add(
        "CLS006", f"answer to {quoted(feature.name)} {message}", "change the text, or the ontology's limits",
        place, got=length, expected=expected,
    )  # fmt: skip


def _check_number(answer: Answer, feature: Feature, place: str, report: Report) -> None:
    value = answer.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return
    try:
        # Formats without numbers of their own write them as text.
        float(value if isinstance(value, str) else "")
    except ValueError:
        report.add(
            "CLS003", f"answer to {quoted(feature.name)} is {quoted(value)}, must be a number",
            "give a number", place, got=value, expected="a number",
        )  # fmt: skip
