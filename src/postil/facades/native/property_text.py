"""Property texts: what every property and parameter of the description means."""

import inspect
import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def _texts() -> dict[str, Any]:
    path = resources.files("postil.facades.native").joinpath("properties.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def text_of(schema: str, name: str) -> str:
    """Return what a property of a type means; empty when nobody has said."""
    texts = _texts()
    near = texts.get(schema, {}).get(name, "")
    far = texts.get(name, "")
    return near or (far if isinstance(far, str) else "")


def describe_properties(schemas: dict[str, Any]) -> None:
    """Give every property of the types a description that has none, and bring those there are into shape."""
    for schema, told in schemas.items():
        told["title"] = schema
        if "description" in told:
            told["description"] = inspect.cleandoc(told["description"])
        for name, value in told.get("properties", {}).items():
            text = value.get("description") or text_of(schema, name)
            if text:
                value["description"] = text
