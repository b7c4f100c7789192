"""A server with a project whose pictures have thousands of pre-labels, to measure the editor's pages on."""

import io
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from PIL import Image

WIDTH, HEIGHT = 4000, 3000
CLASSES = [f"class {number}" for number in range(8)]


class Town:
    """A running server and one project of it."""

    def __init__(self, presence: dict[str, Any]) -> None:
        headers = {"authorization": f"Bearer {presence['token']}"}
        self.url: str = presence["url"]
        self._client = httpx.Client(base_url=self.url, headers=headers, trust_env=False, timeout=120)
        self.project = ""

    def arrange(self, pictures: int, boxes: int) -> None:
        """Make a project with that many pictures of 12 megapixels, and as many boxes offered on each."""
        features = [{"kind": "box", "name": name} for name in CLASSES]
        ontology = self.post("/ontologies", {"name": "bench", "features": features})["id"]
        self.project = self.post("/projects", {"name": "bench", "ontology": ontology})["id"]
        dataset = self.post("/datasets", {"name": "bench"})["id"]
        rows = [self._upload(dataset, number) for number in range(pictures)]
        self.post(f"/projects/{self.project}/batches", {"name": "all", "data_rows": rows})
        content = b"".join(lines_of(number, boxes) for number in range(pictures))
        query = "name=boxes&source_name=boxes.ndjson&format=labelbox"
        answer = self._client.post(f"/api/v1/projects/{self.project}/imports?{query}", content=content)
        job = answer.raise_for_status().json()
        while job["state"] not in ("finished", "failed", "cancelled"):
            time.sleep(0.2)
            job = self._client.get(f"/api/v1/imports/{job['id']}").json()

    def sign_in_path(self) -> str:
        """Return a path that signs a browser in."""
        path: str = self.post("/sign-in-links", {})["path"]
        return path

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Make something; return what was made."""
        answer = self._client.post(f"/api/v1{path}", json=body)
        if answer.is_error:
            raise SystemExit(f"{path}: {answer.text}")
        found: dict[str, Any] = answer.json()
        return found

    def _upload(self, dataset: str, number: int) -> str:
        query = f"global_key=picture-{number}"
        path = f"/api/v1/datasets/{dataset}/uploads?{query}"
        answer = self._client.post(
            path, content=picture(number), headers={"content-type": "application/octet-stream"}
        )
        if answer.is_error:
            raise SystemExit(f"{path}: {answer.text}")
        made: str = answer.json()["id"]
        return made


@contextmanager
def town(folder: Path, pictures: int, boxes: int) -> Iterator[Town]:
    """Start a server in an empty folder and arrange a project in it."""
    command = [sys.executable, "-m", "postil.cli", "serve", "--port", "0", "--data", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            made = Town(_presence(folder / "server.json"))
            made.arrange(pictures, boxes)
            yield made
        finally:
            process.terminate()


def _presence(path: Path) -> dict[str, Any]:
    for _ in range(600):
        if path.exists() and (text := path.read_text()):
            found: dict[str, Any] = json.loads(text)
            return found
        time.sleep(0.1)
    raise SystemExit("the server did not start within a minute")


def picture(number: int) -> bytes:
    """Return a JPEG of 12 megapixels with something to see on it."""
    chance = random.Random(number)
    small = Image.new("RGB", (200, 150))
    small.putdata([tuple(chance.randrange(60, 200) for _ in range(3)) for _ in range(200 * 150)])
    kept = io.BytesIO()
    small.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC).save(kept, "JPEG", quality=85)
    return kept.getvalue()


def lines_of(number: int, boxes: int) -> bytes:
    """Return boxes on a picture as the lines of a file, 20 to 100 pixels wide and high."""
    chance = random.Random(number)
    lines = []
    for _ in range(boxes):
        width, height = chance.randrange(20, 100), chance.randrange(20, 100)
        box = {
            "left": chance.randrange(WIDTH - width),
            "top": chance.randrange(HEIGHT - height),
            "width": width,
            "height": height,
        }
        lines.append(json.dumps({
            "dataRow": {"globalKey": f"picture-{number}"},
            "name": chance.choice(CLASSES),
            "bbox": box,
            "confidence": round(chance.random(), 3),
        }))  # fmt: skip
    return "".join(f"{line}\n" for line in lines).encode()
