"""Modules and classes are named by a noun of the domain, not by a word that fits anything."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.tree import python_files, shown

BANNED = {
    "util", "utils", "helper", "helpers", "common", "misc", "base", "core",
    "manager", "managers", "handler", "handlers", "processor", "processors",
}  # fmt: skip


def parts(name: str) -> set[str]:
    """Split a module or class name into lower-case words: `LabelRow`, `label_row` and `LABELRow` alike."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)}


def class_names(source: str) -> Iterator[str]:
    """Yield the name of every class of a module, nested ones included."""
    return (node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef))


def test_no_module_or_class_has_a_name_that_says_nothing():
    named = []
    for path in python_files("src", "scripts", "bench", "tests"):
        words = parts(path.parent.name) | parts(path.stem)
        named += [shown(path)] if words & BANNED else []
        names = class_names(path.read_text(encoding="utf-8"))
        named += [f"{shown(path)}: class {name}" for name in names if parts(name) & BANNED]
    assert named == []


@pytest.mark.parametrize("name", ["utils", "row_helpers", "BaseStore", "JobManager", "HTTPHandler", "core"])
def test_a_banned_word_is_found_inside_a_name(name):
    assert parts(name) & BANNED


@pytest.mark.parametrize("name", ["Database", "codecs", "commonality", "handles", "score", "Baseline"])
def test_a_longer_word_that_contains_a_banned_one_is_free(name):
    assert not parts(name) & BANNED
