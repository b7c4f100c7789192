"""Uses: where data rows and ontologies are used."""

from typing import Any

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.import_job import EXAMPLE_IMPORT, Import, shown
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import seen
from postil.facades.native.scope import ontology_in_path, row_in_path
from postil.ports.projects import TaskState


class RowInProject(msgspec.Struct, kw_only=True):
    """A project that has the data row. `labels` counts labels, the others annotations."""

    project: str
    name: str
    task: int
    state: TaskState
    labels: int
    pre_labels: int
    predictions: int


class RowLabel(msgspec.Struct, kw_only=True):
    """A label on the data row."""

    id: str
    project: str
    is_benchmark: bool
    is_skipped: bool


class DataRowUses(msgspec.Struct, kw_only=True):
    """Where a data row is used: up to 200 of each, of the projects you have a role in."""

    projects: list[RowInProject]
    labels: list[RowLabel]
    imports: list[Import]


class ProjectName(msgspec.Struct, kw_only=True):
    """A project by its name."""

    id: str
    name: str


class FeatureUses(msgspec.Struct, kw_only=True):
    """How many annotations have a feature, and on how many data rows."""

    id: str
    annotations: int
    data_rows: int


class OntologyUses(msgspec.Struct, kw_only=True):
    """Where an ontology is used, in the projects you have a role in."""

    projects: list[ProjectName]
    features: list[FeatureUses]


def get_data_row_uses(call: Call[None, None]) -> DataRowUses:
    """Tell where a data row is used."""
    found = call.services.uses.of_row(call.uid, call.user)
    uids = {use.project.id: use.project.uid for use in found.tasks}
    projects = [
        RowInProject(
            project=use.project.uid,
            name=use.project.name,
            task=use.task.id,
            state=use.task.state,
            labels=use.summary.label_count,
            pre_labels=use.summary.pre_label_count,
            predictions=use.summary.prediction_count,
        )
        for use in found.tasks
    ]
    labels = [
        RowLabel(
            id=label.uid,
            project=uids[label.project_id],
            is_benchmark=label.is_benchmark,
            is_skipped=label.is_skipped,
        )
        for label in found.labels
    ]
    return DataRowUses(projects=projects, labels=labels, imports=shown(call, found.imports))


def get_ontology_uses(call: Call[None, None]) -> OntologyUses:
    """Tell where an ontology is used."""
    found = call.services.uses.of_ontology(call.uid, call.user)
    return OntologyUses(
        projects=[ProjectName(id=project.uid, name=project.name) for project in found.projects],
        features=[
            FeatureUses(id=use.uid, annotations=use.annotations, data_rows=use.data_rows)
            for use in found.features
        ],
    )


_PROJECT = "0190a000-0000-7000-8000-000000000030"
_ROW_USES: dict[str, Any] = {
    "projects": [
        {
            "project": _PROJECT,
            "name": "crossings",
            "task": 1,
            "state": "done",
            "labels": 1,
            "pre_labels": 12,
            "predictions": 0,
        }
    ],
    "labels": [
        {
            "id": "0190a000-0000-7000-8000-000000000070",
            "project": _PROJECT,
            "is_benchmark": False,
            "is_skipped": False,
        }
    ],
    "imports": [EXAMPLE_IMPORT],
}
_ONTOLOGY_USES: dict[str, Any] = {
    "projects": [{"id": _PROJECT, "name": "crossings"}],
    "features": [{"id": "0190a000-0000-7000-8000-000000000021", "annotations": 117, "data_rows": 40}],
}

ROUTES = [
    Route(
        method="GET",
        path=f"{API}/data-rows/{{uid}}/uses",
        name="get_data_row_uses",
        summary="Tell which projects, labels and imports a data row is in",
        access=seen(row_in_path),
        handler=get_data_row_uses,
        response=DataRowUses,
        example=Example(response=_ROW_USES),
    ),
    Route(
        method="GET",
        path=f"{API}/ontologies/{{uid}}/uses",
        name="get_ontology_uses",
        summary="Tell which projects use an ontology, and how many annotations its features have",
        access=seen(ontology_in_path),
        handler=get_ontology_uses,
        response=OntologyUses,
        description="What a change would affect. The counts are those of the index.",
        example=Example(response=_ONTOLOGY_USES),
    ),
]
