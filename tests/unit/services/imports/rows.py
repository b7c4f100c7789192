"""Source rows as Labelbox clients write them."""

import json
from collections.abc import Iterable
from typing import Any

from postil.formats.blocks import BLOCK_BYTES

FILLER = b" " * BLOCK_BYTES + b"\n"
"""A blank line that fills a block: what comes after it is in the next one."""


def uuid(number: int) -> str:
    """Return one of many uuids that can be told apart at a glance."""
    return f"00000000-0000-4000-8000-{number:012}"


def box(number: int, key: str = "one", **changes: Any) -> dict[str, Any]:
    """Return a row of one box."""
    row = {
        "uuid": uuid(number),
        "name": "car",
        "dataRow": {"globalKey": key},
        "classifications": [],
        "bbox": {"left": 10, "top": 20, "width": 30.5, "height": 40},
    }
    return row | changes


def relationship(number: int, source: int, target: int, key: str = "one") -> dict[str, Any]:
    """Return a row that links two others."""
    ends = {"source": uuid(source), "target": uuid(target), "type": "unidirectional"}
    return {"uuid": uuid(number), "name": "near", "dataRow": {"globalKey": key}, "relationship": ends}


def weather(number: int, answer: str, key: str = "one") -> dict[str, Any]:
    """Return a row that answers a question."""
    return {
        "uuid": uuid(number),
        "name": "weather",
        "dataRow": {"globalKey": key},
        "answer": {"name": answer},
    }


def source(rows: Iterable[dict[str, Any]]) -> bytes:
    """Return rows as lines."""
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def blocks_of(*groups: Iterable[dict[str, Any]]) -> bytes:
    """Return a source that is read in as many blocks as there are groups of rows."""
    return FILLER.join(source(rows) for rows in groups)
