"""Whatever is asked, there is an answer, and what went wrong is in it."""

from typing import Any, cast

import pytest

from postil.errors import ConflictError, RetryableStoreError
from postil.facades.labelbox.call import COSTLY, Call, Options
from postil.facades.labelbox.executor import Executor, Request
from postil.facades.labelbox.graph import bind

SDL = """
scalar Json
scalar Upload
type Query {
  thing(where: Json, names: [String!]): Thing
  things(first: Int): [Thing]
  broken: Thing
  busy: Thing
}
type Mutation { make(data: Json): Json clash: Thing }
type Thing { id: ID part: Thing }
"""


def raising(error):
    def resolve(*_, **__):
        raise error

    return resolve


FIELDS = {
    "Query.thing": lambda call, source, where=None, names=None: {
        "id": (names or [None])[0],
        "part": lambda: {"id": "inner"},
    },
    "Query.things": lambda call, source, first: [{"id": str(n)} for n in range(first)],
    "Query.broken": raising(KeyError("secret of the house")),
    "Query.busy": raising(RetryableStoreError("the database is busy")),
    "Mutation.make": lambda call, source, data=None: data,
    "Mutation.clash": raising(ConflictError("there is one of that name")),
}


@pytest.fixture(scope="module")
def executor():
    return Executor(bind(SDL, FIELDS), {})


def ask(executor, text, variables: dict[str, Any] | None = None):
    call = Call(cast(Any, None), cast(Any, None), Options("http://here"))
    return executor.answer(Request(text, variables or {}), call)


def error(answer):
    (found,) = answer["errors"]
    return found["extensions"]["code"], found["extensions"]["exception"]["status"], found["message"]


def test_values_that_are_functions_are_asked_when_they_are_wanted(executor):
    assert ask(executor, "{thing{part{id}}}")["data"] == {"thing": {"part": {"id": "inner"}}}


@pytest.mark.parametrize("data", [5, "x", [], True])
def test_what_has_to_be_an_object_is_one_when_it_is_resolved(executor, data):
    answer = ask(executor, "mutation($a: Json){make(data: $a)}", {"a": data})
    assert error(answer) == ("MALFORMED_REQUEST", 400, "`data` has to be an object")


def test_what_a_literal_names_and_nobody_sent_is_not_there(executor):
    answer = ask(executor, "mutation($a: Int, $b: Int){make(data: {x: $a, y: [{z: $b}]})}", {"b": 1})
    assert answer["data"] == {"make": {"y": [{"z": 1}]}}


def test_what_is_nested_for_ever_is_malformed(executor):
    data: dict[str, Any] = {}
    for _ in range(100_000):
        data = {"a": data}
    assert error(ask(executor, "mutation($a: Json){make(data: $a)}", {"a": data}))[0] == "MALFORMED_REQUEST"


def test_an_unknown_leaf_is_null(executor):
    assert ask(executor, "{thing{colour}}") == {"data": {"thing": {"colour": None}}}


def test_the_same_field_may_be_asked_twice(executor):
    assert ask(executor, '{thing(names: ["x"]){id id}}')["data"] == {"thing": {"id": "x"}}


def test_variables_stand_inside_of_json_too(executor):
    answer = ask(executor, "mutation($a: Int!){make(data: {x: [$a], y: BARE})}", {"a": 3})
    assert answer["data"] == {"make": {"x": [3], "y": "BARE"}}


def test_what_postil_raises_has_the_code_the_package_knows(executor):
    answer = ask(executor, "mutation{clash{id}}")
    assert error(answer) == ("RESOURCE_CONFLICT", 409, "there is one of that name")
    assert answer["data"] == {"clash": None}


def test_an_error_says_where_it_was(executor):
    assert ask(executor, "mutation{again: clash{id}}")["errors"][0]["path"] == ["again"]


def test_what_may_work_later_is_tried_again_by_the_package(executor):
    assert error(ask(executor, "{busy{id}}"))[:2] == ("INTERNAL_SERVER_ERROR", 503)


def test_a_fault_of_ours_tells_nothing_of_its_inside(executor, caplog):
    code, status, message = error(ask(executor, "{broken{id}}"))
    assert (code, status) == ("INTERNAL_SERVER_ERROR", 500)
    assert "secret" not in message


def test_a_fault_of_ours_is_in_the_log_under_the_number_that_was_told(executor, caplog):
    *_, message = error(ask(executor, "{broken{id}}"))
    assert message.rpartition(" ")[2] in caplog.text


@pytest.mark.parametrize("variables", [{}, {"a": "x"}, {"a": None}, {"a": [1]}, {"a": 2**40}])
def test_variables_of_the_wrong_type_are_invalid(executor, variables):
    code, _, message = error(ask(executor, "query($a: Int!){things(first: $a){id}}", variables))
    assert code == "GRAPHQL_VALIDATION_FAILED"
    assert '"$a"' in message


def test_a_syntax_error_says_so(executor):
    code, _, message = error(ask(executor, "{thing{"))
    assert (code, message[:13]) == ("GRAPHQL_PARSE_FAILED", "Syntax Error:")


def test_an_unknown_root_field_is_named_between_double_quotes(executor):
    assert error(ask(executor, "{bbb{id}}"))[2].startswith('Cannot query field "bbb"')


def test_an_operation_has_to_be_named_where_there_are_several(executor):
    assert error(ask(executor, "query a{thing{id}} query b{thing{id}}"))[0] == "GRAPHQL_VALIDATION_FAILED"


@pytest.mark.parametrize(("things", "is_whole"), [(900, True), (1_000, False)])
def test_an_answer_of_too_many_values_is_given_up(executor, things, is_whole):
    call = Call(cast(Any, None), cast(Any, None), Options("http://here"), left=900 + COSTLY)
    answer = executor.answer(Request("query($n: Int!){things(first: $n){id}}", {"n": things}), call)
    if is_whole:
        assert len(answer["data"]["things"]) == things
    else:
        assert answer["data"] is None
        assert answer["errors"][0]["message"] == "Query complexity limit exceeded"
