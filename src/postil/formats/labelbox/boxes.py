"""Boxes: rows that are all plain boxes, gathered by data row, and what can be said of them together."""

from array import array
from collections.abc import Iterator
from typing import Any

import msgspec
import numpy as np

from postil.formats.labelbox.keys import END, WIDTH, joined
from postil.formats.labelbox.reading import EXT
from postil.formats.labelbox.wire import NO_NAME, BoxRow
from postil.model.annotation import PlainObject
from postil.model.number import Number
from postil.model.outline import Outline

ABSENT: dict[str, Any] = {EXT: {"classifications": "absent"}}
"""Notes that a row did not even have an empty list of answers."""

_OUT_OF_REACH = float("inf")
_MARK = 8


class Group(msgspec.Struct, gc=False):
    """Rows that stand together and spell their data row alike.

    `right` and `bottom` are how far the boxes reach, infinite where one begins left of or above its image or
    has no extent. `scores` are the confidences that are given.
    """

    named: msgspec.Raw
    objects: list[PlainObject]
    right: Number = 0
    bottom: Number = 0
    scores: list[Number] = []


class Gathered(msgspec.Struct, gc=False):
    """The groups of a batch. `colons` is how many the rows hold beside those that every box has."""

    groups: list[Group]
    colons: int
    lefts: list[Number]


def gather(rows: list[BoxRow], names: dict[str | None, str]) -> Gathered | None:
    """Gather plain boxes; None when a row is none.

    One loop without a call per row on purpose: such a call alone would cost a tenth of an import. Every field
    is read here, while the processor has it at hand, and as a rule never again.

    Args:
        rows: The rows of a batch.
        names: The features found before. Rows share the text: it is compared by identity later on.
    """
    groups: list[Group] = []
    lefts: list[Number] = []
    group, named, objects = Group(NO_NAME, []), None, list[PlainObject]()
    # Floats from the start: what the interpreter adds and compares is then of one kind.
    right: Number = 0.0
    bottom: Number = 0.0
    colons = 0
    for row in rows:
        box, nested, spelled = row.bbox, row.classifications, row.dataRow
        if box is None or nested:
            return None
        try:
            name = names[row.name]
        except KeyError:
            if row.name is None or ":" in row.name:
                return None
            name = names[row.name] = row.name
        if spelled != named:
            group.right, group.bottom = right, bottom
            named, objects = spelled, []
            right = bottom = 0.0
            group = Group(spelled, objects)
            groups.append(group)
        uuid, confidence = row.uuid, row.confidence
        if uuid is not None and nested is not None and confidence is None:
            colons += 2
            objects.append(PlainObject(key=uuid, feature=name, geometry=box))
        else:
            colons += (uuid is not None) + (nested is not None) + (confidence is not None)
            ext = ABSENT if nested is None else None
            objects.append(
                PlainObject(key=uuid or "", feature=name, geometry=box, confidence=confidence, ext=ext)
            )
            if confidence is not None:
                group.scores.append(confidence)
        left, top, width, height = box.left, box.top, box.width, box.height
        lefts.append(left)
        if left < 0.0 or top < 0.0 or width <= 0.0 or height <= 0.0:
            right = _OUT_OF_REACH
        if left + width > right or top + height > bottom:
            # Seldom: most boxes of an image do not reach farther than all before them.
            right, bottom = max(right, left + width), max(bottom, top + height)
    group.right, group.bottom = right, bottom
    return Gathered(groups, colons, lefts)


def outlines(gathered: Gathered, keys: list[str], spelled: bytes) -> Iterator[Outline | None]:
    """Yield what is known of every group; None where two keys or left edges are the same.

    Args:
        gathered: The rows of a batch, all of them with a key.
        keys: The keys.
        spelled: The same as `keys.joined` returns them.
    """
    lefts = gathered.lefts
    ends = np.frombuffer(spelled + b"   ", np.uint8).reshape(-1, WIDTH)[:, END].tobytes()
    # Nought has two spellings; added to another it has one.
    edges = (np.frombuffer(array("d", lefts), np.float64) + 0.0).tobytes()
    are_different = len(set(keys)) == len(set(lefts)) == len(keys)
    start = 0
    for group in gathered.groups:
        end = start + len(group.objects)
        if are_different or len(set(keys[start:end])) == len(set(lefts[start:end])) == end - start:
            marks = ends[_MARK * start : _MARK * end] + edges[_MARK * start : _MARK * end]
            array_of_keys = b'["' + spelled[WIDTH * start : WIDTH * end - 3] + b'"]'
            yield Outline(end - start, group.right, group.bottom, group.scores, array_of_keys, marks)
        else:
            yield None
        start = end


def key_column(rows: list[BoxRow]) -> tuple[list[str], bytes | None] | None:
    """Return the keys of rows that have one, and how `keys.joined` spells them if that is all rows.

    None when a key is not in canonical spelling.
    """
    keys = [row.uuid for row in rows if row.uuid is not None]
    spelled = joined(keys)
    if spelled is None:
        return None
    return keys, spelled if len(keys) == len(rows) else None
