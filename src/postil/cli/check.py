"""`postil check`: say what an import would refuse, without a server."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from postil.cli.options import OR_STREAM, TEXT, Output
from postil.errors import UsageError

if TYPE_CHECKING:
    from postil.cli.inspection import Inspected
    from postil.cli.source import Source
    from postil.cli.terminal import Terminal


def check(
    file: Annotated[Path, OR_STREAM],
    /,
    *,
    ontology: Path | None = None,
    images: Path | None = None,
    purpose: Literal["pre_label", "ground_truth"] = "pre_label",
    format: Literal["labelbox", "label_studio", "postil"] | None = None,  # noqa: A002 - the option's name
    strict: bool = False,
    trust_units: bool = False,
    map: Path | None = None,  # noqa: A002 - the option's name
    issues: Path | None = None,
    output: Output = TEXT,
) -> int:
    """Say what an import would refuse, row by row, without a server.

    Every rule that needs no database is applied. Without an ontology the file is compared with the one its
    own rows imply, which finds misspelt names but not wrong ones.

    Args:
        file: The file of annotations, or - for standard input.
        ontology: JSON of Postil or Labelbox, or a Label Studio configuration (XML).
        images: Folder of the image files, for rules that need their sizes; nothing is uploaded.
        purpose: What the file is to be imported as.
        format: Format of the file; decided from its content when absent.
        strict: Refuse what lies outside its image instead of warning.
        trust_units: Accept numbers that would fit another unit better.
        map: File of a recipe that maps the names of the source to those of the ontology.
        issues: Where to write all issues of all refused rows, one JSON object for each row.
        output: How to tell the result.
    """
    from postil.cli.assumed import AssumedRows
    from postil.cli.follow import columns
    from postil.cli.import_steps import look, read_tree
    from postil.cli.inspection import Inspection
    from postil.cli.recipe_steps import fitted, read
    from postil.cli.source import open_source
    from postil.cli.terminal import Terminal
    from postil.sdk.folder import Folder

    terminal = Terminal(output)
    if map is not None and ontology is None:
        raise UsageError("a recipe needs an ontology to map to", hint="give one with --ontology")
    if images is not None and not images.is_dir():
        raise UsageError(f"{images} is not a folder", hint="give --images the folder of the image files")
    rows = AssumedRows({}, {})
    rows.folder = Folder(images) if images is not None else None
    with open_source(file) as source:
        if ontology is not None:
            tree = read_tree(ontology)
        else:
            tree = look(source, format, None, terminal).inferred.ontology
        recipe = None
        if map is not None:
            recipe = read(map, terminal).rules
            tree = fitted(tree, recipe, map.name, terminal)
        inspection = Inspection(source, tree, rows, purpose=purpose, is_strict=strict, recipe=recipe)
        with terminal.progress(*columns()) as progress:
            task = progress.add_task(f"checking {source.name}", total=source.path.stat().st_size, told="")
            found = inspection.run(format, lambda size: progress.advance(task, size))
        if trust_units:
            found.finding = None
        if issues is not None:
            inspection.write_failures(issues)
        return _tell(found, source, ontology, terminal)


def _tell(found: "Inspected", source: "Source", ontology: Path | None, terminal: "Terminal") -> int:
    from postil.cli.inspection_text import inspection_texts
    from postil.cli.status_code import ALL_REJECTED, status_of_rows

    terminal.answer({"source": source.name, "ontology": str(ontology) if ontology else None} | found.told())
    terminal.say(*inspection_texts(found, source.name, ontology, terminal.out.width))
    if found.finding is not None:
        return ALL_REJECTED
    return status_of_rows(found.read, found.rejected)
