"""Plan: what is there already of what an import needs, and what has to be made. Changes nothing."""

from collections.abc import Iterable

import msgspec

from postil.model.identity import read_id
from postil.model.ontology import Ontology as Tree
from postil.sdk.client import Client
from postil.sdk.datasets import Dataset
from postil.sdk.folder import misspelt
from postil.sdk.ontologies import Ontology, is_same
from postil.sdk.projects import Project
from postil.sdk.proposal import Proposal

MOST_ASKED = 200
"""Data rows that are asked for one by one; of more ids the import itself says which are unknown."""


class Plan(msgspec.Struct, kw_only=True):
    """What to do before a file can be imported.

    `project`, `ontology` and `dataset` are there already when not None; `..._name` is what is to be made
    otherwise. `tree` is the ontology to be made. `new_keys` are data rows to be made, `misspelt` keys that no
    data row or image has and the one probably meant, `absent_ids` ids no data row has, `joining_keys` and
    `joining_ids` data rows the project does not have yet. `new_features` are what a recipe adds to the
    ontology.
    """

    project_name: str
    dataset_name: str
    ontology_name: str
    tree: Tree
    project: Project | None = None
    dataset: Dataset | None = None
    ontology: Ontology | None = None
    new_keys: list[str] = []
    misspelt: dict[str, str] = {}
    absent_ids: list[str] = []
    joining_keys: list[str] = []
    joining_ids: list[str] = []
    new_features: list[str] = []

    @property
    def has_target(self) -> bool:
        """Tell whether there is a project to import into, with an ontology to judge rows by."""
        return self.project is not None and self.project.ontology is not None

    @property
    def makes_something(self) -> bool:
        """Tell whether carrying the plan out changes anything on the server."""
        is_lacking = self.new_keys or self.joining_keys or self.joining_ids or self.new_features
        return self.project is None or bool(is_lacking)


def plan(
    client: Client,
    proposal: Proposal,
    *,
    project: str | None = None,
    dataset: str | None = None,
    tree: Tree | None = None,
) -> Plan:
    """Compare what a file needs with what the server has.

    Args:
        client: The server.
        proposal: What the file needs.
        project: Name or id of the project; the name of the file when absent.
        dataset: Name or id of the dataset for new data rows; the name of the project when absent.
        tree: The ontology to use instead of the one read from the file, when the project has none.

    Raises:
        UsageError: Several projects or datasets have the name.
    """
    name = project or proposal.name
    found = client.projects.named(name)
    wanted = tree or proposal.inferred.ontology
    made = Plan(
        project_name=found.name if found else name,
        dataset_name=dataset or (found.name if found else name),
        ontology_name=wanted.name if tree is not None and wanted.name else name,
        tree=wanted,
        project=found,
    )
    made.dataset = client.datasets.named(made.dataset_name)
    _choose_ontology(client, made)
    _find_rows(client, proposal, made)
    return made


def _choose_ontology(client: Client, made: Plan) -> None:
    if made.project is not None and made.project.ontology is not None:
        made.ontology = client.ontologies.get(made.project.ontology)
        return
    taken = {}
    for ontology in client.ontologies.list():
        if is_same(ontology, made.tree) and ontology.name == made.ontology_name:
            made.ontology = ontology
            return
        taken[ontology.name] = ontology
    made.ontology_name = free_name(made.ontology_name, taken)


def _find_rows(client: Client, proposal: Proposal, made: Plan) -> None:
    existing = client.data_rows.existing(proposal.row_keys)
    known = existing | proposal.media.keys()
    made.misspelt = misspelt((key for key in proposal.row_keys if key not in known), known)
    keys = [key for key in proposal.row_keys if key not in made.misspelt]
    made.new_keys = [key for key in keys if key not in existing]
    uids = {spelling: read_id(spelling) or spelling for spelling in proposal.row_ids}
    if len(uids) <= MOST_ASKED:
        made.absent_ids = [spelling for spelling, uid in uids.items() if not client.data_rows.exists(uid)]
    joined = set[str]()
    if made.project is not None and made.project.task_counts:
        for task in client.projects.tasks(made.project):
            joined.update((task.data_row, task.global_key or task.data_row))
    made.joining_keys = [key for key in keys if key not in joined]
    absent = set(made.absent_ids)
    made.joining_ids = [
        spelling for spelling, uid in uids.items() if spelling not in absent and uid not in joined
    ]


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return the name, or the first of `name (2)`, `name (3)` ... that is free."""
    used = set(taken)
    number = 1
    free = name
    while free in used:
        number += 1
        free = f"{name} ({number})"
    return free
