"""Renaming: what the rules of a recipe make of one annotation, down to its last option. Pure.

The annotation is changed in place; lists and `ext`, which neighbours may share, are replaced instead. Every
name is looked up once: what a rule made of it is not looked up again.
"""

from collections.abc import Sequence

import msgspec

from postil.formats.label_studio.renaming import forget_layout, rename_controls
from postil.model.annotation import Annotation
from postil.model.answer import Answer, Classification
from postil.model.track import Track
from postil.services.imports.rules import NO_RULES, ReadyRule, ReadyRules

CHOICES = frozenset({"radio", "checklist", "taxonomy"})


class Renaming:
    """The rules of a recipe, applied to one annotation at a time.

    Args:
        rules: Rules by the name of a top-level feature.
        is_flat: The source knows no nesting: what is asked about a region is a question of the top.
    """

    def __init__(self, rules: ReadyRules, *, is_flat: bool) -> None:
        self._rules, self._is_flat = rules, is_flat
        self._controls: dict[str, str] = {}

    def apply(self, annotation: Annotation) -> bool:
        """Give an annotation the names of the ontology; False when it is to be left out."""
        rule = self._rules.find(annotation.feature, annotation.schema_id)
        relation = annotation.relation
        if relation is not None and relation.source_feature is not None:
            source = self._rules.find(relation.source_feature, None)
            if source is not None and source.to is not None:
                annotation.relation = msgspec.structs.replace(relation, source_feature=source.to)
        before = annotation.feature
        is_kept = self._mapped(annotation, rule)
        if self._is_flat and before is not None and annotation.feature not in (before, None):
            self._controls[before] = annotation.feature or ""
        if self._controls:
            annotation.ext = rename_controls(annotation.ext, self._controls)
            self._controls.clear()
        return is_kept

    def _mapped(self, annotation: Annotation, rule: ReadyRule | None) -> bool:
        if rule is None:
            return not self._is_flat or self._inside(annotation, NO_RULES)
        if not self._named(annotation, rule):
            return False
        if rule.label is not None and annotation.kind == "object":
            # Sources whose features are labels of a control have none on them.
            annotation.labels = [rule.label]
        return self._inside(annotation, rule.children)

    def _named(self, found: Annotation | Classification, rule: ReadyRule) -> bool:
        """Use a rule on something with a name; False when it is to be left out."""
        if not rule.acts:
            return True
        rule.count += 1
        if rule.ignores:
            return False
        if rule.to is not None:
            if isinstance(found, Classification):
                if self._is_flat and found.feature is not None:
                    self._controls[found.feature] = rule.to
            elif found.kind == "classification":
                # The question of such an annotation has the name twice.
                for question in found.classifications:
                    question.feature, question.schema_id = rule.to, None
            found.feature, found.schema_id = rule.to, None
        return True

    def _inside(self, annotation: Annotation, rules: ReadyRules) -> bool:
        """Rename what an annotation holds; False when nothing of it is left."""
        if annotation.kind == "classification":
            asked = len(annotation.classifications)
            kept = [one for one in annotation.classifications if self._answered(one, rules)]
            annotation.classifications = kept
            return bool(kept) or not asked
        if rules and annotation.labels:
            annotation.labels, feature = _labels(annotation.labels, rules)
            if feature is not None:
                annotation.feature, annotation.schema_id, annotation.labels = feature, None, []
                annotation.ext = forget_layout(annotation.ext)
            elif not annotation.labels:
                return False
        if annotation.classifications:
            annotation.classifications = self._questions(annotation.classifications, rules)
        if isinstance(annotation.geometry, Track) and (rules or self._is_flat):
            for segment in annotation.geometry.segments:
                for keyframe in segment.keyframes:
                    keyframe.classifications = self._questions(keyframe.classifications, rules)
        return True

    def _questions(self, found: list[Classification], rules: ReadyRules) -> list[Classification]:
        return [one for one in found if self._question(one, rules)] if found else found

    def _question(self, found: Classification, rules: ReadyRules) -> bool:
        rule = rules.find(found.feature, found.schema_id)
        if rule is None and self._is_flat:
            rule = self._rules.find(found.feature, found.schema_id)
        if rule is None:
            return True
        return self._named(found, rule) and self._answered(found, rule.children)

    def _answered(self, found: Classification, rules: ReadyRules) -> bool:
        """Rename the answers to a question; False when none of those given is left."""
        if not rules or not found.answers:
            return True
        if found.kind not in CHOICES:
            for answer in found.answers:
                answer.classifications = self._questions(answer.classifications, rules)
            return True
        kept = [answer for answer in found.answers if self._option(answer, rules)]
        found.answers = _distinct(kept)
        return bool(kept)

    def _option(self, answer: Answer, rules: ReadyRules) -> bool:
        if isinstance(answer.value, list):
            return _path(answer, answer.value, rules)
        name = answer.value if isinstance(answer.value, str) else None
        rule = rules.find(name, answer.schema_id)
        if rule is None:
            return True
        if rule.acts:
            rule.count += 1
            if rule.ignores:
                return False
            if rule.to is not None:
                answer.value, answer.schema_id = rule.to, None
        answer.classifications = self._questions(answer.classifications, rule.children)
        return True


def _path(answer: Answer, steps: Sequence[str], rules: ReadyRules) -> bool:
    """Rename the options of a path from the top down, each by the rules below the one before."""
    path = []
    for step in steps:
        rule = rules.find(step, None)
        if rule is None:
            path.append(step)
            rules = NO_RULES
            continue
        rule.count += rule.acts
        if rule.ignores:
            return False
        path.append(step if rule.to is None else rule.to)
        rules = rule.children
    answer.value = path
    return True


def _labels(labels: Sequence[str], rules: ReadyRules) -> tuple[list[str], str | None]:
    """Return the labels that are left, and the feature the only one of them stands for, if it does."""
    kept: dict[str, str | None] = {}
    for label in labels:
        rule = rules.find(label, None)
        if rule is None:
            kept[label] = None
            continue
        rule.count += rule.acts
        if not rule.ignores:
            kept[label if rule.to is None else rule.to] = rule.feature
    # A region of several things is no single feature: it keeps its labels, and the checks say so.
    return list(kept), next(iter(kept.values())) if len(kept) == 1 else None


def _distinct(answers: list[Answer]) -> list[Answer]:
    """Leave one of several answers that became equal: options that were merged are given once."""
    kept: list[Answer] = []
    for answer in answers:
        if answer not in kept:
            kept.append(answer)
    return kept
