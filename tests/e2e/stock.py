"""Stock: makes what pages show, over HTTP, with photographs scikit-image comes with."""

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
import skimage

from tests.e2e.server import RunningServer

PHOTOGRAPHS = Path(skimage.__file__).parent / "data"
PICTURES = ("astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg")
"""512x512, 451x300, 600x400 and 640x427 pixels; each is in the wheel of scikit-image."""

TRAFFIC: tuple[dict[str, Any], ...] = (
    {"name": "car", "kind": "box", "color": "#d9480f"},
    {"name": "person", "kind": "polygon", "color": "#1971c2"},
    {"name": "weather", "kind": "radio", "children": [
        {"name": "sunny", "kind": "option"}, {"name": "rainy", "kind": "option"},
    ]},
)  # fmt: skip
"""Features of a small ontology: a box, a polygon and a question about the whole picture."""

Row = Mapping[str, Any]


class Stock:
    """Acts as the administrator of a server, or as whom `client` signs in."""

    def __init__(self, server: RunningServer, client: httpx.Client | None = None) -> None:
        self.server = server
        self.client = client or server.client()

    def __enter__(self) -> Self:
        """Return the stock."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        self.client.close()

    def ask(self, method: str, path: str, **options: Any) -> Any:
        """Send a request below `/api/v1` and return what was answered.

        Raises:
            AssertionError: It was refused.
        """
        answer = self.client.request(method, path, **options)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def user(self, email: str, name: str = "", *, is_admin: bool = False) -> str:
        """Make a user; returns the id."""
        body = {"email": email, "name": name, "is_admin": is_admin}
        return str(self.ask("POST", "/users", json=body)["id"])

    def member(self, project: str, email: str, role: str) -> None:
        """Give a user a role in a project."""
        self.ask("PUT", f"/projects/{project}/members", json={"email": email, "role": role})

    def dataset(self, name: str = "photographs", pictures: Sequence[str] = PICTURES) -> str:
        """Make a dataset with photographs; their names are their global keys. Returns the id."""
        uid = str(self.ask("POST", "/datasets", json={"name": name})["id"])
        for picture in pictures:
            self.upload(uid, picture, (PHOTOGRAPHS / picture).read_bytes())
        return uid

    def upload(self, dataset: str, global_key: str, content: bytes, media_type: str = "image") -> str:
        """Make a data row of bytes; returns the id."""
        query = {"global_key": global_key, "media_type": media_type}
        return str(self.ask("POST", f"/datasets/{dataset}/uploads", params=query, content=content)["id"])

    def text(self, dataset: str, global_key: str, text: str) -> None:
        """Make a data row of a text."""
        row = {"global_key": global_key, "media_type": "text", "text": text}
        self.ask("POST", f"/datasets/{dataset}/data-rows", json={"rows": [row]})

    def ontology(self, name: str = "traffic", features: Iterable[Row] = TRAFFIC) -> str:
        """Make an ontology; returns the id."""
        return str(self.ask("POST", "/ontologies", json={"name": name, "features": list(features)})["id"])

    def project(self, name: str = "street", ontology: str | None = None, **more: Any) -> str:
        """Make a project; returns the id."""
        body = {"name": name, "ontology": ontology or self.ontology(), **more}
        return str(self.ask("POST", "/projects", json=body)["id"])

    def batch(
        self, project: str, global_keys: Sequence[str] = PICTURES, name: str = "first", **more: Any
    ) -> None:
        """Send data rows to a project."""
        body = {"name": name, "global_keys": list(global_keys), **more}
        self.ask("POST", f"/projects/{project}/batches", json=body)

    def import_(self, project: str, rows: Iterable[Row], name: str = "boxes.ndjson", **query: Any) -> Any:
        """Import rows, by default pre-labels as Labelbox's NDJSON; returns the import when it has ended."""
        content = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
        query = {"name": name, "source_name": name, "format": "labelbox", **query}
        job = self.ask("POST", f"/projects/{project}/imports", params=query, content=content)
        while job["state"] in ("queued", "running") or not job.get("is_complete", True):
            time.sleep(0.05)
            job = self.ask("GET", f"/imports/{job['id']}")
        return job


def box(global_key: str, left: int, top: int, width: int, height: int, **more: Any) -> dict[str, Any]:
    """Return a row of Labelbox's NDJSON: a car in a box, in pixels."""
    bbox = {"left": left, "top": top, "width": width, "height": height}
    return {"dataRow": {"globalKey": global_key}, "name": "car", "bbox": bbox, **more}
