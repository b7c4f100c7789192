"""The table: what answers every field, every kind of file and every path, from the files of the resources."""

from types import ModuleType
from typing import Any

from postil.facades.labelbox import (
    attachments,
    batch_series,
    batches,
    data_rows,
    datasets,
    exports,
    feature_schemas,
    global_keys,
    imports,
    labels,
    members,
    metadata,
    metadata_schemas,
    model_run_rows,
    models,
    ontologies,
    projects,
    queues,
    tasks,
    uploads,
    upserts,
    users,
)
from postil.facades.labelbox.field import Fields, Files, Paths

RESOURCES: tuple[ModuleType, ...] = (
    users,
    datasets,
    models,
    model_run_rows,
    projects,
    ontologies,
    feature_schemas,
    batches,
    batch_series,
    queues,
    members,
    labels,
    uploads,
    imports,
    tasks,
    exports,
    upserts,
    data_rows,
    global_keys,
    metadata_schemas,
    metadata,
    attachments,
)
"""Every resource: a module with a table FIELDS, FILES or PATHS."""


def merged(name: str) -> dict[str, Any]:
    """Put the tables of one name together.

    Raises:
        ValueError: Two resources answer the same.
    """
    found: dict[str, Any] = {}
    for resource in RESOURCES:
        table = getattr(resource, name, {})
        if twice := set(found) & set(table):
            raise ValueError(f"{resource.__name__} answers what another one answers: {sorted(twice)}")
        found |= table
    return found


FIELDS: Fields = merged("FIELDS")
FILES: Files = merged("FILES")
PATHS: Paths = merged("PATHS")
