"""Numbers, names, texts, keys and JSON to draw from.

Numbers are finite and mix `int` and `float`, because both spellings must survive. Keys are uuids unless a
test asks for others.
"""

from typing import Any

from hypothesis import strategies as st

from postil.model.number import Number, Pair

BIGGEST = 2**53


def numbers(low: int = -10_000, high: int = 10_000) -> st.SearchStrategy[Number]:
    """Whole numbers and fractions between two bounds."""
    return st.integers(low, high) | st.floats(low, high, allow_nan=False)


def extents() -> st.SearchStrategy[Number]:
    """Positive lengths."""
    return st.integers(1, 10_000) | st.floats(0.001, 10_000)


def pairs() -> st.SearchStrategy[Pair]:
    """Positions."""
    return st.tuples(numbers(), numbers())


def names() -> st.SearchStrategy[str]:
    """Names of features and options: any text without surrogates, with a printable beginning."""
    alphabet = st.characters(exclude_categories=["Cs", "Cc"])
    return st.builds(
        lambda head, rest: head + rest, st.sampled_from("abcÄ名🙂"), st.text(alphabet, max_size=8)
    )


def texts() -> st.SearchStrategy[str]:
    """Any text that UTF-8 can spell."""
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def keys() -> st.SearchStrategy[str]:
    """Annotation keys that every format can spell: uuids."""
    return st.uuids().map(str)


def json_values() -> st.SearchStrategy[Any]:
    """JSON values as `ext` may hold them."""
    scalars = st.none() | st.booleans() | st.integers(-BIGGEST, BIGGEST) | numbers() | texts()
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(), inner, max_size=3),
        max_leaves=6,
    )


def json_objects() -> st.SearchStrategy[dict[str, Any]]:
    """JSON objects, mostly small."""
    return st.dictionaries(texts(), json_values(), max_size=2)
