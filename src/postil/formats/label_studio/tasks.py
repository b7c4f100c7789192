"""The Label Studio format: task JSON in and out (https://labelstud.io/guide/task_format)."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, Literal

import msgspec

from postil.errors import NotFoundError
from postil.formats.blocks import BLOCK_BYTES
from postil.formats.entry import Entry
from postil.formats.format import Block, ContentOf, Written
from postil.formats.label_studio.adoption import adopt
from postil.formats.label_studio.items import Item, spell_key, write_items
from postil.formats.label_studio.reading import EXT
from postil.formats.label_studio.split import split_tasks
from postil.formats.label_studio.surface import Surface
from postil.formats.label_studio.task import read_task
from postil.model.annotation import Annotation
from postil.model.data_row import DataRow
from postil.model.identity import content_key
from postil.model.issue import Loss
from postil.model.label import Bundle, SetKind

_TRUTH = ("ground_truth", "draft")
_encode = msgspec.json.Encoder().encode

Lose = Callable[[Loss], None]


class LabelStudioTasks:
    """Tasks with predictions and annotations: a JSON array, a single task, or one task per line."""

    name = "label_studio"
    title = "Label Studio tasks (JSON)"
    media_types = frozenset({"image", "video", "text", "document", "audio", "conversation", "html", "series"})
    set_kinds: frozenset[SetKind] = frozenset({"pre_label", "prediction", "ground_truth"})
    container: Literal["lines", "array"] = "array"
    strips_notes = False

    def sniff(self, head: bytes) -> float:
        """Say how surely a file holds tasks, from its first bytes."""
        text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if text[:1] not in (b"[", b"{") or b'"dataRow"' in text or b'"postil"' in text[:16]:
            return 0.0
        if b'"from_name"' in text and b'"to_name"' in text:
            return 1.0
        if b'"data"' in text and (b'"predictions"' in text or b'"annotations"' in text):
            return 0.9
        if b'"data"' in text:
            return 0.5
        return 0.5 if text[:1] == b"[" and text[1:].lstrip()[:1] == b"{" else 0.1

    def split(
        self, source: BinaryIO, *, start: int = 0, first_line: int = 1, block_bytes: int = BLOCK_BYTES
    ) -> Iterator[Block]:
        """Cut the source at borders of tasks; `start` must be the beginning or the end of a block.

        Raises:
            ImportRejected: A task is longer than 64 MiB (SRC008).
        """
        return split_tasks(source, start, first_line, block_bytes)

    def name_rows(self, content: bytes) -> None:
        """Tasks are whole data rows: what a file says about one stands in one place."""

    def read(self, block: Block) -> Iterator[Entry]:
        """Turn every task of a block into one entry; lines count tasks from 1."""
        if block.rows is not None:
            for line, row in enumerate(block.rows, block.first_line):
                yield read_task(row, line)
            return
        for line, row in enumerate(block.content.split(b"\n"), block.first_line):
            if row.strip():
                yield read_task(row, line)

    def read_runs(self, block: Block) -> Iterator[Entry]:
        """Yield the same entries; tasks are whole entries already."""
        return self.read(block)

    def write(self, rows: Iterable[Written], content_of: ContentOf, losses: Lose) -> Iterator[bytes]:
        """Write a JSON array, one task per piece; an annotation that cannot be carried is left out."""
        before = b"[\n"
        for written in rows:
            yield before + _encode(write_task(written, content_of, losses))
            before = b",\n"
        yield b"\n]\n" if before == b",\n" else b"[]\n"

    def spell_key(self, key: str) -> str:
        """Return the region id a key is written as."""
        return spell_key(key)


def write_task(written: Written, content_of: ContentOf, losses: Lose) -> dict[str, Any]:
    """Return one task; losses go to `losses`."""
    row = written.data_row
    mark = row.ext.get(EXT, {})
    if mark.get("flat") and not written.bundles:
        return row.data
    task: dict[str, Any] = {**mark.get("rest", {}), "data": row.data or _data(row)}
    if meta := _meta(row):
        task["meta"] = meta
    surface = Surface(written)
    bundles = sorted(written.bundles, key=lambda bundle: bundle.no)
    predictions = [
        _prediction(bundle, surface, content_of, losses) for bundle in bundles if bundle.kind not in _TRUTH
    ]
    annotations = [
        _annotation(bundle, surface, content_of, losses) for bundle in bundles if bundle.kind in _TRUTH
    ]
    if predictions:
        task["predictions"] = predictions
    if annotations:
        task["annotations"] = annotations
    return task


def _meta(row: DataRow) -> dict[str, Any]:
    # A row that came with data of its own says its global key there or not at all.
    keyed = {} if row.data or row.global_key is None else {"global_key": row.global_key}
    return {**keyed, **row.metadata}


def _data(row: DataRow) -> dict[str, Any]:
    shown = {(asset.name or asset.media_type): asset.url or asset.inline for asset in row.assets}
    return {name: value for name, value in shown.items() if value is not None}


def _prediction(bundle: Bundle, surface: Surface, content_of: ContentOf, losses: Lose) -> dict[str, Any]:
    found = _result(bundle, surface, content_of, losses)
    if bundle.version is not None:
        found["model_version"] = bundle.version
    if bundle.score is not None:
        found["score"] = bundle.score
    return found


def _annotation(bundle: Bundle, surface: Surface, content_of: ContentOf, losses: Lose) -> dict[str, Any]:
    found = _result(bundle, surface, content_of, losses)
    if bundle.is_benchmark:
        found["ground_truth"] = True
    return found


def _result(bundle: Bundle, surface: Surface, content_of: ContentOf, losses: Lose) -> dict[str, Any]:
    mark = bundle.ext.get(EXT, {})
    queues = [_items(annotation, surface, content_of, losses) for annotation in bundle.annotations]
    _join(queues)
    return {**mark.get("rest", {}), "result": _in_order(queues, mark.get("order", []))}


def _items(annotation: Annotation, surface: Surface, content_of: ContentOf, losses: Lose) -> list[Item]:
    adopted = adopt(annotation, surface, losses)
    if adopted is None:
        return []
    try:
        return write_items(adopted, content_of)
    except NotFoundError as error:
        losses(Loss("LOS003", f"the bytes of a mask are gone: {error.message}", example=annotation.key))
        return []


def _join(queues: list[list[Item]]) -> None:
    """Give results that belong together an id where the annotation has no key: a hash of what they say."""
    turns: dict[bytes, int] = {}
    for items in queues:
        if len(items) > 1 and not any("id" in item for item in items):
            said = _encode(items)
            turn = turns[said] = turns.get(said, -1) + 1
            for item in items:
                item["id"] = spell_key(content_key(said, turn))


def _in_order(queues: list[list[Item]], order: list[int]) -> list[Item]:
    """Interleave the results of annotations as they came; what has no place in the order follows."""
    found = []
    places = [0] * len(queues)
    for owner in order:
        if owner < len(queues) and places[owner] < len(queues[owner]):
            found.append(queues[owner][places[owner]])
            places[owner] += 1
    return found + [item for queue, place in zip(queues, places, strict=True) for item in queue[place:]]


LABEL_STUDIO = LabelStudioTasks()
