"""The contract of a format: four verbs over bytes, no database, no network, no clock."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO, Literal, Protocol

import msgspec

from postil.formats.entry import Entry, Run
from postil.model.data_row import DataRow
from postil.model.issue import Loss
from postil.model.label import Bundle, SetKind
from postil.model.number import Size


class Block(msgspec.Struct, gc=False):
    """Some whole rows of a source: `content` from byte `offset`, the first of them on `first_line`.

    `rows` is filled by splitters that had to find row borders themselves (JSON arrays); line formats
    leave it None and the reader splits on newlines. `end` is where the next block begins when that is not
    right behind `content` (a row too long to be kept whole). `lines` is the true line of every row where
    the rows of a source were put into another order; readers count on from `first_line` all the same.
    """

    content: bytes
    offset: int
    first_line: int
    rows: list[bytes] | None = None
    end: int | None = None
    lines: Sequence[int] | None = None

    @property
    def next_offset(self) -> int:
        """The byte to resume from once this block is done."""
        return self.offset + len(self.content) if self.end is None else self.end


class Written(msgspec.Struct, omit_defaults=True):
    """What a writer is given about one data row: who it is, how large, and what is said about it.

    `text` is what its text says, where that is at hand; positions are converted with it.
    """

    data_row: DataRow
    bundles: list[Bundle]
    size: Size | None = None
    row_id: str | None = None
    text: str | None = None

    def __post_init__(self) -> None:
        """Take a text that is given inline from the data row."""
        first = next(iter(self.data_row.assets), None)
        if self.text is None and first is not None and first.media_type == "text":
            self.text = first.inline if isinstance(first.inline, str) else None


ContentOf = Callable[[str], bytes]
"""Return the kept bytes of a sha256; raises NotFoundError when the store no longer has them."""


class Format(Protocol):
    """A named pair of reader and writer."""

    name: str
    title: str
    media_types: frozenset[str]
    set_kinds: frozenset[SetKind]
    container: Literal["lines", "array"]
    strips_notes: bool
    """The reader leaves out the `$postil` note of a row by itself."""

    def sniff(self, head: bytes) -> float:
        """Say from the first bytes of a file how surely it is this format: 0 no, 1 certain."""
        ...

    def split(
        self, source: BinaryIO, *, start: int = 0, first_line: int = 1, block_bytes: int = ...
    ) -> Iterator[Block]:
        """Cut the source into blocks of whole rows, about 4 MiB unless asked otherwise, from byte `start`."""
        ...

    def name_rows(self, content: bytes) -> list[str] | None:
        """Say cheaply which data row each line is about, "" where a line does not say.

        None when a row of this format is all that its file says about a data row. A guess that is wrong
        costs time and nothing else. No line of `content` is blank.
        """
        ...

    def read(self, block: Block) -> Iterator[Entry]:
        """Turn every row of a block into exactly one entry, in order; never raise for a bad row.

        Blank lines of line formats make no entry but count as lines.
        """
        ...

    def read_runs(self, block: Block) -> Iterator[Entry | Run]:
        """Read the same rows in the same order, plain ones gathered into runs where the format can."""
        ...

    def write(
        self, rows: Iterable[Written], content_of: ContentOf, losses: Callable[[Loss], None]
    ) -> Iterator[bytes]:
        """Write data rows in this format, piece by piece; report what cannot be carried to `losses`."""
        ...

    def spell_key(self, key: str) -> str:
        """Return how this format spells an annotation key (Labelbox needs uuids)."""
        ...
