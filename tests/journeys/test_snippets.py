"""The programs a project offers are copied as they are, and run."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from tests.journeys.conftest import TIMEOUT_S, Desk

OPTIONS: list[dict[str, Any]] = [{"name": "sunny", "kind": "option"}, {"name": "grey sky", "kind": "option"}]
WEATHER: dict[str, Any] = {"name": "weather", "kind": "radio", "children": OPTIONS}
PARTS: dict[str, Any] = {"name": "parts", "kind": "checklist", "children": OPTIONS}
DEEP: dict[str, Any] = {
    "name": "place",
    "kind": "radio",
    "children": [{"name": "town", "kind": "option", "children": [{**PARTS, "name": "quarters"}]}],
}
QUESTIONS: list[dict[str, Any]] = [
    WEATHER,
    PARTS,
    DEEP,
    {"name": "remark", "kind": "text", "min_characters": 40},
    {"name": "how many", "kind": "number"},
    {"name": "quality", "kind": "rating"},
    {"name": "day", "kind": "datetime"},
]
BOX: dict[str, Any] = {
    "name": "car",
    "kind": "box",
    "children": [{**WEATHER, "name": "colour", "is_required": True}],
}
DRAWN: list[dict[str, Any]] = [
    BOX,
    {"name": "für €", "kind": "polygon"},
    {"name": "class", "kind": "polyline"},
    {"name": "door handle", "kind": "point"},
    {"name": "sky", "kind": "mask"},
    {"name": "wheel", "kind": "ellipse"},
    {"name": "beside", "kind": "relationship"},
    {"name": "behind", "kind": "relationship", "constraints": [["car", "sky"]]},
]
MESSAGES: list[dict[str, Any]] = [
    {"messageId": "m1", "content": "Hello there", "user": {"userId": "u", "name": "U"}}
]
MEDIA: dict[str, tuple[list[dict[str, Any]], dict[str, Any]]] = {
    "image": (DRAWN, {}),
    "text": ([{"name": "person", "kind": "text_entity"}], {"inline": "Ada met Grace in London."}),
    "conversation": ([{"name": "person", "kind": "text_entity"}], {"inline": MESSAGES}),
    "video": ([BOX, {"name": "spot", "kind": "point"}, {"name": "path", "kind": "polyline"}], {}),
    "document": ([BOX], {}),
    "geospatial": ([BOX, {"name": "field", "kind": "polygon"}, {"name": "spot", "kind": "point"}], {}),
    "audio": ([{"name": "speech", "kind": "time_range"}], {}),
    "html": ([], {}),
}


class Street:
    """A server at a desk, reached with a key, as a script of another machine would."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        (self.url,) = re.findall(r"http://127\.0\.0\.1:\d+", desk.serve())
        self.key = desk.run("key", "create", "snippets").split()[0]
        self.named = 0
        self.client = httpx.Client(base_url=self.url, headers={"authorization": f"Bearer {self.key}"})

    def project(self, media_type: str, features: list[dict[str, Any]], row: dict[str, Any]) -> str:
        """Make a project with one data row and return its id."""
        made = [self._made("ontologies", name=self.fresh(), media_type=media_type, features=features)]
        made.append(self._made("projects", name=self.fresh(), media_type=media_type, ontology=made[0]))
        dataset = self._made("datasets", name=media_type)
        key = f"one {made[1]}"
        rows = {"rows": [{"global_key": key, "media_type": media_type, **row}]}
        assert self.client.post(f"/api/v1/datasets/{dataset}/data-rows", json=rows).is_success
        if media_type == "image":
            key = self._upload(dataset)
        batch = {"name": "first", "global_keys": [key]}
        assert self.client.post(f"/api/v1/projects/{made[1]}/batches", json=batch).is_success
        return made[1]

    def fresh(self) -> str:
        """Return a name nothing has."""
        self.named += 1
        return f"thing {self.named}"

    def _upload(self, dataset: str) -> str:
        path = self.desk.home / "picture.png"
        Image.new("RGB", (321, 97)).save(path)
        query = {"global_key": f"picture {dataset}"}
        sent = self.client.post(
            f"/api/v1/datasets/{dataset}/uploads", params=query, content=path.read_bytes()
        )
        assert sent.is_success, sent.text
        return query["global_key"]

    def _made(self, what: str, **fields: Any) -> str:
        answer = self.client.post(f"/api/v1/{what}", json=fields)
        assert answer.is_success, answer.text
        return str(answer.json()["id"])

    def snippets(self, project: str, **query: str) -> dict[str, Any]:
        told: dict[str, Any] = self.client.get(f"/api/v1/projects/{project}/snippets", params=query).json()
        return told

    def counts(self, project: str) -> list[tuple[int, int]]:
        """Return how many rows of each import were taken and rejected, newest first."""
        items = self.client.get(f"/api/v1/projects/{project}/imports").json()["items"]
        found = [one["counts"] for one in items]
        return [(one["accepted"] + one["unchanged"], one["rejected"]) for one in found]

    def reasons(self, project: str) -> list[str]:
        newest = self.client.get(f"/api/v1/projects/{project}/imports").json()["items"][0]["id"]
        issues = self.client.get(f"/api/v1/imports/{newest}/issues").json()["items"]
        return [f"{one['code']}: {one['example']['message']}" for one in issues if one["severity"] == "error"]

    def run(self, snippet: dict[str, Any], folder: Path) -> None:
        """Do what a person does who copies a snippet."""
        folder.mkdir()
        environment = {**self.desk.environment, "POSTIL_KEY": self.key}
        environment["PATH"] = f"{Path(sys.executable).parent}:{environment['PATH']}"
        if snippet["file"] is not None:
            (folder / snippet["file"]).write_text(snippet["payload"], encoding="utf-8")
            text = snippet["code"]
        else:
            text = f"{snippet['payload']}\n{snippet['code']}"
        program = ["sh", "-e", "-c", text]
        if snippet["kind"] in ("python", "ndjson"):
            (folder / "program.py").write_text(text, encoding="utf-8")
            program = [sys.executable, "program.py"]
        done = subprocess.run(
            program, cwd=folder, env=environment, text=True, capture_output=True, timeout=TIMEOUT_S,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{text}\n{done.stdout}{done.stderr}"


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    """One server for all: every test has a project of its own."""
    desk = Desk(tmp_path_factory.mktemp("street"))
    try:
        made = Street(desk)
        yield made
        made.client.close()
    finally:
        desk.stop()


@pytest.mark.parametrize("purpose", ["pre_label", "ground_truth"])
@pytest.mark.parametrize("media_type", sorted(MEDIA))
def test_every_program_of_a_project_runs_and_all_of_its_rows_are_accepted(
    street: Street, tmp_path: Path, media_type: str, purpose: str
) -> None:
    tools, row = MEDIA[media_type]
    project = street.project(media_type, [*tools, *QUESTIONS], row)
    told = street.snippets(project, purpose=purpose)
    assert told["has_row"] is True
    kinds = {(one["kind"], one["format"]) for one in told["snippets"]}
    assert {
        ("python", "labelbox"),
        ("ndjson", "labelbox"),
        ("cli", "labelbox"),
        ("http", "labelbox"),
    } <= kinds
    for number, snippet in enumerate(told["snippets"]):
        street.run(snippet, tmp_path / f"{number} {snippet['kind']}")
        taken, rejected = street.counts(project)[0]
        assert (taken > 0, rejected) == (True, 0), (snippet["kind"], street.reasons(project))
        newest = street.client.get(f"/api/v1/projects/{project}/imports").json()["items"][0]["id"]
        street.client.post(f"/api/v1/imports/{newest}/undo", json={})
    left_out = {one["name"] for one in told["features"] if one["why_not"]}
    assert left_out == ({"beside", "behind"} if (media_type, purpose) == ("image", "ground_truth") else set())


def test_a_program_for_one_feature_imports_that_feature_alone(street: Street, tmp_path: Path) -> None:
    project = street.project("image", [*DRAWN, *QUESTIONS], {})
    for feature in (*DRAWN, *QUESTIONS):
        told = street.snippets(project, feature=feature["name"])
        assert [one["name"] for one in told["features"]] == [feature["name"]]
        (snippet,) = (one for one in told["snippets"] if one["kind"] == "http")
        street.run(snippet, tmp_path / feature["name"])
        taken, rejected = street.counts(project)[0]
        assert (taken, rejected) == (3 if feature["kind"] == "relationship" else 1, 0), street.reasons(
            project
        )
