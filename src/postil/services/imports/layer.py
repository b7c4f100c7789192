"""A layer in the making: what one block says about one bundle."""

from array import array
from collections.abc import Sequence
from typing import Any

import msgspec

from postil.checks.duplicate import may_have_copies
from postil.model.annotation import Annotation, PlainObject
from postil.model.annotation_type import add_types
from postil.model.digest import digest_of, left_edges
from postil.model.identity import content_key
from postil.model.number import Number
from postil.model.outline import Outline
from postil.model.wire import decode_annotations, decode_keys, encode_annotation, encode_annotations
from postil.ports.bundles import NewSegment
from postil.ports.catalog import RowFinding

Element = Annotation | PlainObject


class Layer(msgspec.Struct, gc=False):
    """Annotations of one bundle in source order, with the line each came from.

    A plain layer (objects only, no key twice) is spelled as soon as a stretch of rows has been judged, while
    its annotations are still in the processor's cache: `parts` are finished pieces of the document, `waiting`
    what has not been spelled yet. Every other layer keeps its annotations until the block has been read.
    `stated` are lines that named the bundle as such: it is one even when nothing is in it. `types` counts
    the annotations by type; `has_twins` says that two of a plain layer may be equal. `digest` is that of what
    has been spelled, or empty. `outline` is that of what waits, if there is one and it is all of the layer.
    """

    row: RowFinding
    no: int
    waiting: list[Element]
    lines: list[int]
    parts: list[bytes] = []
    turns: dict[bytes, int] = {}
    types: dict[str, int] = {}
    has_twins: bool = False
    is_plain: bool = True
    needs_settle: bool = False
    stated: list[int] = []
    is_benchmark: bool = False
    version: str | None = None
    score: Number | None = None
    ext: dict[str, Any] | None = None
    metrics: dict[str, Any] = {}
    is_whole: bool = False
    digest: bytes = b""
    outline: Outline | None = None

    def seal(self) -> None:
        """Name what waits, and spell it if nothing in the layer needs the whole block to be judged."""
        if not self.waiting:
            return
        outline, self.outline = self.outline, None
        if outline is not None and outline.n == len(self.lines):
            self.digest = outline.digest()
        else:
            self._look()
        if self.is_plain:
            self.parts.append(encode_annotations(self.waiting)[1:-1])
            self.waiting = []
        else:
            self.digest = b""

    def _look(self) -> None:
        """Name what waits, and find out whether the layer is still plain."""
        keys = [element.key for element in self.waiting]
        if "" in keys:
            keys = self._named()
        if self.is_plain:
            elements = self.waiting
            if self.parts:
                # Few layers are sealed twice: reading them back is cheaper than keeping the keys of all.
                elements = [*self._spelled(), *elements]
                keys = [element.key for element in elements]
            self.is_plain = len(set(keys)) == len(keys)
            lefts = left_edges(elements)
            self.has_twins = self.has_twins or may_have_copies(elements, lefts)
            self.digest = digest_of(keys, lefts)

    def _named(self) -> list[str]:
        """Give every annotation without a key one made from its content and its turn among equals."""
        for element in self.waiting:
            if not element.key:
                spelled = encode_annotation(element)
                turn = self.turns[spelled] = self.turns.get(spelled, -1) + 1
                element.key = content_key(spelled, turn)
        return [element.key for element in self.waiting]

    def annotations(self) -> list[Annotation]:
        """Return every annotation of the layer, in step with `lines`."""
        waiting = [one if isinstance(one, Annotation) else one.whole() for one in self.waiting]
        return self._spelled() + waiting

    def keys(self) -> list[str]:
        """Return the key of every annotation, without reading the rest of those that are spelled."""
        spelled = decode_keys(b"[" + b",".join(self.parts) + b"]") if self.parts else []
        return spelled + [element.key for element in self.waiting]

    def _spelled(self) -> list[Annotation]:
        return decode_annotations(b"[" + b",".join(self.parts) + b"]") if self.parts else []

    def open(self) -> list[Annotation]:
        """Return every annotation, and make the layer hold these from now on."""
        annotations = self.annotations()
        self.parts, self.waiting, self.digest = [], list(annotations), b""
        return annotations

    def drop(self, failed: set[int]) -> None:
        """Take the rows on the failed lines out."""
        kept = [pair for pair in zip(self.lines, self.open(), strict=True) if pair[0] not in failed]
        self.lines = [line for line, _ in kept]
        self.waiting = [annotation for _, annotation in kept]
        self.types = {}
        for _, annotation in kept:
            add_types(annotation, self.types)
        self.stated = [line for line in self.stated if line not in failed]

    def segment(self) -> NewSegment:
        """Spell the layer for the store."""
        parts, digest, n = self.parts, self.digest, len(self.lines)
        if self.waiting:
            parts = [*parts, encode_annotations(self.waiting)[1:-1]]
        if not digest or self.waiting:
            keys = self.keys()
            digest, n = digest_of(keys, left_edges(self.annotations())), len(set(keys))
        return NewSegment(
            self.row.id,
            self.no,
            n,
            b"[" + b",".join(parts) + b"]",
            pack_lines(self.lines),
            self.needs_settle,
            is_whole=self.is_whole,
            is_benchmark=self.is_benchmark,
            version=self.version,
            score=self.score,
            ext=self.ext,
            metrics=self.metrics,
            digest=digest,
        )


def pack_lines(lines: Sequence[int]) -> bytes:
    """Spell line numbers as little-endian 64-bit integers."""
    return array("q", lines).tobytes()


def unpack_lines(packed: bytes) -> list[int]:
    """Read line numbers back."""
    return array("q", packed).tolist()
