"""ONT015 and ONT016: whether the rules of a recipe lead somewhere, and what they add to an ontology."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from postil.checks.ontology import check_ontology
from postil.checks.report import Report, quoted
from postil.checks.suggestion import Suggester, listed
from postil.model.issue import Issue
from postil.model.ontology import CLASSIFICATION_KINDS, TOOL_KINDS, Feature, FeatureKind, Ontology
from postil.model.recipe import Place, Recipe, Rule, pointer_of

_TOP = TOOL_KINDS | CLASSIFICATION_KINDS | {"relationship"}
_CHOICES = frozenset({"radio", "checklist", "taxonomy"})


def extend(ontology: Ontology, recipe: Recipe) -> tuple[Ontology, list[Issue]]:
    """Return the ontology with the features a recipe creates, and what is wrong with the recipe.

    The ontology given stays as it is. New features have no ids. Issues point into the recipe's document;
    those of the extended ontology itself (ONT007 to ONT010) point into its canonical JSON.
    """
    tree = deepcopy(ontology)
    report = Report()
    _Extension(tree, report).add(recipe.features, None, ())
    if report.issues or not creates(recipe):
        return tree, report.issues
    return tree, [issue for issue in check_ontology(tree) if issue.severity == "error"]


def creates(recipe: Recipe) -> bool:
    """Tell whether a recipe may add something to an ontology."""
    return any(rule.create is not None for _, rule in recipe.walk())


def added(before: Ontology, after: Ontology) -> list[str]:
    """Return the names of the features that an extended ontology has more, parents first."""
    count = sum(1 for _ in before.walk())
    if sum(1 for _ in after.walk()) == count:
        return []
    return list(_added(before.features, after.features))


def _added(before: Sequence[Feature], after: Sequence[Feature]) -> Iterator[str]:
    # An extension appends: what was there is where it was.
    for index, feature in enumerate(after):
        if index >= len(before):
            yield feature.name
        yield from _added(before[index].children if index < len(before) else (), feature.children)


class _Extension:
    """Follows the rules down the tree, and adds to it what they create."""

    def __init__(self, tree: Ontology, report: Report) -> None:
        self._tree, self._report = tree, report

    def add(self, rules: Mapping[str, Rule], parents: list[Feature] | None, above: Place) -> None:
        """Follow the rules below `parents`; None stands for the top of the ontology."""
        for circle in _circles(rules):
            names = " → ".join(quoted(name) for name in [*circle, circle[0]])
            self._report.add(
                "ONT015", f"{names} is a circle of names", "map each of them to the feature that is meant",
                pointer_of((*above, circle[0])), got=circle,
            )  # fmt: skip
        for name, rule in rules.items():
            if rule.ignore:
                continue
            place = (*above, name)
            found = self._target(name, rule, parents, place)
            away = {label: child for label, child in rule.children.items() if child.feature is not None}
            self.add(away, [], place)
            if found:
                below = {label: child for label, child in rule.children.items() if label not in away}
                self.add(below, found, place)

    def _target(self, name: str, rule: Rule, parents: list[Feature] | None, place: Place) -> list[Feature]:
        if rule.feature is not None:
            return self._find(rule.feature, rule.create, None, place)
        to = rule.to if rule.to is not None else name
        if rule.label is not None:
            control = self._find(to, None, parents, place)
            return control and self._find(rule.label, rule.create, control, place)
        if not rule.acts and rule.children and all(_leads_away(child) for child in rule.children.values()):
            return []
        return self._find(to, rule.create, parents, place)

    def _find(
        self, target: str, kind: FeatureKind | None, parents: list[Feature] | None, place: Place
    ) -> list[Feature]:
        """Return the features of a name below `parents`; the one that is created when there is none."""
        siblings = self._siblings(parents)
        found = [feature for feature in siblings if feature.name == target]
        if kind is not None and not any(feature.kind == kind for feature in found):
            return self._create(target, kind, found, parents, place)
        if not found:
            self._report_absent(target, siblings, parents, place)
        return found

    def _siblings(self, parents: list[Feature] | None) -> list[Feature]:
        if parents is None:
            return self._tree.features
        siblings = [child for parent in parents for child in parent.children]
        if not any(parent.kind in TOOL_KINDS for parent in parents):
            return siblings
        top = self._tree.features
        if not _labels(siblings):
            # A control without labels borrows those of the one beside it.
            siblings += _labels([child for tool in top for child in tool.children])
        # Sources that know no nesting ask questions of the top about their regions.
        return siblings + [one for one in top if one.kind in CLASSIFICATION_KINDS]

    def _create(
        self,
        target: str,
        kind: FeatureKind,
        found: list[Feature],
        parents: list[Feature] | None,
        place: Place,
    ) -> list[Feature]:
        rival = next((one for one in found if _room(one.kind) == _room(kind)), None)
        if rival is not None:
            self._report.add(
                "ONT016", f"{quoted(target)} cannot be created as {kind}: it is {_article(rival.kind)}",
                "map to that feature, or choose another name", pointer_of(place), got=kind,
                expected=rival.kind,
            )  # fmt: skip
            return []
        holders = [self._tree.features] if parents is None and kind in _TOP else []
        holders += [parent.children for parent in parents or () if _may_hold(parent.kind, kind)]
        if not holders:
            above = quoted(parents[0].name) if parents else "the ontology itself"
            self._report.add(
                "ONT016", f"{_article(kind)} cannot stand below {above}",
                "create it where the ontology may have one", pointer_of(place), got=kind,
            )  # fmt: skip
            return []
        feature = Feature(target, kind)
        holders[0].append(feature)
        return [feature]

    def _report_absent(
        self, target: str, siblings: list[Feature], parents: list[Feature] | None, place: Place
    ) -> None:
        names = [feature.name for feature in siblings]
        where = "of this ontology" if parents is None else f"below {quoted(parents[0].name)}"
        otherwise = f"use one of {listed(names)}, or create it" if names else "create it"
        self._report.add(
            "ONT016", f"{quoted(target)} is no feature {where}",
            Suggester(names).hint(target, otherwise), pointer_of(place), got=target,
        )  # fmt: skip


def _leads_away(rule: Rule) -> bool:
    """Say whether nothing of a label stays below its control."""
    return rule.ignore or rule.feature is not None


def _labels(features: Sequence[Feature]) -> list[Feature]:
    return [feature for feature in features if feature.kind == "label"]


def _room(kind: str) -> str:
    if kind in TOOL_KINDS:
        return "tool"
    return "question" if kind in CLASSIFICATION_KINDS else kind


def _may_hold(parent: str, child: str) -> bool:
    if parent in TOOL_KINDS:
        return child == "label" or child in CLASSIFICATION_KINDS
    if parent == "option":
        return child == "option" or child in CLASSIFICATION_KINDS
    return parent in _CHOICES and child == "option"


def _article(kind: str) -> str:
    word = kind.replace("_", " ")
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _circles(rules: Mapping[str, Rule]) -> Iterator[list[str]]:
    """Yield names that are mapped to one another all around, each circle once."""
    done: set[str] = set()
    for first in rules:
        way: list[str] = []
        name: str | None = first
        while name is not None and name in rules and name not in done:
            done.add(name)
            way.append(name)
            name = rules[name].to
        if name in way and len(circle := way[way.index(name) :]) > 1:
            yield circle
