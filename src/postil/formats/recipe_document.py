"""Recipe documents: TOML or JSON read into a recipe.

A rule is the name it maps to, or a table: `"Car" = "car"`, `"tree" = {ignore = true}`.
"""

import json
import re
import tomllib
from typing import Any

import msgspec

from postil.formats.pointers import pointer_to
from postil.model.issue import Issue, Where
from postil.model.recipe import MAX_RULES, Place, Recipe, Rule, pointer_of

MAX_BYTES = 1 << 20
MAX_DEPTH = 32

_LINE = re.compile(r" ?\(at (?:line (\d+), column \d+|end of document)\)$")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`")
_TWICE = ("Cannot overwrite a value", "Cannot declare", "Duplicate inline table key", "Cannot mutate")
_HINT = 'write rules like "Car" = "car" below [features]'

Read = tuple[Recipe, list[Issue]]


class _TwiceError(Exception):
    """A JSON object has a key twice."""


class _MisfitError(Exception):
    """A rule cannot be read."""

    def __init__(self, place: Place, message: str, hint: str = _HINT) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
        self.pointer = pointer_of(place)


def read_recipe(content: bytes) -> Read:
    """Return the recipe and what is wrong with the document (ONT013, ONT014); never raises for content.

    A recipe with issues must not be used.
    """
    if len(content) > MAX_BYTES:
        return _refused(f"the recipe has {len(content):,} bytes, may have {MAX_BYTES:,}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _refused(f"the recipe is not UTF-8: {error.reason} at byte {error.start}")
    try:
        tree = _json(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except _TwiceError as error:
        return _twice(str(error), None)
    except tomllib.TOMLDecodeError as error:
        return _not_toml(str(error))
    except (ValueError, RecursionError) as error:
        return _refused(f"the recipe is no JSON: {error}")
    return convert_recipe(tree)


def convert_recipe(tree: Any) -> Read:
    """Return the recipe a decoded document holds, and what is wrong with it (ONT013)."""
    strange = sorted(tree.keys() - {"features"}) if isinstance(tree, dict) else []
    if strange:
        return _refused(
            f'the recipe has an unknown key "{strange[0]}"', "put every rule below [features]",
            pointer=pointer_to("", strange[0]),
        )  # fmt: skip
    try:
        recipe = Recipe(_rules(tree.get("features", {}), ()))
    except _MisfitError as error:
        return _refused(error.message, error.hint, pointer=error.pointer)
    count = sum(1 for _ in recipe.walk())
    if count > MAX_RULES:
        return _refused(f"the recipe has {count:,} rules, may have {MAX_RULES:,}")
    return recipe, []


def _rules(tree: Any, above: Place) -> dict[str, Rule]:
    if len(above) > MAX_DEPTH:
        raise _MisfitError(above, f"the recipe is nested deeper than {MAX_DEPTH} levels")
    if not isinstance(tree, dict):
        what = f'the children of "{above[-1]}" are' if above else "features is"
        raise _MisfitError(above, f"{what} {tree!r}, must be a table of rules")
    return {name: _rule(tree[name], (*above, name)) for name in tree}


def _rule(spelled: Any, place: Place) -> Rule:
    if isinstance(spelled, str):
        spelled = {"to": spelled}
    if not isinstance(spelled, dict):
        raise _MisfitError(place, f'the rule for "{place[-1]}" is {spelled!r}, must be a name or a table')
    own = {key: value for key, value in spelled.items() if key != "children"}
    try:
        rule = msgspec.convert(own, Rule)
    except msgspec.ValidationError as error:
        raise _misfit(place, str(error), own) from None
    rule.children = _rules(spelled.get("children", {}), place)
    complaint = _contradiction(rule, is_top=len(place) == 1)
    if complaint is not None:
        raise _MisfitError(place, f'the rule for "{place[-1]}" {complaint[0]}', complaint[1])
    return rule


def _contradiction(rule: Rule, *, is_top: bool) -> tuple[str, str] | None:
    """Return what of a rule cannot be meant, and how to mend it."""
    has_more = rule.to is not None or rule.label is not None or bool(rule.children)
    if rule.ignore and (has_more or rule.create is not None or rule.feature is not None):
        return "ignores it and says something else as well", "keep one of the two"
    if rule.feature is not None and (is_top or has_more):
        return "makes a feature of what is no label, or a name as well", "give `feature` alone, for a label"
    if rule.label is not None and (not is_top or rule.to is None):
        return "gives a label without its control", "give `label` beside `to`, for a feature"
    return None


def _misfit(place: Place, text: str, own: dict[str, Any]) -> _MisfitError:
    unknown = _UNKNOWN.match(text)
    if unknown is not None:
        message = f'the rule for "{place[-1]}" has an unknown key "{unknown[1]}"'
        return _MisfitError(
            place, message, "the keys of a rule are to, ignore, create, children, label and feature"
        )
    if "create" in text:
        message = f'the rule for "{place[-1]}" creates {own["create"]!r}, which is no kind of feature'
        return _MisfitError(place, message, "say box, polygon, radio, option … as ontologies do")
    key = text.rpartition("$.")[2].rstrip("`")
    return _MisfitError(
        place,
        f'the rule for "{place[-1]}" says {key} = {own.get(key)!r}',
        "give to a name, ignore true or false",
    )


def _json(text: str) -> Any:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise _TwiceError(key)
            found[key] = value
        return found

    return json.loads(text, object_pairs_hook=unique)


def _not_toml(text: str) -> Read:
    line = _LINE.search(text)
    number = int(line[1]) if line and line[1] else None
    message = _LINE.sub("", text)
    if message.startswith(_TWICE):
        return _twice("", number)
    return _refused(f"the recipe is no TOML: {message[:1].lower()}{message[1:]}", line=number)


def _twice(name: str, line: int | None) -> Read:
    which = f'the name "{name}"' if name else "a name"
    where = Where(line=line)
    return Recipe(), [Issue("ONT014", f"{which} is mapped twice", "keep one of the rules", where=where)]


def _refused(message: str, hint: str = _HINT, *, line: int | None = None, pointer: str = "") -> Read:
    return Recipe(), [Issue("ONT013", message, hint, where=Where(line=line, pointer=pointer))]
