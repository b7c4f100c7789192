"""Recipe text: a recipe written as TOML, for people to read, change and save."""

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from types import MappingProxyType

from postil.model.recipe import Place, Recipe, Rule

NOTHING: Mapping[Place, Rule] = MappingProxyType({})

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_GAP = re.compile(r"\n{3,}")


def write_recipe(recipe: Recipe, undecided: Mapping[Place, Rule] = NOTHING) -> str:
    """Write a recipe as TOML that reads back to the same.

    Args:
        recipe: The rules.
        undecided: Names somebody has to decide about, and a rule each could have: written as comments.
    """
    rules = deepcopy(recipe.features)
    for place in undecided:
        below = rules
        for name in place[:-1]:
            below = below.setdefault(name, Rule(children={})).children
        below.setdefault(place[-1], Rule(children={}))
    text = "\n".join(_tables(["features"], (), rules, undecided))
    return _GAP.sub("\n\n", text).lstrip("\n") + "\n"


def _tables(
    path: list[str], above: Place, rules: Mapping[str, Rule], undecided: Mapping[Place, Rule]
) -> Iterator[str]:
    """Yield the lines of a table of rules; rules with something below them have tables of their own."""
    if not rules or not all(rule.children for rule in rules.values()):
        yield f"[{'.'.join(path)}]"
    for name, rule in rules.items():
        choice = undecided.get((*above, name))
        if choice is not None:
            other = '"NAME"' if choice.feature is None else '{ feature = "NAME" }'
            yield f"# {spell_name(name)} = {spell_rule(choice)}  # or {{ ignore = true }}, or {other}"
        elif not rule.children:
            yield f"{spell_name(name)} = {spell_rule(rule)}"
    for name, rule in rules.items():
        if rule.children:
            own = [*path, spell_name(name)]
            if rule.acts:
                yield from ("", f"[{'.'.join(own)}]")
                yield from _fields(rule)
            yield ""
            yield from _tables([*own, "children"], (*above, name), rule.children, undecided)


def spell_name(name: str) -> str:
    """Spell a name as a TOML key."""
    return name if _BARE.fullmatch(name) else _spell_text(name)


def spell_rule(rule: Rule) -> str:
    """Spell a rule without children as a TOML value."""
    if rule.to is not None and rule == Rule(to=rule.to):
        return _spell_text(rule.to)
    fields = ", ".join(_fields(rule))
    return f"{{ {fields} }}" if fields else "{}"


def _fields(rule: Rule) -> Iterator[str]:
    if rule.to is not None:
        yield f"to = {_spell_text(rule.to)}"
    if rule.label is not None:
        yield f"label = {_spell_text(rule.label)}"
    if rule.feature is not None:
        yield f"feature = {_spell_text(rule.feature)}"
    if rule.ignore:
        yield "ignore = true"
    if rule.create is not None:
        yield f"create = {_spell_text(rule.create)}"


def _spell_text(text: str) -> str:
    # A JSON string is a TOML string but for one character: the same escapes mean the same.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
