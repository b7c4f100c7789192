"""`postil map`: suggest what the names of a file mean in the ontology of a project."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from postil.cli.options import HERE, OR_STREAM, TEXT, Output, Where
from postil.errors import UsageError


def suggest(
    file: Annotated[Path, OR_STREAM],
    /,
    *,
    project: Annotated[str, Parameter(name=["--project", "-p"])],
    format: Literal["labelbox", "label_studio", "postil"] | None = None,  # noqa: A002 - the option's name
    to: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    where: Where = HERE,
    output: Output = TEXT,
) -> int:
    """Suggest what the names of a file mean in the ontology of a project.

    Prints a recipe for `postil import --map`: rules for names that are nearly those of the ontology, and a
    comment for every other name it lacks, to be decided about. Nothing is imported or saved.

    Args:
        file: The file of annotations, or - for standard input.
        project: Name or id of the project.
        format: Format of the file; decided from its content when absent.
        to: Where to write the recipe; standard output when absent. A file that exists is left as it is.
        where: Which server.
        output: How to tell the result.
    """
    from postil.cli.client import client_for
    from postil.cli.import_steps import look
    from postil.cli.source import open_source
    from postil.cli.terminal import Terminal

    terminal = Terminal(output)
    if to is not None and to.exists():
        raise UsageError(f"{to} exists", hint="give --output another name")
    with open_source(file, project) as source, client_for(where) as client:
        found = client.projects.get(project)
        seen = look(source, format, None, terminal).inferred.seen
        suggestion = client.recipes.suggest(found.id, seen)
    head = f"# What the names of {source.name} mean in the ontology of {found.name}.\n"
    text = head + suggestion.text
    terminal.answer({"unknown": suggestion.unknown, "recipe": text, "saved": suggestion.saved})
    if not suggestion.unknown:
        terminal.note(f"the ontology has every name of {source.name}: nothing needs to be mapped")
    elif to is None:
        terminal.plain(text)
    if to is not None:
        to.write_text(text, encoding="utf-8")
    return 0
