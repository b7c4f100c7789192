"""The steps of `--map`: read the recipe, see that it fits, save it."""

from pathlib import Path

import msgspec

from postil.checks.recipe import added, extend
from postil.cli.issue_text import issue_text
from postil.cli.terminal import Terminal
from postil.errors import UsageError
from postil.formats.recipe_document import read_recipe
from postil.model.issue import Issue, Where
from postil.model.ontology import Ontology
from postil.model.recipe import Recipe
from postil.sdk.client import Client
from postil.sdk.ontologies import read_tree
from postil.sdk.plan import Plan
from postil.sdk.proposal import Proposal
from postil.sdk.recipes import mapped

NAMED = "@"
MEND = "mend the rules and import again; nothing was made or imported"


class Chosen(msgspec.Struct, kw_only=True):
    """The recipe of an import: what it is called in its project, its rules, and the version once saved."""

    name: str
    rules: Recipe
    id: str | None = None
    version: int | None = None


def choose(
    client: Client, spelled: str, plan: Plan, proposal: Proposal, terminal: Terminal, *, tree: Ontology | None
) -> Chosen:
    """Find the recipe `--map` names, see that it fits, and show the proposal under the names it gives.

    Args:
        client: The server.
        spelled: A file, or `@` and the name of a recipe of the project.
        plan: What is there and what is to be made; features the recipe creates are added.
        proposal: What the file needs; its names become those of the ontology.
        terminal: Where problems are told.
        tree: The ontology given for a new project.

    Raises:
        UsageError: The recipe cannot be read or does not fit, or there is no ontology to map to.
    """
    is_saved = spelled.startswith(NAMED)
    chosen = _saved(client, spelled[1:], plan) if is_saved else read(Path(spelled), terminal)
    target = _target(plan, tree)
    wider, issues = extend(target, chosen.rules)
    if issues:
        raise _refused(issues, Path(spelled).name, terminal)
    plan.new_features = added(target, wider)
    proposal.inferred = mapped(proposal.inferred, chosen.rules)
    return chosen


def save(client: Client, chosen: Chosen, project: str) -> None:
    """Make sure the project has the recipe, and note which version it is."""
    if chosen.id is None:
        stored = client.recipes.save(project, chosen.name, chosen.rules)
        chosen.id, chosen.version = stored.id, stored.version


def recipe_name(file: Path) -> str:
    """Return what the recipe of a file is called: `detector` for `detector.toml` and `detector.map.toml`."""
    return file.name.partition(".")[0] or file.name


def _saved(client: Client, name: str, plan: Plan) -> Chosen:
    if plan.project is None:
        raise UsageError(f"project {plan.project_name!r} is new and has no recipes", hint="give --map a file")
    found = client.recipes.named(plan.project.id, name)
    return Chosen(name=found.name, rules=found.rules, id=found.id, version=found.version)


def fitted(ontology: Ontology, rules: Recipe, source: str, terminal: Terminal) -> Ontology:
    """Return the ontology with what a recipe creates.

    Raises:
        UsageError: The recipe, read from `source`, does not fit the ontology.
    """
    wider, issues = extend(ontology, rules)
    if issues:
        raise _refused(issues, source, terminal)
    return wider


def read(file: Path, terminal: Terminal) -> Chosen:
    """Read a recipe from a file.

    Raises:
        UsageError: There is no such file, or it cannot be read.
    """
    if not file.is_file():
        raise UsageError(
            f"there is no file {file}", hint="give --map a file, or @ and the name of a saved recipe"
        )
    rules, issues = read_recipe(file.read_bytes())
    if issues:
        raise _refused(issues, file.name, terminal)
    return Chosen(name=recipe_name(file), rules=rules)


def _target(plan: Plan, tree: Ontology | None) -> Ontology:
    if plan.project is not None and plan.ontology is not None:
        return read_tree(plan.ontology)
    if tree is None:
        raise UsageError(
            f"project {plan.project_name!r} has no ontology to map to",
            hint="name a project that has one with --project, or give one with --ontology",
        )
    return tree


def _refused(issues: list[Issue], source: str, terminal: Terminal) -> UsageError:
    """Return why a recipe cannot be used; several reasons are told one by one before."""
    for issue in issues:
        issue.where = Where(source, issue.where.line, pointer=issue.where.pointer)
    first, where = issues[0], issues[0].where
    if len(issues) > 1:
        for issue in issues if not terminal.is_quiet else ():
            terminal.err.print(issue_text(issue, terminal.err.width), "")
        return UsageError(f"{len(issues)} rules of {source} cannot be used", code=first.code, hint=MEND)
    line = f":{where.line}" if where.line is not None else ""
    place = f" at {where.pointer}" if where.pointer else ""
    return UsageError(f"{source}{line}: {first.message}{place}", code=first.code, hint=first.hint)
