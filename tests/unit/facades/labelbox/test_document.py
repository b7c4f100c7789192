"""Texts are prepared once; what is not known in them is null, refused or an error, as it deserves."""

import logging

import pytest
from graphql import GraphQLError, print_ast

from postil.errors import UnsupportedError
from postil.facades.labelbox.document import MOST_KEPT, Documents, InvalidTextError
from postil.facades.labelbox.field import Fields
from postil.facades.labelbox.graph import bind
from postil.facades.labelbox.limits import ComplexityError

SDL = """
scalar Json
type Query { thing(where: Json): Thing }
type Mutation { make(data: Json): Thing }
type Thing { id: ID part: Thing }
"""


@pytest.fixture
def documents():
    fields: Fields = {"Query.thing": lambda *_, **__: {}, "Mutation.make": lambda *_, **__: {}}
    return Documents(bind(SDL, fields), {"cloned": "it is not there yet"})


def test_the_same_text_is_prepared_once(documents):
    assert documents.prepare("{thing{id}}") is documents.prepare("{thing{id}}")


def test_the_text_used_longest_ago_is_forgotten_first(documents):
    kept, forgotten = documents.prepare("{thing{id}}"), documents.prepare("{thing{id }}")
    for n in range(MOST_KEPT - 1):
        documents.prepare("{thing{id}}")
        documents.prepare(f"{{x{n}:thing{{id}}}}")
    assert documents.prepare("{thing{id}}") is kept
    assert documents.prepare("{thing{id }}") is not forgotten


def test_long_texts_are_not_kept(documents):
    text = f"{{thing(where: [{'1,' * 5_000}]){{id}}}}"
    assert documents.prepare(text) is not documents.prepare(text)


def test_a_leaf_that_is_not_known_is_replaced_and_counted(documents, caplog):
    for _ in range(2):
        found = documents.prepare("{thing{id colour}}")
    assert "colour: _unknown" in print_ast(found.document)
    assert documents.unknown_leaves == {"Thing.colour": 2}


def test_a_leaf_that_is_not_known_is_logged_once(documents, caplog):
    with caplog.at_level(logging.WARNING):
        documents.prepare("{thing{colour}}")
        documents.prepare("{thing{colour size}}")
    assert [one.getMessage().count("Thing.colour") for one in caplog.records] == [1, 0]


def test_the_alias_of_an_unknown_leaf_stays(documents):
    assert "shade: _unknown" in print_ast(documents.prepare("{thing{shade: colour(a: 1)}}").document)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{nothing{id}}", "nothing"),
        ("{nothing}", "nothing"),
        ("{thing(name: 1){id}}", "name"),
        ("{thing{whole{id}}}", "whole"),
        ("query($a: Nope){thing(where: $a){id}}", "Nope"),
        ("{thing}", "thing"),
        ("{...f} fragment f on Query {thing{id} ...f}", "f"),
    ],
)
def test_what_is_not_known_is_named(documents, text, said):
    with pytest.raises(InvalidTextError, match=said):
        documents.prepare(text)


def test_what_is_not_served_says_why(documents):
    with pytest.raises(UnsupportedError, match="cloned is not served here: it is not there yet"):
        documents.prepare("mutation($a: Whatever){cloned(with: $a){anything}}")


def test_subscriptions_are_not_served(documents):
    with pytest.raises(UnsupportedError):
        documents.prepare("subscription{thing{id}}")


@pytest.mark.parametrize("text", ["", "{", "thing", "{thing{id}} }", "{" * 50_000, '{thing(where: "'])
def test_what_is_no_graphql_is_a_syntax_error(documents, text):
    with pytest.raises(GraphQLError, match="Syntax Error"):
        documents.prepare(text)


def test_a_text_of_very_many_tokens_is_given_up(documents):
    with pytest.raises(GraphQLError, match="tokens"):
        documents.prepare("{thing{" + "id " * 100_000 + "}}")


def test_a_very_long_text_is_not_even_parsed(documents):
    with pytest.raises(ComplexityError):
        documents.prepare("{thing{id}}" + " " * 10_000_000)
