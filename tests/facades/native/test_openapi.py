"""The description as somebody reads it who writes a program against it: complete, consistent, said once."""

import json
import re
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from postil.facades.native.errors import TITLES
from postil.facades.native.openapi import describe
from postil.facades.native.table import ROUTES

DOCUMENT = describe(ROUTES)
SCHEMAS = DOCUMENT["components"]["schemas"]
OPERATIONS = {
    operation["operationId"]: operation for path in DOCUMENT["paths"].values() for operation in path.values()
}
# The nouns are those of the glossary; a new verb is a decision.
VERBS = {
    *("cancel", "check", "commit", "complete", "count", "create", "delete", "get", "list", "ping", "preview"),
    *("put", "redeliver", "redo", "resume", "retry", "revoke", "save", "set", "stream", "suggest", "undo"),
    *("update", "upload", "import", "open", "close", "take", "assign", "prioritise"),
    *("skip", "submit", "restore", "approve", "reject"),
}


def walk(value: Any, place: str = "") -> Any:
    """Yield every object of the document outside of examples, with its place."""
    if isinstance(value, dict):
        yield place, value
        for name, part in value.items():
            if name != "example":
                yield from walk(part, f"{place}/{name}")
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from walk(part, f"{place}/{index}")


def test_the_description_is_openapi():
    assert [error.message for error in OpenAPIV31SpecValidator(DOCUMENT).iter_errors()] == []


def test_every_type_says_what_it_is():
    assert [name for name, schema in SCHEMAS.items() if not schema.get("description")] == []


def test_every_property_says_what_it_means():
    """What is missing here belongs into facades/native/properties.toml."""
    silent = [
        f"{schema}.{name}"
        for schema, told in SCHEMAS.items()
        for name, value in told.get("properties", {}).items()
        if not value.get("description")
    ]
    assert silent == []


def test_every_parameter_says_what_it_means():
    silent = [
        f"{name} {one['name']}"
        for name, operation in OPERATIONS.items()
        for one in operation["parameters"]
        if "$ref" not in one and not one.get("description")
    ]
    assert silent == []


def test_descriptions_are_paragraphs_and_not_indented_code():
    texts = [
        (place, one["description"])
        for place, one in walk(DOCUMENT)
        if isinstance(one.get("description"), str)
    ]
    assert [place for place, text in texts if re.search(r"\n {2,}", text)] == []


def test_every_tag_is_described_and_used():
    described = {tag["name"]: tag["description"] for tag in DOCUMENT["tags"]}
    used = {tag for operation in OPERATIONS.values() for tag in operation["tags"]}
    assert used == set(described)
    assert [name for name, text in described.items() if not text] == []


def test_operations_are_named_by_verb_and_noun():
    assert [name for name in OPERATIONS if not re.fullmatch(r"[a-z]+(_[a-z]+)+", name)] == []
    assert {name.partition("_")[0] for name in OPERATIONS} <= VERBS


def test_an_operation_of_a_method_has_a_verb_of_its_kind():
    kinds = {
        "get": {"check", "count", "get", "list", "preview", "stream"},
        "delete": {"delete", "revoke", "cancel"},
    }
    wrong = [
        operation["operationId"]
        for path in DOCUMENT["paths"].values()
        for method, operation in path.items()
        if method in kinds and operation["operationId"].partition("_")[0] not in kinds[method]
    ]
    assert wrong == []


def test_an_empty_answer_has_no_content():
    told = [
        name for name, operation in OPERATIONS.items() if "content" in operation["responses"].get("204", {})
    ]
    assert told == []


def test_no_type_is_spelled_out_where_it_is_used():
    assert [place for place, one in walk(DOCUMENT["paths"]) if "properties" in one] == []


def test_every_component_is_used():
    text = json.dumps(DOCUMENT)
    unused = [
        f"{kind}/{name}"
        for kind, found in DOCUMENT["components"].items()
        if kind != "securitySchemes"
        for name in found
        if f'#/components/{kind}/{name}"' not in text
    ]
    assert unused == []


def test_types_have_names_a_program_can_use():
    assert [name for name in SCHEMAS if not re.fullmatch(r"[A-Z][A-Za-z0-9]+", name)] == []
    assert [name for name, schema in SCHEMAS.items() if schema["title"] != name] == []


def test_the_kinds_of_problems_are_listed():
    listed = SCHEMAS["Problem"]["properties"]["type"]["enum"]
    assert sorted(listed) == sorted({f"urn:postil:problem:{kind}" for kind, _ in TITLES.values()})


def test_problems_are_problem_details_wherever_they_are():
    for operation in OPERATIONS.values():
        for status, answer in operation["responses"].items():
            told = answer
            if "$ref" in answer:
                told = DOCUMENT["components"]["responses"][answer["$ref"].rpartition("/")[2]]
            if status == "default" or status >= "400":
                assert list(told["content"]) == ["application/problem+json"]


def test_keys_and_sessions_are_described():
    schemes = DOCUMENT["components"]["securitySchemes"]
    assert {name for one in DOCUMENT["security"] for name in one} == set(schemes)
    assert all(scheme["description"] for scheme in schemes.values())
    assert all(server["description"] for server in DOCUMENT["servers"])


def examples() -> Any:
    for name, operation in OPERATIONS.items():
        contents = [operation.get("requestBody", {}), *operation["responses"].values()]
        for number, content in enumerate(contents):
            for media in content.get("content", {}).values():
                if "example" in media:
                    yield pytest.param(media["schema"], media["example"], id=f"{name}-{number}")


@pytest.mark.parametrize(("schema", "example"), list(examples()))
def test_examples_are_what_the_types_say(schema, example):
    """Judged by another program than the one that decodes requests."""
    OAS31Validator({**schema, "components": DOCUMENT["components"]}).validate(example)


@pytest.mark.parametrize("name", sorted(name for name, one in OPERATIONS.items() if "requestBody" in one))
def test_what_takes_json_and_answers_it_shows_both(name):
    body = OPERATIONS[name]["requestBody"]["content"].get("application/json")
    assert body is None or "example" in body
