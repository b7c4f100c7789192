"""Rules of a recipe made ready for use: looked up by name, and counting how often each was used."""

from collections.abc import Iterator, Mapping
from typing import Any

from postil.model.recipe import Place, Rule, pointer_of

Uses = dict[str, list[Any]]
"""What a rule made of its name (None: left out) and how often, by its pointer into the recipe's document."""


class ReadyRule:
    """One rule; `count` is how many annotations, answers or labels it was used on."""

    __slots__ = ("acts", "children", "count", "feature", "ignores", "label", "pointer", "to")

    def __init__(self, place: Place, rule: Rule) -> None:
        self.to, self.label, self.feature = rule.to, rule.label, rule.feature
        self.acts, self.ignores = rule.acts, rule.ignore
        self.pointer = pointer_of(place)
        self.count = 0
        self.children = ReadyRules(place, rule.children)

    def outcome(self, name: str) -> str | None:
        """Return what becomes of a name, for people; None when what has it is left out."""
        if self.ignores:
            return None
        to = self.feature or self.to or name
        return to if self.label is None else f"{to} / {self.label}"


class ReadyRules:
    """The rules of one level, with those below them."""

    __slots__ = ("by_name",)

    def __init__(self, above: Place, rules: Mapping[str, Rule]) -> None:
        self.by_name = {name: ReadyRule((*above, name), rule) for name, rule in rules.items()}

    def __bool__(self) -> bool:
        """Tell whether there is any rule."""
        return bool(self.by_name)

    def find(self, name: str | None, schema_id: str | None) -> ReadyRule | None:
        """Return the rule for a name, or else for a schema id."""
        found = self.by_name.get(name) if name is not None else None
        if found is None and schema_id is not None:
            found = self.by_name.get(schema_id)
        return found

    def take(self) -> Uses:
        """Return how often each rule was used since the last time, those never used left out."""
        uses: Uses = {}
        for name, rule in self._walk():
            if rule.count:
                uses[rule.pointer] = [rule.outcome(name), rule.count]
                rule.count = 0
        return uses

    def _walk(self) -> Iterator[tuple[str, ReadyRule]]:
        for name, rule in self.by_name.items():
            yield name, rule
            yield from rule.children._walk()  # noqa: SLF001


NO_RULES = ReadyRules((), {})


def add_uses(before: Uses, more: Uses) -> Uses:
    """Return the sum of two counts; neither is changed."""
    total = dict(before)
    for pointer, (outcome, count) in more.items():
        total[pointer] = [outcome, count + total.get(pointer, [None, 0])[1]]
    return total
