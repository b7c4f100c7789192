"""Arrangement: make what a plan lacks - ontology, project, dataset, data rows, batch - in that order.

Everything is found again by its name, so an arrangement that was interrupted is completed by doing it again.
"""

from collections.abc import Callable, Sequence

import msgspec

from postil.errors import ConflictError, UsageError
from postil.model.issue import Issue
from postil.sdk.client import Client
from postil.sdk.plan import Plan, free_name
from postil.sdk.projects import Project
from postil.sdk.proposal import Proposal

BATCH_ROWS = 20_000

Step = Callable[[str, int, int], None]
"""Told what is being done, how many of it are done, and of how many."""


class Arranged(msgspec.Struct, kw_only=True):
    """Where the import goes now, what was made, and data rows that could not be."""

    project: Project
    dataset_id: str | None = None
    uploaded: int = 0
    empty: int = 0
    joined: int = 0
    issues: list[Issue] = []


def arrange(client: Client, plan: Plan, proposal: Proposal, batch_name: str, step: Step) -> Arranged:
    """Carry a plan out and return where the file can be imported."""
    made = Arranged(project=_project(client, plan))
    if plan.new_keys or proposal.brings_rows:
        made.dataset_id = (plan.dataset or client.datasets.create(plan.dataset_name)).id
    if made.dataset_id is not None:
        _make_rows(client, plan, proposal, made, step)
    _join(client, plan, made, batch_name, step)
    return made


def _project(client: Client, plan: Plan) -> Project:
    if plan.project is not None and plan.project.ontology is not None:
        return plan.project
    ontology = plan.ontology or client.ontologies.create(plan.tree, plan.ontology_name)
    if plan.project is not None:
        return client.projects.set_ontology(plan.project, ontology.id)
    return client.projects.create(plan.project_name, media_type=ontology.media_type, ontology=ontology.id)


def _make_rows(client: Client, plan: Plan, proposal: Proposal, made: Arranged, step: Step) -> None:
    dataset = made.dataset_id or ""
    files = [(key, proposal.media[key]) for key in plan.new_keys if key in proposal.media]
    for number, (key, file) in enumerate(files, 1):
        try:
            client.data_rows.upload(dataset, file, key)
            made.uploaded += 1
        except (ConflictError, UsageError) as error:
            made.issues.append(Issue(error.code or "ROW017", error.message, error.hint, got=key))
        step("uploading images", number, len(files))
    empty = [key for key in plan.new_keys if key not in proposal.media]
    for number, outcome in enumerate(client.data_rows.create(dataset, empty), 1):
        made.empty += outcome.id is not None
        made.issues += outcome.issues
        step("making data rows", number, len(empty))


def _join(client: Client, plan: Plan, made: Arranged, name: str, step: Step) -> None:
    total = len(plan.joining_keys) + len(plan.joining_ids)
    if not total:
        return
    taken = {batch.name for batch in client.batches.list(made.project.id)}
    for keys, ids in (*_parts(plan.joining_keys, by_key=True), *_parts(plan.joining_ids, by_key=False)):
        free = free_name(name, taken)
        taken.add(free)
        outcome = client.batches.create(made.project.id, free, global_keys=keys, data_rows=ids)
        made.joined += outcome.batch.row_count
        step("adding data rows to the project", made.joined, total)


def _parts(names: Sequence[str], *, by_key: bool) -> list[tuple[Sequence[str], Sequence[str]]]:
    parts = [names[first : first + BATCH_ROWS] for first in range(0, len(names), BATCH_ROWS)]
    return [(part, ()) if by_key else ((), part) for part in parts]
