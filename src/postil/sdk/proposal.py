"""What importing a file with nothing configured would set up: read from the file alone, no server."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from postil.errors import ImportRejected
from postil.formats.entry import Entry, Run
from postil.formats.format import Format
from postil.formats.head import find_head
from postil.formats.inference import Inference, Inferred
from postil.formats.note import clean
from postil.formats.registry import get_format, sniff_format
from postil.sdk.folder import Folder

Told = Callable[[int], None]

_ENDINGS = re.compile(r"(\.report(\.\d+)?)?(\.(ndjson|jsonl|json|txt))?$", re.IGNORECASE)


class Proposal(msgspec.Struct, kw_only=True):
    """What a file asks for.

    `unreadable` counts rows that are wrong by themselves. `row_keys` are the global keys it names, in
    order, `row_ids` the data rows it names by id. `media` is the file a given folder has for a key.
    `brings_rows` says the rows carry their own assets, so that the import itself makes the data rows.
    """

    name: str
    format: str
    title: str
    rows: int
    unreadable: int
    inferred: Inferred
    row_keys: list[str]
    row_ids: list[str]
    media: dict[str, Path] = {}
    brings_rows: bool = False


def propose(
    path: Path, *, format_name: str | None = None, images: Path | None = None, told: Told | None = None
) -> Proposal:
    """Read a file of annotations and say what it needs.

    Args:
        path: The file.
        format_name: Its format; decided from the content when absent.
        images: A folder whose files are matched to global keys.
        told: Called with the number of bytes of every part that was read.

    Raises:
        ImportRejected: The file is empty (SRC001) or of no known format (SRC009).
    """
    fmt = recognise(path, format_name)
    survey = _Survey()
    for entry in entries(path, fmt, told):
        survey.add(entry)
    proposal = Proposal(
        name=project_name(path),
        format=fmt.name,
        title=fmt.title,
        rows=survey.rows,
        unreadable=survey.unreadable,
        inferred=survey.inference.finish(project_name(path), survey.media_type or "image"),
        row_keys=list(survey.keys),
        row_ids=list(survey.ids),
        brings_rows=survey.brings_rows,
    )
    if images is not None:
        folder = Folder(images)
        found = {key: folder.find(key) for key in proposal.row_keys}
        proposal.media = {key: file for key, file in found.items() if file is not None}
    return proposal


class _Survey:
    """Collects what a file names, a row at a time."""

    def __init__(self) -> None:
        self.inference = Inference()
        self.keys: dict[str, None] = {}
        self.ids: dict[str, None] = {}
        self.rows = self.unreadable = 0
        self.brings_rows = False
        self.media_type = ""

    def add(self, row: Entry | Run) -> None:
        self.inference.add(row.annotations)
        reference = row.reference
        if isinstance(row, Run):
            self.rows += len(row.lines)
        else:
            self.rows += 1
            self.unreadable += any(issue.severity == "error" for issue in row.issues)
            for bundle in row.bundles:
                self.inference.add(bundle.annotations)
            if row.data_row is not None:
                self.brings_rows = True
                reference = None
                if row.data_row.assets and not self.media_type:
                    self.media_type = row.data_row.assets[0].media_type
        if reference is not None:
            (self.ids if reference.by == "id" else self.keys)[reference.value] = None


def project_name(path: Path) -> str:
    """Return the project a file is for: its name without ending, a report's without its own."""
    return _ENDINGS.sub("", path.name) or path.name


def recognise(path: Path, format_name: str | None) -> Format:
    """Return the format of a file, by name or by what its beginning looks like.

    Raises:
        ImportRejected: The file is empty (SRC001) or of no known format (SRC009).
    """
    with path.open("rb") as source:
        _, head = find_head(source)
    if not head:
        raise ImportRejected(f"{path.name} is empty", code="SRC001", hint="give a file with at least one row")
    if format_name is not None:
        return get_format(format_name)
    fmt = sniff_format(head, path.name)
    if fmt is None:
        raise ImportRejected(
            f"the format of {path.name} was not recognised",
            code="SRC009",
            hint="name it with --format: labelbox, label_studio or postil",
        )
    return fmt


def entries(path: Path, fmt: Format, told: Told | None = None) -> Iterator[Entry | Run]:
    """Read a whole file, block by block."""
    with path.open("rb") as source:
        for block in fmt.split(source):
            yield from fmt.read_runs(clean(block, fmt))
            if told is not None:
                told(len(block.content))
