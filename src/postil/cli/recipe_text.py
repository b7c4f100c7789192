"""What a recipe did, and what one could say, for a person."""

from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from postil.cli.proposal_text import counted, listed
from postil.sdk.imports import AppliedRecipe, RuleUse
from postil.sdk.recipes import Suggestion

MOST_LINES = 16
ARROW = "→"


def uses_texts(recipe: AppliedRecipe) -> Iterator[RenderableType]:
    """Yield which recipe was used, and how often each of its rules, the most used first."""
    head = f'names mapped by recipe "{recipe.name}" (version {recipe.version})'
    if not recipe.uses:
        yield Text(f"{head}: no row has one of its names", "dim")
        return
    yield Text(head)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    uses = sorted(recipe.uses, key=lambda use: (-use.count, use.place))
    for use in uses[:MOST_LINES]:
        table.add_row(f"  {use.count:,}", _use(use))
    if len(uses) > MOST_LINES:
        table.add_row("", Text(f"and {counted(len(uses) - MOST_LINES, 'rule')} more", "dim"))
    yield table


def _use(use: RuleUse) -> Text:
    name = " / ".join(use.place)
    if use.to is None:
        return Text.assemble(name, ("  left out", "yellow"))
    return Text(name) if use.to == use.place[-1] else Text.assemble(name, f" {ARROW} {use.to}")


def suggestion_texts(found: Suggestion, source: str, project: str) -> Iterator[RenderableType]:
    """Yield how names the ontology lacks could be mapped: by a saved recipe, or by the one shown."""
    names = [" / ".join(one.place) for one in found.unknown]
    yield Text(f"The ontology has no {listed(names)}. A recipe says what is meant:")
    place = f"{quote(source)} --project {quote(project)}"
    best = next(iter(found.saved), None)
    if best is not None:
        known = f"{best.known:,} of {counted(len(names), 'name')}"
        yield Text(f'recipe "{best.name}" (version {best.version}) knows {known}')
        yield _copied("use it", f"postil import {place} --map {quote(f'@{best.name}')}")
    if best is None or best.known < len(names):
        file = quote(Path(source).name.partition(".")[0] + ".toml")
        yield from ("", *_recipe(found.text), "")
        yield _copied("save it", f"postil map {place} --output {file}")
        yield _copied("use it", f"postil import {place} --map {file}")


def _recipe(text: str) -> Iterator[RenderableType]:
    lines = text.rstrip().splitlines()
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"# and {len(lines) - MOST_LINES:,} lines more"]
    for line in lines:
        yield Text(f"  {line}", "cyan", no_wrap=True, overflow="ignore")


def _copied(what: str, text: str) -> Text:
    # Never wrapped: somebody will copy it.
    return Text.assemble((f"{what:<9}", "dim"), text, no_wrap=True, overflow="ignore")
