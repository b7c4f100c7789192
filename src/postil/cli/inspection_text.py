"""What a check found, for a person."""

from collections.abc import Iterator
from pathlib import Path

from rich.console import RenderableType
from rich.text import Text

from postil.cli.inspection import Inspected
from postil.cli.issue_text import group_texts, issue_text
from postil.cli.proposal_text import counted
from postil.cli.sides import sides


def inspection_texts(
    found: Inspected, name: str, ontology: Path | None, width: int
) -> Iterator[RenderableType]:
    """Yield the issues, then what was not looked at, then the outcome."""
    yield from group_texts(found.issues, width)
    if found.finding is not None:
        yield issue_text(found.finding, width)
        yield Text("")
    for remark in _remarks(found, ontology):
        yield sides(Text.assemble(("note: ", "cyan"), remark), Text(), width, 0)
    yield _outcome(found, name)


def _remarks(found: Inspected, ontology: Path | None) -> Iterator[str]:
    if ontology is None:
        yield "no --ontology was given: names were compared with those the file itself uses"
    if found.unsized_rows:
        images = counted(found.unsized_rows, "image")
        yield f"bounds were not checked: the size of {images} is not known (give --images)"
    if found.masks_by_url:
        yield f"{counted(found.masks_by_url, 'mask')} given by URL were not fetched"


def _outcome(found: Inspected, name: str) -> Text:
    head = Text.assemble((name, "bold"), f": {counted(found.read, 'row')} read, ")
    if found.finding is not None:
        head.append("the whole file would be refused", "red")
    elif found.rejected:
        head.append(f"{found.rejected:,} would be refused", "red")
    else:
        head.append("all would be accepted", "green")
    if found.warnings:
        head.append(f", {counted(found.warnings, 'warning')}")
    return head
