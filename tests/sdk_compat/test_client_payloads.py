"""Those of the 69 mistakes that no annotation type can make, made with the client, on a server."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

import postil as lb
from postil.cli.demo_server import DemoServer
from postil.errors import PostilError
from postil.sdk.location import locate_in
from tests.sdk_compat.test_client_cases import CASES
from tests.sdk_compat.test_python_cases import NOT_OF_TYPES

BOX = {"name": "car", "bbox": {"top": 1, "left": 1, "height": 9, "width": 9}}


class Bench:
    """A server with a project that takes boxes and points."""

    def __init__(self, client: lb.Client) -> None:
        self.client, self.key = client, f"{uuid4()}.png"
        client.create_dataset("images").create_data_rows([{"global_key": self.key}])
        tools = [lb.Tool(lb.Tool.Type.BBOX, "car"), lb.Tool(lb.Tool.Type.POINT, "wheel")]
        questions = [lb.Classification(lb.Classification.Type.RADIO, "weather", options=[lb.Option("sunny")])]
        builder = lb.OntologyBuilder(tools=tools, classifications=questions)
        self.ontology = client.create_ontology("cars", builder.asdict())
        self.project = client.create_project("street")
        self.project.connect_ontology(self.ontology)
        self.project.create_batch("all", global_keys=[self.key])

    def codes(self, payload: Any) -> set[str]:
        """Import, and return the codes of all refusals."""
        job = lb.MALPredictionImport.create_from_objects(self.client, self.project.uid, str(uuid4()), payload)
        return {error["name"] for row in job.errors for error in row["errors"]}

    def on(self, data_row: dict[str, Any]) -> set[str]:
        """Import one box."""
        return self.codes([BOX | {"dataRow": data_row}])

    def define(self, tools: list[Any], classifications: list[Any]) -> None:
        """Store an ontology."""
        normalized = {"tools": tools, "classifications": classifications}
        self.client.create_ontology(str(uuid4()), normalized)

    def points_by_id(self, count: int) -> set[str]:
        """Import points that name their feature by its id alone."""
        wheel = next(one for one in self.ontology.tools() if one.name == "wheel")
        row = {"schemaId": wheel.feature_schema_id, "dataRow": {"globalKey": self.key}}
        return self.codes([row | {"point": {"x": n % 2000, "y": n // 2000}} for n in range(count)])


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("server")
    with DemoServer(folder):
        location = locate_in(folder)
        with lb.Client(location.key, location.url) as client:
            yield Bench(client)


RADIO = {"type": "radio", "name": "r"}
MISTAKES: dict[str, Callable[[Bench], Any]] = {
    "label dict annotation": lambda it: it.codes(
        [{"name": "weather", "answer": {"name": "sunny"}, "dataRow": {"globalKey": it.key}}]),
    "payload not a list": lambda it: it.codes({}),
    "payload empty": lambda it: it.codes([]),
    "row without dataRow": lambda it: it.codes([BOX]),
    "dataRow both": lambda it: it.on({"id": "a", "globalKey": "b"}),
    "dataRow empty": lambda it: it.on({}),
    "5001 by schemaId only (no name)": lambda it: it.points_by_id(5001),
    "ontology radio no options": lambda it: it.define([], [RADIO | {"options": []}]),
    "ontology duplicate tool": lambda it: it.define(
        [{"tool": "rectangle", "name": "b"}, {"tool": "polygon", "name": "b"}], []),
    "ontology duplicate option": lambda it: it.define(
        [], [RADIO | {"options": [{"value": "a"}, {"value": "a"}]}]),
    "ontology two prompts": lambda it: it.define(
        [], [{"type": "prompt", "name": "p"}, {"type": "prompt", "name": "q"}]),
}  # fmt: skip


def test_every_case_the_types_cannot_make_is_here():
    assert set(MISTAKES) == NOT_OF_TYPES


@pytest.mark.parametrize("name", sorted(MISTAKES))
def test_a_mistake_has_the_code_it_has_in_a_file(bench, name):
    try:
        found = MISTAKES[name](bench)
    except PostilError as error:
        found = {error.code}
    assert found == {CASES[name].code} - {""}
