"""Datasets."""

from typing import Annotated, Any

import msgspec

from postil.facades.labelbox.arguments import read
from postil.facades.labelbox.call import Call
from postil.facades.labelbox.field import Fields, Json
from postil.facades.labelbox.instants import instant_text
from postil.facades.labelbox.listing import Asked, Listing
from postil.facades.labelbox.users import organization_of, user_by_id
from postil.model.identity import spell_id
from postil.ports.catalog import Dataset

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]

_CONDITIONS = ("id", "name", "description", "createdAt", "updatedAt")


class NewDataset(msgspec.Struct, kw_only=True):
    """What a dataset is made of."""

    name: Name
    description: str | None = None


class DatasetChanges(msgspec.Struct, kw_only=True):
    """What is to be changed; None stays."""

    name: Name | None = None
    description: str | None = None
    deleted: bool = False


def get_dataset(call: Call, _: Any, *, where: Json) -> Json:
    """Answer a dataset."""
    return dataset_json(call, call.services.visibility.dataset(call.uid(where["id"]), call.user))


def list_datasets(call: Call, _: Any, **asked: Asked) -> list[Json]:
    """Answer the datasets the caller may know of, oldest first."""
    listing = Listing(_CONDITIONS, **asked)
    return listing.page_of(
        lambda after, limit: call.services.visibility.datasets(
            call.user, after_id=after, limit=limit, name=listing.name
        ),
        lambda one: dataset_json(call, one),
    )


def create_dataset(call: Call, _: Any, *, data: Json) -> Json:
    """Make a dataset."""
    new = read(data, NewDataset)
    made = call.services.datasets.create(new.name, call.user, description=new.description or "")
    return {**dataset_json(call, made), "rowCount": 0}


def update_dataset(call: Call, _: Any, *, where: Json, data: Json) -> Json:
    """Change a dataset, or delete it."""
    changes = read(data, DatasetChanges)
    found = call.services.visibility.made_dataset(call.uid(where["id"]), call.user)
    if changes.deleted:
        call.services.datasets.delete(found.uid, call.user)
        return dataset_json(call, found)
    changed = call.services.datasets.update(
        found.uid, call.user, name=changes.name, description=changes.description
    )
    return dataset_json(call, changed)


def dataset_json(call: Call, dataset: Dataset) -> Json:
    """Spell a dataset; its rows are counted only when asked for."""
    return {
        "id": spell_id(dataset.uid),
        "name": dataset.name,
        "description": dataset.description,
        "createdAt": instant_text(dataset.created_at),
        "updatedAt": instant_text(dataset.updated_at),
        "rowCount": lambda: call.services.datasets.get(dataset.uid).row_count,
        "createdBy": lambda: user_by_id(call, dataset.created_by),
    }


FIELDS: Fields = {
    "Query.dataset": get_dataset,
    "Query.datasets": list_datasets,
    "Mutation.createDataset": create_dataset,
    "Mutation.updateDataset": update_dataset,
    "Dataset.organization": organization_of,
}
