"""List what every public method of the official labelbox package asks of a server.

Runs with the Python of scripts/official, and writes official_operations.json beside itself, which the page
docs/compat/labelbox.md is made from:

    "$(scripts/official)" -m scripts.official_operations

A method asks for root fields of GraphQL (`Query.dataset`), for fields with arguments or fields of their own
below them (`Mutation.project.connectOntology`), and for paths (`DELETE /ontologies/{}`), by itself or through
what it calls. The texts are put together as the package does it: from constants, and fields of its classes.
"""

import ast
import importlib
import inspect
import json
import pkgutil
import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import labelbox
from labelbox.orm.db_object import BulkDeletable, DbObject, Deletable, Updateable
from labelbox.orm.model import Entity, Relationship
from labelbox.utils import camel_case, title_case

from scripts.official_given import GIVEN, IMPORTS

TARGET = Path(__file__).with_suffix(".json")
TEXT = re.compile(r"\s*(query|mutation)\b\s*\w*\s*(?=[({])")
WORD = re.compile(r"\.\.\.\s*(?:on\s+\w+)?|[A-Za-z_]\w*|[{}()]|[:@$]")
CONTAINERS = frozenset({"nodes", "pageInfo", "edges", "node"})
INTERNAL = frozenset(
    {"AnnotationImport", "CreatableAnnotationImport", "WorkflowOperations", "EmbeddingClient"}
)
"""Classes behind the ones that programs use."""

INHERITED = frozenset({"attribute", "field", "fields", "relationships", "type_name", "uid"})
VERBS = frozenset({"get", "post", "put", "patch", "delete"})
Operations = set[str]


def main() -> None:
    """Write the file."""
    found = {
        name: {method: sorted(asked) for method, asked in methods.items()}
        for name, methods in sorted(classes())
    }
    TARGET.write_text(json.dumps({"version": labelbox.__version__, "methods": found}, indent=1) + "\n")
    print(f"{sum(map(len, found.values()))} methods of {len(found)} classes", file=sys.stderr)


def classes() -> Iterator[tuple[str, dict[str, Operations]]]:
    """Yield every class with a method that asks for something, and what its public methods ask for."""
    seen = set()
    for module in modules():
        for name, kind in inspect.getmembers(module, inspect.isclass):
            if kind in seen or kind.__module__ != module.__name__ or name.startswith("_"):
                continue
            seen.add(kind)
            methods = dict(methods_of(kind)) if name not in INTERNAL else {}
            if any(methods.values()):
                yield name, methods


def modules() -> Iterator[ModuleType]:
    """Yield the modules where the package has its resources."""
    yield importlib.import_module("labelbox.client")
    for one in pkgutil.walk_packages(labelbox.schema.__path__, "labelbox.schema."):
        yield importlib.import_module(one.name)


def methods_of(kind: Any) -> Iterator[tuple[str, Operations]]:
    """Yield the public methods and properties of a class, and its relations, which are called alike."""
    for name in sorted(set(dir(kind)) - set(dir(object))):
        if name.startswith("_") or name in INHERITED:
            continue
        function = plain(inspect.getattr_static(kind, name))
        if function is not None and function.__module__.startswith("labelbox."):
            yield name, asked_by(kind, function, set()) | GIVEN.get(f"{kind.__name__}.{name}", set())
    if issubclass(kind, DbObject) and kind.__name__ not in {*IMPORTS, "DataUpsertTask"}:
        for relation in kind.relationships():
            yield relation.name, relation_fields(kind, relation)


def relation_fields(kind: Any, relation: Relationship) -> Operations:
    """Return what reading a relation asks for."""
    if relation.cache:
        return set()
    root = camel_case(kind.type_name())
    return {f"Query.{root}", f"Query.{root}.{relation.graphql_name}"}


def plain(member: Any) -> FunctionType | None:
    """Return the function behind a method, property or decorated function."""
    member = getattr(member, "__func__", member)
    if isinstance(member, property):
        member = member.fget
    member = inspect.unwrap(member) if callable(member) else member
    return member if isinstance(member, FunctionType) else None


def asked_by(kind: type | None, function: FunctionType, seen: set[tuple[Any, Any]]) -> Operations:
    """Return what a function asks for, by itself and through what it calls; `kind` is the class of `self`."""
    if (kind, function) in seen:
        return set()
    seen.add((kind, function))
    generic = inherited(kind, function)
    if generic is not None:
        return generic
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, IndentationError):
        return set()
    asked = set()
    for text in texts(tree, function.__globals__):
        asked |= fields(text)
    asked |= paths(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            asked |= generic_call(node, function.__globals__)
        called = (
            target(node, kind, function.__globals__) if isinstance(node, ast.Attribute | ast.Name) else None
        )
        if called is not None:
            asked |= asked_by(*called, seen)
    return asked


def inherited(kind: Any, function: FunctionType) -> Operations | None:
    """Return what a method that all resources inherit asks for; None when it is none of these."""
    if kind is None or not issubclass(kind, DbObject):
        return None
    title = title_case(kind.type_name())
    if function in (plain(Updateable.update), plain(Deletable.delete)):
        return {f"Mutation.update{title}"}
    if function is plain(BulkDeletable._bulk_delete):  # noqa: SLF001 - what delete and bulk_delete call
        return {f"Mutation.delete{title}s"}
    return None


def generic_call(node: ast.Call, names: dict[str, Any]) -> Operations:
    """Return what one of the calls asks for that take a class."""
    called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    spelled: dict[str, Callable[[str], str]] = {
        "_get_single": lambda name: f"Query.{camel_case(name)}",
        "get_single": lambda name: f"Query.{camel_case(name)}",
        "_get_all": lambda name: f"Query.{camel_case(name)}s",
        "_create": lambda name: f"Mutation.create{name}",
    }
    kind: Any = evaluated(node.args[0], names, {}) if called in spelled and node.args else None
    return {spelled[called](kind.type_name())} if hasattr(kind, "type_name") else set()


def target(
    node: ast.Attribute | ast.Name, kind: type | None, names: dict[str, Any]
) -> tuple[type | None, FunctionType] | None:
    """Return the function of the package that a name stands for, and the class it is called on."""
    if isinstance(node, ast.Name):
        function = plain(names.get(node.id)) if not inspect.isclass(names.get(node.id)) else None
        return (None, function) if function and function.__module__.startswith("labelbox.") else None
    owner = owner_of(node.value, kind, names)
    found = None
    if inspect.isclass(owner):
        found = plain(inspect.getattr_static(owner, node.attr, None))
    elif inspect.ismodule(owner):
        found = plain(getattr(owner, node.attr, None))
    if found is None or not found.__module__.startswith("labelbox."):
        return None
    return (owner if inspect.isclass(owner) else None), found


def owner_of(node: ast.expr, kind: type | None, names: dict[str, Any]) -> Any:
    """Return the class or module in front of a dot."""
    if isinstance(node, ast.Name):
        if node.id in ("self", "cls"):
            return kind
        return labelbox.Client if node.id == "client" else names.get(node.id)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super":
        return kind.__mro__[1] if kind else None
    if isinstance(node, ast.Attribute):
        if node.attr in ("client", "_client"):
            return labelbox.Client
        return getattr(Entity, node.attr, None) if ast.unparse(node.value) == "Entity" else None
    return None


def texts(tree: ast.AST, names: dict[str, Any]) -> Iterator[str]:
    """Yield the GraphQL texts of a function, made from its constants."""
    known: dict[str, Any] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            value = evaluated(node.value, names, known)
            if value is not None:
                known[node.targets[0].id] = value
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp | ast.Call):
            value = evaluated(node, names, known)
            if isinstance(value, str) and TEXT.match(value) and "%s" not in value and "$$" not in value:
                yield value


def evaluated(node: ast.expr, names: dict[str, Any], known: dict[str, Any]) -> Any:
    """Return the value of an expression of constants; what is not known in it reads as one word."""
    parts = [ast.Constant, ast.JoinedStr, ast.BinOp, ast.Name, ast.Attribute, ast.Call, ast.Tuple]
    if not isinstance(node, tuple(parts)):
        return None
    if isinstance(node, ast.Call) and not re.match(
        r"query\.results|Template|.*substitute", ast.unparse(node)
    ):
        return None
    missing = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)} - set(names) - set(known)
    try:
        return eval(  # noqa: S307 - the package's own expressions
            compile(ast.Expression(body=node), "", "eval"),
            names,
            {**dict.fromkeys(missing, "unknown"), **known},
        )
    except Exception:  # noqa: BLE001 - then it is no constant
        return None


def fields(text: str) -> Operations:
    """Return the root fields of a text, and those below them that have arguments or fields of their own."""
    root, body = TEXT.sub(lambda one: f"{one[1].title()}\n", text, count=1).split("\n", 1)
    found, path, depth, name, is_argument = set(), [root], 0, "", False
    words = iter(WORD.findall(without_arguments(body)))
    for word in words:
        if word == "{":
            depth += 1
            path.append(name)
        elif word == "}":
            path.pop()
            depth -= 1
        elif word[0].isalpha():
            name = word.rstrip("_")
            is_argument = word.endswith("_")
            if depth == 1:
                found.add(f"{root}.{name}")
            elif depth == 2 and is_argument and name not in CONTAINERS:
                found.add(f"{root}.{path[2]}.{name}")
        if word == "{" and depth == 3 and path[3] not in CONTAINERS:
            found.add(f"{root}.{path[2]}.{path[3]}")
    return {one for one in found if "unknown" not in one}


def without_arguments(text: str) -> str:
    """Return a text without what stands in parentheses; a name that had some ends in a line below."""
    text = re.sub(r"@\w+\s*\([^()]*\)", "", text)
    while True:
        shorter = re.sub(r"(\w*)\s*\([^()]*\)", lambda one: f"{one[1].rstrip('_')}_" if one[1] else "", text)
        if shorter == text:
            return text
        text = shorter


def paths(tree: ast.AST) -> Operations:
    """Return the paths a function calls, `{}` standing for what is filled in."""
    verbs = {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in VERBS
        and ast.unparse(node.func.value).endswith("connection")
    }
    ends = {
        spelled_path(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.BinOp | ast.JoinedStr) and "rest_endpoint" in ast.unparse(node)
    }
    longest = max(ends, key=len, default="")
    return {f"{verb.upper()} {longest}" for verb in verbs if longest}


def spelled_path(node: ast.expr) -> str:
    """Spell an address as its constant parts and `{}` for the others, without the beginning."""
    if isinstance(node, ast.BinOp):
        return spelled_path(node.left) + spelled_path(node.right)
    if isinstance(node, ast.JoinedStr):
        return "".join(map(spelled_path, node.values))
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "" if "rest_endpoint" in ast.unparse(node) else "{}"


if __name__ == "__main__":
    main()
