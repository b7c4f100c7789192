"""The fast way for the tasks of the millions: predictions made of plain labelled rectangles.

Everything that is not exactly that takes the general way, which gives the same entries.
"""

from typing import Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from postil.formats.label_studio.reading import EXT
from postil.model.annotation import Annotation
from postil.model.geometry import Box
from postil.model.label import Bundle
from postil.model.number import Number
from postil.model.target import Target

Scalar = str | int | float | bool | None


class Value(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """The geometry and labels of a rectangle."""

    x: Number
    y: Number
    width: Number
    height: Number
    rectanglelabels: list[str]
    rotation: Number | UnsetType = UNSET


class Result(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """One rectangle. Ten keys with those of its value and four texts are always there."""

    id: str
    type: Literal["rectanglelabels"]
    from_name: str
    to_name: str
    value: Value
    original_width: int | UnsetType = UNSET
    original_height: int | UnsetType = UNSET
    image_rotation: int | UnsetType = UNSET
    origin: str | UnsetType = UNSET
    score: Number | UnsetType = UNSET


class Prediction(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """What one model version says."""

    result: list[Result]
    model_version: str | UnsetType = UNSET
    score: Number | UnsetType = UNSET


class Task(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """A task of predictions only. Two keys."""

    data: dict[str, Scalar]
    predictions: list[Prediction]


_decode = msgspec.json.Decoder(Task).decode


def read_plain(row: bytes) -> Task | None:
    """Return the task when it is a plain one and holds no key twice, else None.

    Decoding keeps the last of two equal keys; the number of quotes in the row tells. Rows with escapes,
    whose quotes say nothing, are not plain.
    """
    if b"\\" in row:
        return None
    try:
        task = _decode(row)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    quotes = 4 + 2 * len(task.data)
    for value in task.data.values():
        if type(value) is str:
            quotes += 2
    for prediction in task.predictions:
        quotes += 2 + 4 * (prediction.model_version is not UNSET) + 2 * (prediction.score is not UNSET)
        for result in prediction.result:
            quotes += _quotes(result)
    return task if row.count(b'"') == quotes else None


def _quotes(result: Result) -> int:
    """Count the quotes a result was spelled with."""
    value = result.value
    quotes = 28 + 2 * len(value.rectanglelabels)
    if value.rotation is not UNSET:
        quotes += 2
    if result.original_width is not UNSET:
        quotes += 2
    if result.original_height is not UNSET:
        quotes += 2
    if result.image_rotation is not UNSET:
        quotes += 2
    if result.score is not UNSET:
        quotes += 2
    return quotes if result.origin is UNSET else quotes + 4


def plain_bundle(prediction: Prediction, no: int) -> Bundle | None:
    """Return the bundle of a prediction; None for what the general way has more to say about.

    That is: ids that repeat, so that results belong together, missing labels, and images that were turned.
    Annotations share the target and `ext` of their neighbours: nothing changes either in place.
    """
    results = prediction.result
    ids = {result.id for result in results}
    if len(ids) != len(results) or "" in ids:
        return None
    annotations = []
    to_name = spelling = None
    target, ext = Target(), {}
    for result in results:
        value = result.value
        if not value.rectanglelabels or result.image_rotation:
            return None
        if result.to_name != to_name:
            to_name = result.to_name
            target = Target(to_name)
        now = (result.original_width, result.original_height, result.image_rotation, result.origin)
        if now != spelling:
            spelling = now
            ext = {EXT: _mark(result)}
        rotation = None if value.rotation is UNSET else value.rotation
        found = Annotation(
            result.id, result.from_name, None,
            Box(value.x, value.y, value.width, value.height, rotation, "percent"),
            labels=value.rectanglelabels, target=target, ext=ext,
        )  # fmt: skip
        if result.score is not UNSET:
            found.confidence = result.score
        annotations.append(found)
    version = None if prediction.model_version is UNSET else prediction.model_version
    score = None if prediction.score is UNSET else prediction.score
    return Bundle(annotations, "pre_label", no, version, score)


def _mark(result: Result) -> dict[str, Any]:
    sizes = (result.original_width, result.original_height, result.image_rotation)
    size = [None if part is UNSET else part for part in sizes]
    mark: dict[str, Any] = {} if size == [None, None, None] else {"size": size}
    return mark if result.origin is UNSET else {**mark, "origin": result.origin}
