"""The store of the browser against a real server: what is sent leaves both with the same draft."""

import json
import subprocess
import uuid
from pathlib import Path

import pytest

from tests.e2e.server import RunningServer
from tests.e2e.stock import TRAFFIC, Stock, box

ROOT = Path(__file__).resolve().parents[2]
MORE = [
    {"name": "wheel", "kind": "ellipse"},
    {"name": "lane", "kind": "polyline"},
    {"name": "corner", "kind": "point"},
    {"name": "road", "kind": "mask"},
    {"name": "pulls", "kind": "relationship"},
]


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    built = tmp_path_factory.mktemp("store") / "store.mjs"
    node(["npx", "rolldown", "test/live/store.ts", "--file", str(built), "--platform", "node"])
    return built


@pytest.fixture
def task(stock: Stock):
    stock.dataset(pictures=["astronaut.png"])
    project = stock.project(ontology=stock.ontology(features=[*TRAFFIC, *MORE]))
    stock.batch(project, ["astronaut.png"])
    keys = [str(uuid.UUID(int=no, version=4)) for no in range(1, 13)]
    rows = [
        box("astronaut.png", 10 * no, 5 * no, 20, 30, uuid=key, confidence=no / 12)
        for no, key in enumerate(keys)
    ]
    joined = {"dataRow": {"globalKey": "astronaut.png"}, "name": "pulls", "uuid": str(uuid.uuid4())}
    rows.append({**joined, "relationship": {"source": keys[0], "target": keys[1], "type": "unidirectional"}})
    job = stock.import_(project, rows)
    assert job["state"] == "finished"
    return project, stock.ask("GET", f"/projects/{project}/tasks")["items"][0]["id"]


def test_a_draft_is_the_same_in_the_browser_and_on_the_server(server: RunningServer, program, task):
    project, number = task
    # The second and the third go on with the draft as it was left.
    for seed in range(1, 4):
        said = json.loads(node([str(program), server.url, server.token, project, str(number), str(seed)]))
        assert said["differing"] == []
        assert said["rejected"]["here"] == said["rejected"]["there"]
        assert said["commands"] > 10
        assert said["requests"] > 3


def node(arguments: list[str]) -> str:
    command = [str(ROOT / "scripts" / "node"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
