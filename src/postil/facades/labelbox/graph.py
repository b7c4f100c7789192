"""Graph: the files of the schema put together, and what answers its fields."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLScalarType,
    GraphQLSchema,
    build_schema,
    get_nullable_type,
)

from postil.errors import UsageError
from postil.facades.labelbox.arguments import given
from postil.facades.labelbox.call import COSTLY, Call
from postil.facades.labelbox.field import Fields, Resolver

UNKNOWN = "_unknown"
"""A field of every type that is null: it stands in for leaves we do not know."""

ROOTS = ("Query", "Mutation")

OBJECTS = ("data", "input", "where")
"""Arguments that are objects in every text of the package, unless the schema says that they are lists."""


@cache
def sdl() -> str:
    """Return the text of the whole schema: every file of the folder, in the order of their names."""
    folder = resources.files("postil.facades.labelbox").joinpath("schema")
    files = sorted(
        (one for one in folder.iterdir() if one.name.endswith(".graphql")), key=lambda one: one.name
    )
    return "\n".join(one.read_text(encoding="utf-8") for one in files)


def bind(text: str, fields: Fields) -> GraphQLSchema:
    """Build a schema whose fields are answered by a table.

    Raises:
        ValueError: A root field has no resolver, or a resolver no field.
    """
    schema = build_schema(text)
    for complaint in complaints(schema, fields):
        raise ValueError(complaint)
    for kind in object_types(schema):
        for name, field in kind.fields.items():
            resolver = fields.get(f"{kind.name}.{name}")
            objects = [key for key, argument in field.args.items() if _is_object(key, argument)]
            field.resolve = read_key if resolver is None else _bound(resolver, objects)
        if kind.name not in ROOTS:
            kind.fields[UNKNOWN] = GraphQLField(_json(schema), resolve=_nothing)
    return schema


def object_types(schema: GraphQLSchema) -> list[GraphQLObjectType]:
    """Return the types of ours that have fields."""
    return [
        kind
        for name, kind in schema.type_map.items()
        if isinstance(kind, GraphQLObjectType) and not name.startswith("__")
    ]


def complaints(schema: GraphQLSchema, fields: Fields) -> list[str]:
    """Say what does not fit between a schema and its table."""
    known = {f"{kind.name}.{name}" for kind in object_types(schema) for name in kind.fields}
    roots = {name for name in known if name.partition(".")[0] in ROOTS}
    return [f"{name} has no resolver" for name in sorted(roots - set(fields))] + [
        f"{name} is no field of the schema" for name in sorted(set(fields) - known)
    ]


def read_key(source: Any, info: GraphQLResolveInfo[Any], **_: Any) -> Any:
    """Answer a field with what the dict of its object has under its name, null when it has nothing."""
    call: Call = info.context
    call.spend(1)
    value = source.get(info.field_name) if isinstance(source, Mapping) else None
    return value() if callable(value) else value


def _bound(resolver: Resolver, objects: list[str]) -> Any:
    def resolve(source: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        call: Call = info.context
        call.spend(COSTLY)
        for name in objects:
            if name in arguments:
                arguments[name] = _object(name, arguments[name])
        return resolver(call, source, **arguments)

    return resolve


def _object(name: str, value: Any) -> Any:
    if not isinstance(value, dict | None):
        raise UsageError(f"`{name}` has to be an object")
    try:
        return given(value)
    except RecursionError:
        raise UsageError(f"`{name}` is nested too deeply") from None


def _is_object(name: str, argument: GraphQLArgument) -> bool:
    """Tell whether an argument holds an object although the schema lets it be any JSON."""
    return name in OBJECTS and isinstance(get_nullable_type(argument.type), GraphQLScalarType)


def _nothing(*_: Any, **__: Any) -> None:
    return None


def _json(schema: GraphQLSchema) -> GraphQLScalarType:
    found = schema.type_map["Json"]
    assert isinstance(found, GraphQLScalarType)  # noqa: S101 - root.graphql declares it
    return found
