"""`postil model`: models, and the runs predictions are imported into."""

from typing import Annotated

from cyclopts import Parameter

from postil.cli.options import HERE, TEXT, Output, Where


def list_models(*, where: Where = HERE, output: Output = TEXT) -> int:
    """List the models you may know of.

    Args:
        where: Which server.
        output: How to tell the result.
    """
    from postil.cli.client import client_for
    from postil.cli.model_table import model_table
    from postil.cli.terminal import Terminal

    terminal = Terminal(output)
    with client_for(where) as client:
        found = list(client.models.list())
    terminal.answer(found)
    if found:
        terminal.say(model_table(found, terminal.out.width))
    else:
        terminal.say("There is no model yet.", "[dim]postil model create NAME --ontology ONTOLOGY[/]")
    return 0


def create(name: str, /, *, ontology: str, where: Where = HERE, output: Output = TEXT) -> int:
    """Make a model that predicts what an ontology names.

    Args:
        name: What to call it.
        ontology: Name or id of the ontology its predictions are checked against.
        where: Which server.
        output: How to tell the result.
    """
    from postil.cli.client import client_for
    from postil.cli.terminal import Terminal
    from postil.errors import NotFoundError

    terminal = Terminal(output)
    with client_for(where) as client:
        named = next((one for one in client.ontologies.list() if ontology in (one.name, one.id)), None)
        if named is None or named.id is None:
            raise NotFoundError(f"no ontology {ontology!r}", hint="name one, or give its id")
        model = client.models.create(name, named.id)
    terminal.answer(model)
    terminal.say(
        f"[bold]{model.name}[/] is a model now", "[dim]postil model run NAME RUN --project PROJECT[/]"
    )
    return 0


def show(name: str, /, *, where: Where = HERE, output: Output = TEXT) -> int:
    """Show a model and its runs, with the number of their data rows by split.

    Args:
        name: Name or id of the model.
        where: Which server.
        output: How to tell the result.
    """
    from postil.cli.client import client_for
    from postil.cli.model_table import run_table
    from postil.cli.terminal import Terminal

    terminal = Terminal(output)
    with client_for(where) as client:
        model = client.models.named(name)
        runs = [client.model_runs.get(run.id) for run in client.model_runs.list(model.id)]
    terminal.answer({"model": model, "runs": runs})
    terminal.say(f"[bold]{model.name}[/]  [dim]{model.id}[/]")
    if runs:
        terminal.say(run_table(runs, terminal.out.width))
    else:
        terminal.say("It has no run yet.", "[dim]postil model run NAME RUN --project PROJECT[/]")
    return 0


def run(
    name: str,
    run: str,
    /,
    *,
    project: Annotated[str | None, Parameter(name=["--project", "-p"])] = None,
    labels: bool = False,
    where: Where = HERE,
    output: Output = TEXT,
) -> int:
    """Make a run of a model, or add data rows to one.

    Args:
        name: Name or id of the model.
        run: Name of the run; made when there is none.
        project: Name or id of a project whose data rows are added to the run.
        labels: Let the run keep the labels of the project as they are now.
        where: Which server.
        output: How to tell the result.
    """
    from shlex import quote

    from rich.text import Text

    from postil.cli.client import client_for
    from postil.cli.model_steps import add_project, find_or_make
    from postil.cli.model_table import run_table
    from postil.cli.terminal import Terminal
    from postil.errors import UsageError

    terminal = Terminal(output)
    if labels and project is None:
        raise UsageError("--labels needs --project", hint="name the project whose labels the run keeps")
    with client_for(where) as client:
        model = client.models.named(name)
        found = find_or_make(client, model.id, run)
        if project is not None:
            add_project(client, found.id, client.projects.get(project), has_labels=labels)
        told = client.model_runs.get(found.id)
    terminal.answer({"model": model, "run": told})
    terminal.say(run_table([told], terminal.out.width))
    address = quote(f"{model.name}/{told.name}")
    terminal.say(Text(f"postil import FILE --model-run {address}", "dim", no_wrap=True))
    return 0
