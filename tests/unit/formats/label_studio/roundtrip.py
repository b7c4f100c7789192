"""Through the format and back, for the tests of its parts.

Entries are typed as Any: a test knows which geometry it asked for.
"""

import io
import json
from typing import Any

import msgspec

from postil.errors import NotFoundError
from postil.formats.entry import Entry
from postil.formats.format import Written
from postil.formats.label_studio.tasks import LABEL_STUDIO
from postil.model.issue import Loss
from postil.model.label import Bundle

Contents = dict[str, bytes]


def read(content: bytes) -> list[Any]:
    return [entry for block in LABEL_STUDIO.split(io.BytesIO(content)) for entry in LABEL_STUDIO.read(block)]


def read_one(task: Any) -> Any:
    (entry,) = read(json.dumps([task]).encode())
    return entry


def contents_of(entries: list[Entry]) -> Any:
    kept: Contents = {sha256: content for entry in entries for sha256, content in entry.contents.items()}

    def content_of(sha256: str) -> bytes:
        if sha256 not in kept:
            raise NotFoundError(f"no {sha256}")
        return kept[sha256]

    return content_of


def write(entries: list[Entry]) -> bytes:
    rows = [Written(entry.data_row, entry.bundles) for entry in entries if entry.data_row is not None]
    losses: list[Loss] = []
    content = b"".join(LABEL_STUDIO.write(rows, contents_of(entries), losses.append))
    assert losses == []
    return content


def spelled(tree: Any) -> str:
    """A text equal for equal JSON values with numbers spelled alike, whatever the order of keys."""
    return json.dumps(tree, sort_keys=True)


def there_and_back(tasks: Any) -> str:
    """Read tasks, store and load what they say, write them, and spell what came out."""
    entries = read(json.dumps(tasks).encode())
    for entry in entries:
        entry.bundles = [stored(bundle) for bundle in entry.bundles]
    return spelled(json.loads(write(entries)))


def stored(bundle: Bundle) -> Bundle:
    """A bundle as it comes out of a store."""
    return msgspec.json.decode(msgspec.json.encode(bundle), type=Bundle)


def annotation(result: Any, *more: Any) -> Any:
    """The only annotation of a task with these results."""
    task = {"data": {"image": "/a.jpg"}, "predictions": [{"result": [result, *more]}]}
    entry = read_one(task)
    assert [issue for issue in entry.issues if issue.severity == "error"] == []
    (found,) = entry.bundles[0].annotations
    return found
