"""What the official package raises for what is refused, and in which words."""

from typing import Any

import pytest

from tests.sdk_compat.official.office import Office


@pytest.fixture(scope="module")
def told(office: Office) -> Any:
    location = office.location
    return office.run_alone("refusals.py", location.url, location.key)


@pytest.mark.parametrize(
    ("what", "raised"),
    [
        ("a key that is not valid", "AuthenticationError"),
        ("no such project", "ResourceNotFoundError"),
        ("no such dataset", "ResourceNotFoundError"),
        ("an id of no form", "ResourceNotFoundError"),
        ("no such ontology", "ResourceNotFoundError"),
        ("no such global key", "ResourceNotFoundError"),
        ("no such model", "ResourceNotFoundError"),
        ("unknown field", "InvalidQueryError"),
        ("a syntax error", "InvalidQueryError"),
        ("an argument that is missing", "InvalidQueryError"),
        ("too deep", "ValidationFailedError"),
        ("an operation that is not served", "OperationNotAllowedException"),
        ("a batch of a name that is taken", "ResourceConflict"),
        ("a batch of unknown keys", "MalformedQueryException"),
        ("a batch of what is there already", "MalformedQueryException"),
        ("rows of another shape", "MalformedQueryException"),
        ("an export of nothing", "MalformedQueryException"),
    ],
)
def test_a_refusal_is_an_exception_of_the_package(told, what, raised):
    assert told[what][0] == raised, told[what]


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("unknown field", 'Cannot query field "bbb"'),
        ("a syntax error", "Syntax Error:"),
        ("a batch of unknown keys", "Data rows with the following global keys do not exist: key1."),
        ("an operation that is not served", "createWebhook"),
        ("groups", "userGroupV2"),
        ("an unused ontology that is not there", "ontology"),
    ],
)
def test_a_refusal_says_what_is_wrong(told, what, words):
    assert words in told[what][1]


def test_a_priority_that_is_none_is_refused_by_some_exception_of_the_package(told):
    assert told["a priority that is none"][0] != "nothing"


def test_a_query_of_what_is_not_there_returns_nothing(told):
    assert told["what is not there, by hand"] in (["nothing", "None"], ["nothing", "{'project': None}"])


def test_a_leaf_nobody_knows_is_null(told):
    assert told["a leaf nobody knows"] == ["nothing", "None"]
