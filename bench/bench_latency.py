"""How long does one annotation by HTTP take, on a quiet server and beside a large import?

Baseline, in the same run: a request that does nothing (`GET /healthz`). Every request sends one new box as an
import of its own and is answered when the box is durable and visible. They are sent over one connection by
the plain client of the standard library: the time is the server's, not that of a client.

    python bench/bench_latency.py [--rows 1000000] [--requests 400] [--database postgresql://...]
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from http import HTTPStatus
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

PER_ROW = 20
NUMBERS = count()


def main() -> None:
    """Print one line each for the baseline, the quiet server and the busy one."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--requests", type=int, default=400)
    options.add_argument("--database", default="")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_file(folder / "boxes.ndjson", chosen.rows)
        command = [sys.executable, "-m", "postil.cli", "serve", "--port", "0", "--data", str(folder / "data")]
        command += ["--database", chosen.database] if chosen.database else []
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                measure(folder, chosen.rows, chosen.requests)
            finally:
                process.terminate()


def measure(folder: Path, rows: int, requests: int) -> None:
    """Arrange a project, then ask as often as was wished in each situation."""
    presence = wait_for(folder / "data" / "server.json")
    headers = {"authorization": f"Bearer {presence['token']}"}
    with httpx.Client(base_url=presence["url"], headers=headers, trust_env=False, timeout=60) as client:
        project = arrange(client, rows // PER_ROW)
        settle(client, project, rows // PER_ROW)
        line = Line(presence["url"], headers)
        print(f"{'':>34} {'p50':>9} {'p99':>9} {'slowest':>9}")
        idle = timed(lambda: line.ask("GET", "/healthz"), requests)
        told("a request that does nothing", idle)
        quiet = timed(lambda: send_box(line, project), requests)
        told("one annotation, quiet server", quiet)
        job = begin_import(client, project, folder / "boxes.ndjson")
        busy = timed(lambda: send_box(line, project), requests, lambda: is_running(client, job))
        told(f"beside an import of {rows:,} rows", busy)
        print(f"ratio of the medians to the baseline: {median(quiet) / median(idle):.1f} quiet, ", end="")
        print(f"{median(busy) / median(idle):.1f} busy; {len(busy)} requests while it ran")
        print("limits: p50 under 5 ms quiet, p99 under 40 ms busy")


def timed(ask: Callable[[], object], most: int, goes_on: Callable[[], bool] = lambda: True) -> list[float]:
    """Return the milliseconds of every request."""
    found: list[float] = []
    while len(found) < most and goes_on():
        began = time.perf_counter()
        ask()
        found.append((time.perf_counter() - began) * 1000)
    return found


def median(found: list[float]) -> float:
    """Return the median."""
    return statistics.median(found)


def told(what: str, found: list[float]) -> None:
    """Print one line."""
    p99 = sorted(found)[int(len(found) * 0.99)]
    print(f"{what:>34} {median(found):>6.2f} ms {p99:>6.2f} ms {max(found):>6.2f} ms")


def arrange(client: httpx.Client, data_rows: int) -> str:
    """Make a project with that many images; return its id."""
    box = {"kind": "box", "name": "car"}
    ontology = post(client, "/ontologies", {"name": "bench", "features": [box]})["id"]
    project: str = post(client, "/projects", {"name": "bench", "ontology": ontology})["id"]
    dataset = post(client, "/datasets", {"name": "bench"})["id"]
    for first in range(0, data_rows, 1_000):
        rows = [
            {"global_key": f"image-{number:07}.jpg"} for number in range(first, min(first + 1_000, data_rows))
        ]
        made = post(client, f"/datasets/{dataset}/data-rows", {"rows": rows})["outcomes"]
        batch = {"name": f"batch {first}", "data_rows": [one["id"] for one in made]}
        post(client, f"/projects/{project}/batches", batch)
    return project


def post(client: httpx.Client, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Make something; return what was made."""
    answer = client.post(f"/api/v1{path}", json=body)
    if answer.is_error:
        raise SystemExit(f"{path}: {answer.text}")
    found: dict[str, Any] = answer.json()
    return found


class Line:
    """One connection that stays open."""

    def __init__(self, url: str, headers: dict[str, str]) -> None:
        self._connection = HTTPConnection(urlsplit(url).netloc, timeout=60)
        self._headers = headers

    def ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        """Send a request; return status and content of the answer."""
        self._connection.request(method, path, body, self._headers)
        answer = self._connection.getresponse()
        return answer.status, answer.read()


def send_box(line: Line, project: str) -> None:
    """Import one box that nobody has yet."""
    number = next(NUMBERS)
    row = row_of(random.Random(number), number % 1_000)
    query = f"name=one-{number}&source_name=one.ndjson&format=labelbox"
    status, answer = line.ask("POST", f"/api/v1/projects/{project}/imports?{query}", row)
    if status != HTTPStatus.CREATED or json.loads(answer)["counts"]["accepted"] != 1:
        raise SystemExit(f"the box was not taken: {answer.decode()}")


def settle(client: httpx.Client, project: str, data_rows: int) -> None:
    """Wait until the server has done what making so many data rows leaves to do."""
    # They are looked at in the order they were made.
    last = {"global_key": f"image-{data_rows - 1:07}.jpg"}
    while client.get("/api/v1/data-rows", params=last).json()["items"][0]["media_state"] == "pending":
        time.sleep(0.2)
    path = f"/api/v1/projects/{project}/annotations"
    while not client.get(path, params={"limit": 1}).json()["index_complete"]:
        time.sleep(0.2)


def begin_import(client: httpx.Client, project: str, file: Path) -> str:
    """Send the large file; return the id of its import."""
    query = {"name": "large", "source_name": file.name, "format": "labelbox"}
    with file.open("rb") as source:
        answer = client.post(f"/api/v1/projects/{project}/imports", params=query, content=source)
    uid: str = answer.json()["id"]
    return uid


def is_running(client: httpx.Client, job: str) -> bool:
    """Tell whether the large import goes on."""
    return client.get(f"/api/v1/imports/{job}").json()["state"] in ("queued", "running")


def write_file(path: Path, rows: int) -> None:
    """Write boxes, the rows of one image together."""
    chance = random.Random(7)
    with path.open("wb") as target:
        for number in range(rows):
            target.write(row_of(chance, number // PER_ROW))
        # Or the disk would be busy with it while the first requests wait for theirs.
        target.flush()
        os.fsync(target.fileno())


def row_of(chance: random.Random, data_row: int) -> bytes:
    """Spell one box."""
    key = uuid.UUID(int=chance.getrandbits(128), version=4)
    left, top, width, height = (round(chance.uniform(5, 900), 2) for _ in range(4))
    return (
        f'{{"uuid": "{key}", "dataRow": {{"globalKey": "image-{data_row:07}.jpg"}}, "name": "car", '
        f'"bbox": {{"top": {top}, "left": {left}, "height": {height}, "width": {width}}}}}\n'
    ).encode()


def wait_for(path: Path) -> dict[str, str]:
    """Return where the server listens, once it has said so."""
    for _ in range(2000):
        if path.exists():
            try:
                found: dict[str, str] = json.loads(path.read_text())
            except ValueError:
                continue
            return found
        time.sleep(0.01)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
