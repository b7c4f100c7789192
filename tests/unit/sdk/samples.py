"""Sample files for the tests of the client and the command line."""

import json
import struct
import zlib
from pathlib import Path

from postil.model.identity import new_uid
from postil.model.ontology import Feature, Ontology
from postil.sdk.client import Client


def png(path: Path, width: int, height: int) -> Path:
    """Write a grey PNG, spelled out here so that no code of ours is needed to make it."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
    return path


def box_row(key: str, name: str, left: float = 1, width: float = 5, **extra: object) -> str:
    row = {"dataRow": {"globalKey": key}, "name": name}
    row["bbox"] = {"top": 1, "left": left, "height": 5, "width": width}
    return json.dumps(row | extra) + "\n"


def make_tasks(client: Client, count: int) -> str:
    """Make a project of as many tasks, whose ontology has a box named car; return its id."""
    name = new_uid()
    ontology = client.ontologies.create(Ontology(name, [Feature("car", "box")]), name)
    project = client.projects.create(name, ontology=ontology.id).id
    keys = [f"{name} {number}" for number in range(count)]
    if keys:
        list(client.data_rows.create(client.datasets.create(name).id, keys))
        client.batches.create(project, "first", global_keys=keys)
    return project
