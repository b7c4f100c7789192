"""Every root field of the schema, asked by everybody: nobody learns or does what is not theirs.

What everybody may do is in `access_table.py`, written by hand; a new field fails here until it has its line.
"""

import re
from collections.abc import Iterator
from string import Template
from typing import Any

import pytest

from postil.facades.labelbox.application import schema
from postil.facades.labelbox.graph import ROOTS, object_types
from postil.model.identity import new_uid, spell_id
from tests.facades.labelbox.access_table import ACCESS
from tests.facades.labelbox.errands import errands
from tests.facades.labelbox.installation import Client
from tests.facades.native.access_table import CALLERS, OPEN, SIGNED_IN, outcome
from tests.facades.native.town import SECRET, UNKNOWN, Town

CODES = {401: "AUTHENTICATION_ERROR", 403: "AUTHORIZATION_ERROR", 404: "RESOURCE_NOT_FOUND"}
WITH_ID = [name for name, (_, text) in ACCESS.items() if "$" in text]
USED_UP = re.compile(r"\$(?!user|dataset|project|ontology|row|job|model\b|run\b|key)")
"""Names of things that are made to be taken away; the others stay, whatever is asked."""
LISTS = [name for name, (access, _) in ACCESS.items() if access == SIGNED_IN and name.startswith("Query.")]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    made = Town(tmp_path_factory.mktemp("town"))
    yield made
    made.close()


def named(town: Town) -> dict[str, str]:
    """Return what the names in texts stand for: the things of `street`."""
    street = town.street
    things = {
        "user": street.user,
        "dataset": street.dataset,
        "project": street.project,
        "ontology": street.ontology,
        "row": street.rows[0],
        "batch": street.batch,
        "job": street.job,
        "label": street.label,
        "model": street.model,
        "run": street.run,
        "spare_model": street.made("models", {"name": f"{SECRET} spare", "ontology": street.ontology}),
        "spare_run": street.made(f"models/{street.model}/runs", {"name": new_uid()}),
    }
    operations = town.installation.application.services.operations
    result = {"count": 0, "missing": [], "more_missing": 0, "is_useless": False}
    things["registration"] = operations.record("add_run_rows", "", town.users["owner"], {}, result).uid
    words = {"key": street.keys[0], "import": f"{street.name} import", "truth": f"{street.name} truth"}
    words["predictions"] = f"{street.name} predictions"
    return {name: spell_id(uid) for name, uid in things.items()} | errands(town) | words


class Places:
    """What names stand for, made anew only when somebody may have used it up."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self.known = named(town)

    def refresh(self, name: str, caller: str) -> None:
        """Make things anew after a text that has used some up was open to its caller."""
        is_open = outcome(ACCESS[name][0], caller) is OPEN
        if is_open and name.startswith("Mutation.") and USED_UP.search(ACCESS[name][1]):
            self.known = named(self._town)


@pytest.fixture(scope="module")
def places(town: Town) -> Places:
    return Places(town)


def ask(town: Town, caller: str, name: str, places: dict[str, str]) -> Any:
    text = Template(ACCESS[name][1]).safe_substitute(places)
    return Client(town.callers[caller]).ask(text)


def codes(answer: Any) -> list[str]:
    return [error["extensions"]["code"] for error in answer.get("errors", [])]


def test_every_root_field_is_in_the_table():
    roots = {
        f"{kind.name}.{name}" for kind in object_types(schema()) if kind.name in ROOTS for name in kind.fields
    }
    assert roots - set(ACCESS) == set()


def test_every_line_of_the_table_is_a_field():
    known = {f"{kind.name}.{name}" for kind in object_types(schema()) for name in kind.fields}
    assert set(ACCESS) - known == set()


@pytest.mark.parametrize("name", ACCESS)
def test_a_field_is_open_to_those_it_is_meant_for_alone(town, places, name):
    expected, found = {}, {}
    for caller in CALLERS:
        status = outcome(ACCESS[name][0], caller)
        got = codes(ask(town, caller, name, places.known))
        places.refresh(name, caller)
        expected[caller] = CODES.get(status or 0, "open")
        found[caller] = next((code for code in got if code in CODES.values()), "open")
    assert found == expected


@pytest.mark.parametrize("name", WITH_ID)
def test_what_is_foreign_looks_like_what_does_not_exist(town, places, name):
    own, unknown = places.known, dict.fromkeys(places.known, spell_id(UNKNOWN))
    for caller in CALLERS:
        if outcome(ACCESS[name][0], caller) == 404:
            foreign, missing = ask(town, caller, name, own), ask(town, caller, name, unknown)
            assert blurred(foreign) == blurred(missing), caller


def blurred(answer: Any) -> str:
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|c[0-9a-z]{24}", "ID", str(answer))


@pytest.mark.parametrize("caller", ["stranger", "outsider"])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_tells_nothing_of_others(town, places, name, caller):
    answer = str(ask(town, caller, name, places.known))
    own = town.users[caller].email
    assert SECRET not in answer.replace(own, "")


@pytest.mark.parametrize("name", ["Query.datasets", "Query.projects"])
def test_a_member_sees_in_lists_what_the_project_has(town, places, name):
    text = str(ask(town, "viewer", name, places.known))
    assert SECRET in text
    assert "river" not in text


def test_nothing_was_open_that_has_an_id_nobody_knows(town, places):
    unknown = dict.fromkeys(places.known, spell_id(UNKNOWN))
    found = {name: codes(ask(town, "administrator", name, unknown)) for name in WITH_ID}
    assert [name for name, got in found.items() if not got] == []
