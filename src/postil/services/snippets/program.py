"""Programs: what is written down, and what imports it."""

import hashlib
import json
from typing import Any, Literal

import msgspec

from postil.model.label import SetKind
from postil.services.snippets.sample import Sample

ProgramKind = Literal["python", "ndjson", "cli", "http"]


class Destination(msgspec.Struct, kw_only=True, frozen=True):
    """Where a program imports to; `url` is how the server is reached."""

    url: str
    project: str
    purpose: SetKind
    global_key: str


class Program(msgspec.Struct, kw_only=True, frozen=True):
    """A payload and what imports it; one behind the other they run. `file` is what a payload is saved as."""

    kind: ProgramKind
    format: str
    payload: str
    code: str
    file: str = ""


def rows_of(samples: list[Sample], global_key: str) -> str:
    """Return the rows of samples of one format, one JSON object on a line."""
    if samples and samples[0].format == "postil":
        annotations = [sample.row for sample in samples]
        line = {
            "postil": 1,
            "data_row": {"global_key": global_key, "assets": []},
            "bundles": [{"annotations": annotations}],
        }
        return _line(line)
    name = {"dataRow": {"globalKey": global_key}}
    rows = [row for sample in samples for row in (*sample.also, sample.row)]
    return "".join(_line({**_uuid(row), **name, **row}) for row in rows)


def title_of(samples: list[Sample], to: Destination, how: str) -> str:
    """Name an import after what it brings: another payload under the name of one that is there is refused."""
    what = "pre-labels" if to.purpose == "pre_label" else "ground truth"
    mark = hashlib.sha256(rows_of(samples, to.global_key).encode()).hexdigest()[:4]
    return f"{what} {how} {mark}"


def _uuid(row: dict[str, Any]) -> dict[str, Any]:
    return {"uuid": row["uuid"]} if "uuid" in row else {}


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"
