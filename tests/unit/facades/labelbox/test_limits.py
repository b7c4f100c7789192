"""A text is weighed with its fragments where they are spread, before anything else is done with it."""

import pytest
from graphql import parse

from postil.facades.labelbox.limits import (
    MOST_DEPTH,
    MOST_FIELDS,
    MOST_ROOTS,
    ComplexityError,
    demand_bounded,
)


def nested(depth):
    return "{" + "a{" * (depth - 1) + "a" + "}" * (depth - 1) + "}"


def test_a_text_of_the_package_is_bounded():
    demand_bounded(parse("query($a: ID!){project(where: {id: $a}){id name ontology{id}}}"))


def test_the_deepest_text_is_bounded():
    demand_bounded(parse(nested(MOST_DEPTH)))


def test_a_deeper_text_is_refused():
    with pytest.raises(ComplexityError):
        demand_bounded(parse(nested(MOST_DEPTH + 1)))


@pytest.mark.parametrize("more", [0, 1])
def test_fields_are_counted(more):
    document = parse("{a{" + " ".join(f"x{n}:b" for n in range(MOST_FIELDS - 1 + more)) + "}}")
    if more:
        with pytest.raises(ComplexityError):
            demand_bounded(document)
    else:
        demand_bounded(document)


def test_many_root_fields_are_refused():
    with pytest.raises(ComplexityError):
        demand_bounded(parse("{" + " ".join(f"x{n}:a" for n in range(MOST_ROOTS + 1)) + "}"))


def test_fragments_that_double_themselves_are_refused():
    fragments = "".join(f"fragment f{n} on T {{x:a{{...f{n + 1}}} y:a{{...f{n + 1}}}}}" for n in range(14))
    with pytest.raises(ComplexityError):
        demand_bounded(parse("{...f0}" + fragments + "fragment f14 on T {a}"))


def test_inline_fragments_without_a_field_are_nested_so_deep_only():
    with pytest.raises(ComplexityError):
        demand_bounded(parse("{" + "...{" * 100 + "a" + "}" * 101))


def test_a_fragment_that_spreads_itself_is_left_to_validation():
    demand_bounded(parse("{...f} fragment f on T {a ...f}"))
