"""A real server for the tests of the client, started once."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

import postil as lb
from postil.cli.demo_server import DemoServer
from postil.sdk.location import Location, locate_in


@pytest.fixture(scope="session")
def location(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Location]:
    folder = tmp_path_factory.mktemp("server")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POSTIL_ALLOWED_NETWORKS", "127.0.0.0/8")
        with DemoServer(folder):
            yield locate_in(folder)


@pytest.fixture
def client(location: Location) -> Iterator[lb.Client]:
    with lb.Client(location.key, location.url) as opened:
        yield opened


@pytest.fixture
def dataset(client: lb.Client) -> lb.Dataset:
    return client.create_dataset("a dataset")


@pytest.fixture
def key() -> str:
    return f"{uuid4()}.png"


@pytest.fixture
def project(client: lb.Client, dataset: lb.Dataset, key: str) -> lb.Project:
    """Return a project with one data row, named by `key`, and boxes of cars."""
    dataset.create_data_rows([{"global_key": key}])
    builder = lb.OntologyBuilder(tools=[lb.Tool(lb.Tool.Type.BBOX, "car")])
    made = client.create_project("a project", lb.MediaType.Image)
    made.connect_ontology(client.create_ontology("cars", builder.asdict(), lb.MediaType.Image))
    made.create_batch("a batch", global_keys=[key])
    return made


@pytest.fixture
def box(key: str) -> dict[str, object]:
    """Return a row that the project takes."""
    shape = {"top": 10, "left": 20, "height": 30, "width": 40}
    return {"name": "car", "bbox": shape, "dataRow": {"globalKey": key}}
