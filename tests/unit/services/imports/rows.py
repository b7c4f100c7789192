"""Source rows as Labelbox clients write them."""

from typing import Any


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
