"""What a reader makes of one row of a source file."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from postil.model.annotation import Annotation, PlainObject
from postil.model.data_row import DataRow, DataRowReference
from postil.model.issue import Issue
from postil.model.label import Bundle
from postil.model.outline import Outline


class Entry(msgspec.Struct, gc=False):
    """One source row (an NDJSON line, or one task of an array) as canonical data.

    `line` counts from 1 in the source (task number for arrays). A row that could not be read has no
    annotations and at least one error in `issues`. Rows of formats with one annotation per row fill
    `annotations`; rows that carry whole bundles fill `bundles` instead. `spelled_key` echoes the uuid as
    the client wrote it, for status rows. `data_row` is filled by formats whose rows bring their own
    assets. `contents` maps sha256 to inline bytes the annotations refer to (masks).
    """

    line: int
    reference: DataRowReference | None = None
    annotations: list[Annotation] = []
    issues: list[Issue] = []
    spelled_key: str | None = None
    is_benchmark: bool = False
    bundles: list[Bundle] = []
    data_row: DataRow | None = None
    contents: dict[str, bytes] = {}
    ext: dict[str, Any] = {}


class Run(msgspec.Struct, gc=False):
    """Consecutive source rows about one data row, one plain object each, with nothing to say about them.

    Row `i` came from `lines[i]` and is `annotations[i]`. Files of millions of boxes are made of runs; reading
    them as such saves an entry per row. No annotation of a run holds a mask or a key in another spelling.
    `outline` says what is known of the annotations together, whatever they are called, if the reader knows.
    """

    reference: DataRowReference
    annotations: list[PlainObject]
    lines: Sequence[int]
    outline: Outline | None = None

    def entries(self) -> Iterator[Entry]:
        """Yield the same rows as entries."""
        for line, plain in zip(self.lines, self.annotations, strict=True):
            yield Entry(line, self.reference, [plain.whole()], spelled_key=plain.key or None)
