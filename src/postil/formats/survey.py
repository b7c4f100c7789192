"""Survey: what a file of annotations names, collected a row at a time without a server or a database."""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from postil.formats.entry import Entry, Run
from postil.formats.format import Format
from postil.formats.inference import Inference, Inferred
from postil.formats.note import clean
from postil.model.issue import Issue
from postil.model.label import SetKind

Told = Callable[[int], None]
"""Told the number of bytes of every part that was read."""


_ENDINGS = re.compile(r"(\.report(\.\d+)?)?(\.(ndjson|jsonl|json|txt))?$", re.IGNORECASE)


class Survey:
    """What the rows added so far name.

    `keys` are the global keys, `ids` the data rows named by id, both in order and as spelled. `unreadable`
    counts rows that are wrong by themselves; `issues` has the first of each code and how many there are.
    `brings_rows` says that rows carry their own assets. `kinds` counts annotations by what the file itself
    calls them, where it does.
    """

    def __init__(self) -> None:
        self.keys: dict[str, None] = {}
        self.ids: dict[str, None] = {}
        self.rows = self.unreadable = self.annotations = 0
        self.brings_rows = False
        self.media_type = ""
        self.kinds: Counter[SetKind] = Counter()
        self.issues: dict[str, tuple[Issue, int]] = {}
        self._inference = Inference()

    def add(self, row: Entry | Run) -> None:
        """Take note of a row, or of several."""
        self._inference.add(row.annotations)
        self.annotations += len(row.annotations)
        if isinstance(row, Run):
            self.rows += len(row.lines)
            self._name(row.reference.by, row.reference.value)
        else:
            self._add_entry(row)

    def _add_entry(self, row: Entry) -> None:
        self.rows += 1
        self.unreadable += any(issue.severity == "error" for issue in row.issues)
        for issue in row.issues:
            first, count = self.issues.get(issue.code, (issue, 0))
            self.issues[issue.code] = (first, count + 1)
        for bundle in row.bundles:
            self._inference.add(bundle.annotations)
            self.annotations += len(bundle.annotations)
            self.kinds[bundle.kind] += len(bundle.annotations)
        if row.data_row is not None:
            self.brings_rows = True
            if row.data_row.assets and not self.media_type:
                self.media_type = row.data_row.assets[0].media_type
        elif row.reference is not None:
            self._name(row.reference.by, row.reference.value)

    def _name(self, by: str, value: str) -> None:
        (self.ids if by == "id" else self.keys)[value] = None

    def infer(self, name: str) -> Inferred:
        """Return the ontology the rows were made with, under this name."""
        return self._inference.finish(name, self.media_type or "image")


def survey(rows: Iterable[Entry | Run]) -> Survey:
    """Go through rows and say what they name."""
    found = Survey()
    for row in rows:
        found.add(row)
    return found


def entries(source: BinaryIO, fmt: Format, told: Told | None = None) -> Iterator[Entry | Run]:
    """Read a whole source, block by block."""
    for block in fmt.split(source):
        yield from fmt.read_runs(clean(block, fmt))
        if told is not None:
            told(len(block.content))


def whole_entries(rows: Iterable[Entry | Run]) -> Iterator[Entry | Run]:
    """Leave out the last two rows: of an array that was cut off they are what remains of its last task."""
    held: deque[Entry | Run] = deque()
    for row in rows:
        held.append(row)
        if len(held) > 2:
            yield held.popleft()


def name_of_source(filename: str) -> str:
    """Return the project a file is for: its name without ending, a report's without its own."""
    return _ENDINGS.sub("", filename) or filename
