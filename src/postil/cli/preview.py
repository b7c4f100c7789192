"""Preview: a dry run where there is no project yet - what would be made, and what would be refused then."""

from pathlib import Path
from typing import Any

from postil.cli.assumed import AssumedRows, size_of
from postil.cli.follow import columns
from postil.cli.inspection import Inspected, Inspection
from postil.cli.inspection_text import inspection_texts
from postil.cli.proposal_text import proposal_texts
from postil.cli.recipe_steps import Chosen, fitted
from postil.cli.source import Source
from postil.cli.status_code import ALL_REJECTED, status_of_rows
from postil.cli.terminal import Terminal
from postil.model.data_row import DataRow, DataRowReference
from postil.model.label import SetKind
from postil.ports.catalog import RowFinding
from postil.sdk.imports import ImportOrder
from postil.sdk.plan import Plan
from postil.sdk.proposal import Proposal


class PlannedRows(AssumedRows):
    """Finds every data row that is there, or would be made."""

    plan: Plan | None = None

    def get(self, reference: DataRowReference) -> RowFinding | None:
        """Return a data row as it would be in the project."""
        if self.plan is None:
            return None
        lacking = self.plan.absent_ids if reference.by == "id" else self.plan.misspelt
        return None if reference.value in lacking else super().get(reference)

    def suggest(self, key: str) -> str | None:
        """Return the key that was most likely meant."""
        return self.plan.misspelt.get(key) if self.plan is not None else None


def preview(
    proposal: Proposal,
    plan: Plan,
    source: Source,
    order: ImportOrder,
    terminal: Terminal,
    *,
    purpose: SetKind,
    ontology: Path | None,
    recipe: Chosen | None,
) -> int:
    """Tell what an import would make and which rows it would refuse; return the exit status it would have.

    Nothing is made, so nothing can wait to be committed: the rows are judged here, by the rules that need no
    database.

    Args:
        proposal: What the file needs.
        plan: What is there and what is to be made.
        source: The file.
        order: How it is to be imported.
        terminal: Where to tell it.
        purpose: What the file is to be imported as.
        ontology: The file of the ontology that was given, None when it is read from the rows.
        recipe: What maps the names of the file.
    """
    tree = plan.tree if recipe is None else fitted(plan.tree, recipe.rules, recipe.name, terminal)
    inspection = Inspection(
        source,
        tree,
        _rows(proposal, plan),
        purpose=purpose,
        is_strict=order.strict,
        recipe=recipe.rules if recipe is not None else None,
    )
    with terminal.progress(*columns()) as progress:
        task = progress.add_task(f"checking {source.name}", total=source.path.stat().st_size, told="")
        found = inspection.run(order.format, lambda size: progress.advance(task, size))
    if order.trust_units:
        found.finding = None
    terminal.answer({"import": None, "would_make": _made(proposal, plan), "check": found.told()})
    terminal.say(*proposal_texts(proposal, plan, source.name), "")
    terminal.say(*inspection_texts(found, source.name, ontology, terminal.out.width))
    terminal.say("[yellow]A dry run: nothing was made.[/] The same command without --dry-run makes all this.")
    return _status(found, order)


def _rows(proposal: Proposal, plan: Plan) -> PlannedRows:
    rows = PlannedRows({}, {})
    rows.plan = plan
    for key, file in proposal.media.items():
        rows.add(DataRowReference("global_key", key), DataRow([]), size_of(file))
    return rows


def _made(proposal: Proposal, plan: Plan) -> dict[str, Any]:
    brings_dataset = plan.dataset is None and bool(plan.new_keys or proposal.brings_rows)
    return {
        "project": plan.project_name if plan.project is None else None,
        "ontology": plan.ontology_name if plan.ontology is None else None,
        "features": [feature.name for feature in plan.tree.features] if plan.ontology is None else [],
        "dataset": plan.dataset_name if brings_dataset else None,
        "data_rows": len(plan.new_keys),
    }


def _status(found: Inspected, order: ImportOrder) -> int:
    if found.finding is not None or (order.policy == "atomic" and found.rejected):
        return ALL_REJECTED
    return status_of_rows(found.read, found.rejected)
