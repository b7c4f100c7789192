"""Exports name masks at the address their reader has reached, whichever interface is asked."""

import base64
import json
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.facades.labelbox.installation import Client, Installation
from tests.facades.labelbox.test_exports import PROJECT, asked, fetched
from tests.facades.native.installation import LOCAL_TOKEN
from tests.facades.native.scene import make_dataset, ndjson, send

HOST = "localhost:9000"
LABELS = "query($p: ID!){project(where: {id: $p}){labels(skip: 0 first: 9){label}}}"


class Place:
    """A project with a mask on its data row, and a client that has reached the server by a name."""

    def __init__(self, installation: Installation) -> None:
        admin = installation.labelbox()
        make_dataset(admin.http, "masked.jpg")
        body = {"name": "painting", "features": [{"name": "paint", "kind": "mask"}]}
        ontology = admin.http.post("/api/v1/ontologies", json=body).json()["id"]
        self.project = admin.http.post(
            "/api/v1/projects", json={"name": "masks", "ontology": ontology}
        ).json()["id"]
        batch = {"name": "all", "global_keys": ["masked.jpg"]}
        admin.http.post(f"/api/v1/projects/{self.project}/batches", json=batch)
        row = {"name": "paint", "dataRow": {"globalKey": "masked.jpg"}, "mask": {"png": _png()}}
        job = send(admin.http, self.project, ndjson(row), name="truth", purpose="ground_truth")
        assert job.json()["counts"]["accepted"] == 1, job.text
        self.client = Client(installation.client(LOCAL_TOKEN, host=HOST))


def _png() -> str:
    stream = BytesIO()
    Image.new("L", (640, 480), 1).save(stream, "PNG")
    return base64.b64encode(stream.getvalue()).decode()


def _mask(row: dict, project: str) -> str:
    [label] = row["projects"][project]["labels"]
    [found] = label["annotations"]["objects"]
    url: str = found.get("composite_mask", found.get("mask"))["url"]
    return url


def _by_rest(place: Place) -> str:
    answer = place.client.http.get(f"/api/v1/projects/{place.project}/export?format=labelbox_export")
    row = json.loads(answer.text)
    return _mask(row, next(iter(row["projects"])))


def _by_graphql(place: Place) -> str:
    begun = place.client.gql(PROJECT, asked({"projectId": place.project}, [], {}))["exportDataRowsInProject"]
    [row] = fetched(place.client, begun)
    return _mask(row, next(iter(row["projects"])))


def _by_label(place: Place) -> str:
    [label] = place.client.gql(LABELS, {"p": place.project})["project"]["labels"]
    [found] = json.loads(label["label"])["objects"]
    url: str = found.get("composite_mask", found.get("mask"))["url"]
    return url


WAYS = [_by_rest, _by_graphql, _by_label]


@pytest.fixture(scope="module")
def reached(installation: Installation) -> Place:
    return Place(installation)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory):
    folder: Path = tmp_path_factory.mktemp("public")
    made = Installation(folder / "data", public_url="https://labels.example.org/")
    yield Place(made)
    made.close()


@pytest.mark.parametrize("way", WAYS)
def test_a_mask_is_where_the_client_has_reached_the_server(reached: Place, way):
    assert way(reached).startswith(f"http://{HOST}/api/v1/blobs/")


@pytest.mark.parametrize("way", WAYS)
def test_a_public_address_is_used_whatever_the_client_has_reached(public: Place, way):
    assert way(public).startswith("https://labels.example.org/api/v1/blobs/")


def test_a_mask_can_be_fetched_where_it_is_said_to_be(reached: Place):
    client: Client = reached.client
    with Image.open(BytesIO(client.http.get(_by_rest(reached)).content)) as picture:
        assert picture.size == (640, 480)
