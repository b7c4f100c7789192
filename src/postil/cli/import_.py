"""`postil import`: check a file of annotations row by row and take in what is right."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from postil.cli.options import HERE, OR_STREAM, TEXT, Output, Where
from postil.errors import UsageError

if TYPE_CHECKING:
    from postil.cli.terminal import Terminal
    from postil.sdk.imports import ImportOrder


def import_file(
    file: Annotated[Path, OR_STREAM],
    /,
    *,
    project: Annotated[str | None, Parameter(name=["--project", "-p"])] = None,
    model_run: str | None = None,
    dataset: str | None = None,
    images: Path | None = None,
    ontology: Path | None = None,
    purpose: Literal["pre_label", "ground_truth"] = "pre_label",
    format: Literal["labelbox", "label_studio", "postil"] | None = None,  # noqa: A002 - the option's name
    policy: Literal["rows", "atomic"] = "rows",
    name: str | None = None,
    strict: bool = False,
    trust_units: bool = False,
    map: str | None = None,  # noqa: A002 - the option's name
    dry_run: bool = False,
    replace: bool = False,
    on_edited: Literal["refuse", "version"] = "refuse",
    report: Path | None = None,
    yes: Annotated[bool, Parameter(name=["--yes", "-y"])] = False,
    where: Where = HERE,
    output: Output = TEXT,
) -> int:
    """Check a file of annotations row by row and take in what is right.

    With nothing configured it proposes a project, an ontology and data rows made from the file, shows them,
    and asks. Rows that are wrong are refused one by one and written to a report, which can be mended and
    imported again. Importing the same file twice changes nothing; --dry-run shows first what would change.

    Args:
        file: The file of annotations, or - for standard input.
        project: Name or id of the project; the name of the file when absent. Made when there is none.
        model_run: Import the file as predictions into this model run instead: its id, or MODEL/RUN. Its data
            rows have to be in the run; nothing is made.
        dataset: Name or id of the dataset for new data rows; the name of the project when absent.
        images: Folder of image files, found by the global keys in the file, to be uploaded.
        ontology: Ontology for a new project: JSON of Postil or Labelbox, or a Label Studio configuration.
        purpose: pre_label is offered to people for correction, ground_truth counts as theirs.
        format: Format of the file; decided from its content when absent.
        policy: rows takes every good row, atomic all or none.
        name: Name of the import; the name of the file when absent.
        strict: Refuse what lies outside its image instead of warning.
        trust_units: Accept numbers that would fit another unit better.
        map: File of a recipe that maps the names of the source (TOML or JSON), saved in the project under the
            file's name; or @NAME for a saved one. `postil map` suggests one.
        dry_run: Show what the import would change, and wait for `postil commit`. Makes nothing: for a project
            that is not there yet, shows what would be made and which rows would be refused then.
        replace: Make the rows of the file all that is said about their data rows; the rest there goes away.
        on_edited: Ground truth for a label a person has edited: refuse it, or add a version to the label.
        report: Where to write refused rows; beside the file when absent.
        yes: Do not ask before making things.
        where: Which server.
        output: How to tell the result.
    """
    from postil.cli.client import client_for
    from postil.cli.import_steps import agree, carry_out, look, read_tree
    from postil.cli.preview import preview
    from postil.cli.recipe_steps import choose
    from postil.cli.source import open_source
    from postil.cli.terminal import Terminal
    from postil.sdk.imports import ImportOrder
    from postil.sdk.plan import plan as make_plan

    terminal = Terminal(output)
    if images is not None and not images.is_dir():
        raise UsageError(f"{images} is not a folder", hint="give --images the folder of the image files")
    if model_run is not None:
        return _into_run(
            file,
            model_run,
            ImportOrder(
                name=name or "",
                source_name=file.name,
                purpose="prediction",
                format=format,
                policy=policy,
                strict=strict,
                trust_units=trust_units,
                replace=replace,
                dry_run=dry_run,
            ),
            report,
            where,
            terminal,
            is_clear=not (project or dataset or images or ontology or map) and purpose == "pre_label",
        )
    tree = read_tree(ontology) if ontology is not None else None
    with open_source(file, project) as source, client_for(where) as client:
        proposal = look(source, format, images, terminal)
        plan = make_plan(client, proposal, project=project, dataset=dataset, tree=tree)
        recipe = choose(client, map, plan, proposal, terminal, tree=tree) if map is not None else None
        order = ImportOrder(
            name=name or "",
            source_name=source.name,
            purpose=purpose,
            format=proposal.format,
            policy=policy,
            strict=strict,
            trust_units=trust_units,
            replace=replace,
            dry_run=dry_run,
            on_edited=on_edited,
        )
        if dry_run and not plan.has_target:
            return preview(
                proposal, plan, source, order, terminal, purpose=purpose, ontology=ontology, recipe=recipe
            )
        if not dry_run:
            agree(proposal, plan, source, terminal, is_agreed=yes)
        return carry_out(client, proposal, plan, source, order, report, terminal, recipe=recipe)


def _into_run(
    file: Path,
    name: str,
    order: "ImportOrder",
    report: Path | None,
    where: Where,
    terminal: "Terminal",
    *,
    is_clear: bool,
) -> int:
    from postil.cli.client import client_for
    from postil.cli.model_steps import import_predictions
    from postil.cli.source import open_source

    if not is_clear:
        raise UsageError(
            "predictions go into a model run as they are",
            hint="leave out --project, --purpose, --dataset, --images, --ontology and --map",
        )
    with open_source(file) as source, client_for(where) as client:
        order.source_name = source.name
        return import_predictions(client, name, source, order, report, terminal)
