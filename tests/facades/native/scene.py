"""A project with an ontology, two data rows and a batch, made through the interface."""

import json
from typing import Any

from tests.facades.native.installation import Client

BOX = {"top": 1, "left": 2, "height": 3, "width": 4}


def ndjson(*rows: Any) -> bytes:
    """Spell rows as JSON lines."""
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def box(key: str, name: str = "car", **fields: Any) -> dict[str, Any]:
    """Return a Labelbox row that draws a box."""
    return {"dataRow": {"globalKey": key}, "name": name, "bbox": BOX, **fields}


def make_ontology(client: Client, name: str = "traffic") -> str:
    """Make an ontology with one tool and return its id."""
    body = {"name": name, "features": [{"name": "car", "kind": "box"}]}
    return client.post("/api/v1/ontologies", json=body).json()["id"]


def make_dataset(client: Client, *keys: str) -> str:
    """Make a dataset with data rows of these global keys and return its id."""
    uid = client.post("/api/v1/datasets", json={"name": "scenes"}).json()["id"]
    if keys:
        client.post(f"/api/v1/datasets/{uid}/data-rows", json={"rows": [{"global_key": key} for key in keys]})
    return uid


def make_project(client: Client, name: str = "street", *keys: str) -> str:
    """Make a project with an ontology and a batch of new data rows, and return its id."""
    ontology = make_ontology(client, f"traffic of {name}")
    uid = client.post("/api/v1/projects", json={"name": name, "ontology": ontology}).json()["id"]
    if keys:
        make_dataset(client, *keys)
        client.post(f"/api/v1/projects/{uid}/batches", json={"name": "first", "global_keys": list(keys)})
    return uid


def send(client: Client, project: str, content: bytes, **options: Any) -> Any:
    """Import a file as `boxes`, unless the options say otherwise."""
    path = f"/api/v1/projects/{project}/imports"
    return client.post(path, params={"name": "boxes", **options}, content=content)
