"""What importing a file with nothing configured would set up: read from the file alone, no server."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from postil.errors import ImportRejected
from postil.formats.entry import Entry, Run
from postil.formats.format import Format
from postil.formats.head import find_head
from postil.formats.inference import Inferred
from postil.formats.registry import get_format, sniff_format
from postil.formats.survey import Told, name_of_source, survey
from postil.formats.survey import entries as source_entries
from postil.sdk.folder import Folder


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
    found = survey(entries(path, fmt, told))
    proposal = Proposal(
        name=project_name(path),
        format=fmt.name,
        title=fmt.title,
        rows=found.rows,
        unreadable=found.unreadable,
        inferred=found.infer(project_name(path)),
        row_keys=list(found.keys),
        row_ids=list(found.ids),
        brings_rows=found.brings_rows,
    )
    if images is not None:
        folder = Folder(images)
        files = {key: folder.find(key) for key in proposal.row_keys}
        proposal.media = {key: file for key, file in files.items() if file is not None}
    return proposal


def project_name(path: Path) -> str:
    """Return the project a file is for: its name without ending, a report's without its own."""
    return name_of_source(path.name)


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
        yield from source_entries(source, fmt, told)
