"""One task to one entry: its data, its predictions, its annotations."""

import hashlib
from typing import Any

import msgspec

from postil.formats.blocks import TOO_LONG
from postil.formats.entry import Entry
from postil.formats.label_studio.assets import declare, guess_assets, image_asset
from postil.formats.label_studio.items import mark_of
from postil.formats.label_studio.plain import Task, plain_bundle, read_plain
from postil.formats.label_studio.reading import EXT, Fields, Reading
from postil.formats.label_studio.results import read_results
from postil.formats.source import has_long_number, is_too_deep, parse
from postil.model.annotation import Annotation
from postil.model.data_row import DataRow, DataRowReference
from postil.model.label import Bundle
from postil.model.number import Number, Size

MAX_GLOBAL_KEY = 200

_canonical = msgspec.json.Encoder(order="deterministic").encode


def read_task(row: bytes, line: int) -> Entry:
    """Return the entry of a task; one with an error has no bundles and no data row."""
    plain = read_plain(row)
    entry = None if plain is None else _plain_entry(plain, line)
    if entry is not None:
        return entry
    reading = Reading(line)
    task = _object(row, reading)
    if task is None:
        return Entry(line, issues=reading.issues)
    return _entry(task, reading)


def _plain_entry(task: Task, line: int) -> Entry | None:
    bundles = []
    for no, prediction in enumerate(task.predictions):
        bundle = plain_bundle(prediction, no)
        if bundle is None:
            return None
        bundles.append(bundle)
    data = task.data
    first = bundles[0].annotations[0] if bundles and bundles[0].annotations else None
    names = {annotation.target for bundle in bundles for annotation in bundle.annotations}
    if first is None or first.target is None or len(names) != 1 or not first.target.asset:
        return None
    annotations = (annotation for bundle in bundles for annotation in bundle.annotations)
    size = next(filter(None, map(_size, annotations)), None)
    row = DataRow([image_asset(first.target.asset, data, size)], data=data)
    return Entry(line, content_reference(data), bundles=bundles, data_row=row)


def content_reference(data: dict[str, Any]) -> DataRowReference:
    """Name a data row by what it contains: a hash of its data, keys in order."""
    return DataRowReference("content", hashlib.sha256(_canonical(data)).hexdigest())


def _object(row: bytes, reading: Reading) -> dict[str, Any] | None:
    if row == TOO_LONG:
        reading.report("SRC008", "the task is longer than 64 MiB", "refer to its content by URL")
        return None
    if not row.strip():
        reading.report(
            "SRC003", "a task is missing where one was announced",
            "take a comma too many away, or close the list with ]",
        )  # fmt: skip
        return None
    try:
        tree = None if is_too_deep(row) else msgspec.json.decode(row)
    except (msgspec.DecodeError, UnicodeDecodeError):
        tree = None
    # Without escapes, every key that came twice takes two quotes with it.
    is_plain = b"\\" not in row and not has_long_number(row)
    if isinstance(tree, dict) and is_plain and _canonical(tree).count(b'"') == row.count(b'"'):
        return tree
    # The slow way says what is wrong; if nothing is, its tree is the same one.
    sound = parse(row, reading.report)
    return tree if sound is not None and isinstance(tree, dict) else None


def _entry(task: dict[str, Any], reading: Reading) -> Entry:
    fields = Fields(task, "", reading)
    is_flat = not task.keys() & {"data", "predictions", "annotations"}
    data = task if is_flat else fields.object("data").value
    meta = {} if is_flat else task.get("meta")
    row = DataRow([], data=dict(data), ext={EXT: {"flat": True}} if is_flat else {})
    row.metadata = meta if isinstance(meta, dict) else {}
    row.global_key = _global_key(row.metadata, reading)
    reading.data_row = row.global_key or _shown(data)
    bundles: list[Bundle] = []
    if not is_flat:
        bundles = _bundles(fields, "predictions") + _bundles(fields, "annotations")
        rest = {key: value for key, value in task.items() if not _is_read(key, value)}
        row.ext = {EXT: {"rest": rest}} if rest else {}
    if reading.has_errors:
        return Entry(reading.line, issues=reading.issues)
    row.assets = _assets(row.data, bundles)
    key = row.global_key
    reference = content_reference(row.data) if key is None else DataRowReference("global_key", key)
    return Entry(
        reading.line, reference, issues=reading.issues, bundles=bundles, data_row=row,
        contents=reading.contents,
    )  # fmt: skip


def _is_read(key: str, value: Any) -> bool:
    if key == "data":
        return True
    if key == "meta":
        return isinstance(value, dict) and bool(value)
    return key in ("predictions", "annotations") and bool(value) and not _is_ids(value)


def _is_ids(value: Any) -> bool:
    # Exports list predictions by id only.
    return isinstance(value, list) and all(type(item) is int for item in value)


def _global_key(metadata: dict[str, Any], reading: Reading) -> str | None:
    key = metadata.get("global_key")
    if key is None:
        return None
    if isinstance(key, str) and 0 < len(key) <= MAX_GLOBAL_KEY:
        return key
    reading.report(
        "ROW011", f"global_key is not text of 1 to {MAX_GLOBAL_KEY} characters",
        "give the global key of the data row, or leave it out", "/meta/global_key", got=key,
    )  # fmt: skip
    return None


def _shown(data: dict[str, Any]) -> str | None:
    first = next(iter(data.values()), None)
    return first if isinstance(first, str) and len(first) <= 200 else None


def _bundles(task: Fields, key: str) -> list[Bundle]:
    found = task.value.get(key)
    if not found or _is_ids(found):
        if found is not None and not isinstance(found, list):
            task.items(key)
        return []
    read = _prediction if key == "predictions" else _annotation
    return [read(fields, no) for no, fields in enumerate(task.objects(key))]


def _prediction(fields: Fields, no: int) -> Bundle:
    score: Number | None = fields.number_or_none("score")
    bundle = _bundle(fields, ("model_version", "score"))
    bundle.no, bundle.score, bundle.version = no, score, fields.text_or_none("model_version")
    return bundle


def _annotation(fields: Fields, no: int) -> Bundle:
    bundle = _bundle(fields, ("ground_truth",))
    bundle.kind, bundle.no, bundle.is_benchmark = "ground_truth", no, fields.flag("ground_truth")
    return bundle


def _bundle(fields: Fields, known: tuple[str, ...]) -> Bundle:
    read = read_results(fields.items("result"), f"{fields.pointer}/result", fields.reading)
    rest = {
        key: value
        for key, value in fields.value.items()
        if key != "result" and not (key in known and value is not None and value is not False)
    }
    mark: dict[str, Any] = {"rest": rest} if rest else {}
    if read.order is not None:
        mark["order"] = read.order
    return Bundle(read.annotations, ext={EXT: mark} if mark else {})


def _assets(data: dict[str, Any], bundles: list[Bundle]) -> list[Any]:
    annotations = [annotation for bundle in bundles for annotation in bundle.annotations]
    assets = guess_assets(data, annotations)
    sizes: dict[str, Size] = {}
    for annotation in annotations:
        size = _size(annotation)
        if size is not None and annotation.target is not None:
            sizes.setdefault(annotation.target.asset, size)
    for asset in assets:
        declare(asset, sizes.get(asset.name))
    return assets


def _size(annotation: Annotation) -> Size | None:
    """Return the size a source gives for the image of an annotation, unless it was turned since."""
    size = mark_of(annotation).get("size")
    if size is None or size[2] or not all(type(side) is int and side > 0 for side in size[:2]):
        return None
    return (size[0], size[1])
