"""Two projects in one installation that must not know of each other, and everybody who may call.

`street` is made by its owner, who is no administrator; `river` belongs to the outsider. What has an id in
`street` is in `places`, by the segment of a path that stands before the id.
"""

import base64
import hashlib
from pathlib import Path
from typing import Any

from tests.facades.native.access_table import CALLERS, ROLES
from tests.facades.native.installation import Client, Installation
from tests.facades.native.pictures import png
from tests.facades.native.scene import box, make_ontology, ndjson, send

UNKNOWN = "0190a000-0000-7000-8000-00000000dead"
SECRET = "kept-from-others"
"""Part of every name and global key of `street`: what must never be in an answer to others."""
NUMBERS = {"parts": "1", "versions": "1", "assets": "0", "tasks": str(2**53 - 1)}
"""What stands in a path for a thing that does not exist, where things are known by number."""
MASK = b"bytes of a mask"
PICTURE = png(1_000, 800)
"""What the first data row shows; larger than any box about it."""


class Side:
    """A project with one of everything, made by a user who is no administrator.

    The first of its three data rows has content. Two of them are in the project. All that people say is
    about the first, whose task is `labelled`; `task` is about the other, which nobody has labelled, so that
    what one test does with it is the same for the next.
    """

    def __init__(self, client: Client, name: str) -> None:
        self.client, self.name = client, name
        self.keys = [f"{name}-{letter}.jpg" for letter in "abc"]
        self.ontology = make_ontology(client, f"{name} ontology")
        self.dataset = self.made("datasets", {"name": f"{name} scenes"})
        self.rows = self.made_rows(f"/api/v1/datasets/{self.dataset}")
        self.project = self.made("projects", {"name": f"{name} project", "ontology": self.ontology})
        path = f"projects/{self.project}"
        batch = {"name": f"{name} batch", "global_keys": [self.keys[0], self.keys[2]]}
        self.batch = client.post(f"/api/v1/{path}/batches", json=batch).json()["batch"]["id"]
        listed = client.get(f"/api/v1/{path}/tasks").json()["items"]
        tasks = {one["data_row"]: one["id"] for one in listed}
        self.labelled, self.task = tasks[self.rows[0]], tasks[self.rows[2]]
        rows_sent = ndjson(box(self.keys[0]), box("nothing.jpg"))
        self.job = send(client, self.project, rows_sent, name=f"{name} import").json()["id"]
        send(client, self.project, ndjson(box(self.keys[0])), name=f"{name} truth", purpose="ground_truth")
        self.label = client.get(f"/api/v1/{path}/labels").json()["items"][0]["id"]
        opened = client.post(f"/api/v1/{path}/tasks/{self.labelled}/open")
        tag = {"if-match": opened.headers["etag"]}
        submitted = client.post(f"/api/v1/drafts/{opened.json()['id']}/submit", json={}, headers=tag)
        assert submitted.status_code == 200, submitted.text
        self.draft = client.post(f"/api/v1/{path}/tasks/{self.labelled}/open").json()["id"]
        self.comment = self.made(f"{path}/tasks/{self.task}/comments", {"text": f"{name} comment"})
        self.model = self.made("models", {"name": f"{name} model", "ontology": self.ontology})
        self.run = self.made(f"models/{self.model}/runs", {"name": f"{name} run"})
        client.post(f"/api/v1/model-runs/{self.run}/data-rows", json={"global_keys": self.keys[:1]})
        predicted = {"content": ndjson(box(self.keys[0])), "params": {"name": f"{name} predictions"}}
        self.predictions = client.post(f"/api/v1/model-runs/{self.run}/imports", **predicted).json()["id"]
        self.recipe = self.made(f"{path}/recipes", {"name": f"{name} recipe", "features": {"Car": "car"}})
        hook = {"url": f"https://{name}.example", "events": ["import.finished"]}
        self.hook = self.made(f"{path}/webhooks", hook)
        self.message = client.post(f"/api/v1/webhooks/{self.hook}/ping").json()["id"]
        announced = {"size": 7, "sha256": "0" * 64, "options": {"name": f"{name} upload"}}
        upload = client.post(f"/api/v1/{path}/uploads", json=announced).json()["upload"]
        self.upload = upload["id"]
        self.key, self.email = self._key()
        field = {"name": f"field {len(name)}", "kind": "enum", "options": ["sun"]}
        self.field = self.made("metadata-fields", field)
        self.user = client.get("/api/v1/whoami").json()["id"]

    def _key(self) -> tuple[str, str]:
        """Make a key and return its id, and whose it is."""
        key = self.client.post("/api/v1/keys", json={"name": f"{self.name} key"}).json()["key"]
        return key["id"], key["user"]

    def made(self, path: str, body: dict[str, Any]) -> str:
        """Make something and return its id."""
        answer = self.client.post(f"/api/v1/{path}", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def made_rows(self, path: str) -> list[str]:
        """Make the data rows and return their ids."""
        named = {"global_key": self.keys[0]}
        picture = self.client.post(f"{path}/uploads", params=named, content=PICTURE).json()
        rows = {"rows": [{"global_key": key} for key in self.keys[1:]]}
        outcomes = self.client.post(f"{path}/data-rows", json=rows).json()["outcomes"]
        return [one["id"] for one in (picture, *outcomes)]

    @property
    def places(self) -> dict[str, str]:
        """Return what an id in a path stands for, by the segment before it."""
        return {
            "projects": self.project,
            "datasets": self.dataset,
            "data-rows": self.rows[0],
            "ontologies": self.ontology,
            "imports": self.job,
            "models": self.model,
            "model-runs": self.run,
            "recipes": self.recipe,
            "webhooks": self.hook,
            "deliveries": self.message,
            "uploads": self.upload,
            "tasks": str(self.task),
            "labels": self.label,
            "versions": "1",
            "drafts": self.draft,
            "comments": self.comment,
            "parts": "1",
            "assets": "0",
            "users": self.user,
            "keys": self.key,
            "metadata-fields": self.field,
            "blobs": hashlib.sha256(MASK).hexdigest(),
        }


class Town:
    """The installation, its two sides and its callers."""

    def __init__(self, folder: Path) -> None:
        self.installation = Installation(folder)
        users = {name: self.installation.user(f"{name}@{SECRET}.example") for name in (*ROLES, "outsider")}
        users["stranger"] = self.installation.user("stranger@example.org")
        self.users = users
        self.callers = {name: self.installation.client_of(user) for name, user in users.items()}
        self.callers |= {"nobody": self.installation.client(), "administrator": self.installation.admin()}
        assert set(self.callers) == set(CALLERS)
        self.street = Side(self.callers["owner"], SECRET)
        self.river = Side(self.callers["outsider"], "river")
        for role in ROLES:
            body = {"email": users[role].email, "role": role}
            path = f"/api/v1/projects/{self.street.project}/members"
            assert self.callers["owner"].put(path, json=body).status_code == 200
        self.installation.application.services.blobs.put(MASK)

    def path(self, template: str, places: dict[str, str] | None = None) -> str:
        """Fill the ids of `street` into a path, or other ones."""
        known = {**self.street.places, "members": self.users["viewer"].uid, **(places or {})}
        segments = template.split("/")
        for at, segment in enumerate(segments):
            if segment.startswith("{"):
                assert segments[at - 1] in known, f"say in town.py what {segment} of {template} stands for"
                segments[at] = known[segments[at - 1]]
        return "/".join(segments)

    def close(self) -> None:
        """Stop it."""
        self.installation.close()


def digest(content: bytes) -> dict[str, str]:
    """Spell the header a part is sent with."""
    return {"content-digest": f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"}
