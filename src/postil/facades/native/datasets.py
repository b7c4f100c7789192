"""Datasets: named sets of data rows."""

from datetime import datetime
from typing import Annotated

import msgspec

from postil.facades.native.call import Call, Tagged
from postil.facades.native.page import Page, PageQuery, next_after
from postil.facades.native.precondition import expected
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import SIGNED_IN, creator, seen
from postil.facades.native.scope import dataset_creator
from postil.ports.catalog import Dataset as StoredDataset
from postil.services.instant import moment

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]


class Dataset(msgspec.Struct, kw_only=True):
    """A named set of data rows."""

    id: str
    name: str
    description: str
    row_count: int
    created_at: datetime


class NewDataset(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A dataset to be made; names need not be unique."""

    name: Name
    description: str = ""


class DatasetChanges(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What to change; what is absent or null stays."""

    name: Name | None = None
    description: str | None = None


class DatasetQuery(PageQuery, kw_only=True, forbid_unknown_fields=True):
    """Which datasets: all, or those of exactly this name."""

    name: Name | None = None


def create_dataset(call: Call[NewDataset, None]) -> Dataset:
    """Make a dataset."""
    new = call.body
    return _dataset(call.services.datasets.create(new.name, call.user, description=new.description))


def list_datasets(call: Call[None, DatasetQuery]) -> Page[Dataset]:
    """List datasets."""
    part = call.query
    found = call.services.visibility.datasets(
        call.user, after_id=part.after, limit=part.limit, name=part.name
    )
    return Page(items=[_dataset(dataset) for dataset in found], next=next_after(found, part.limit))


def get_dataset(call: Call[None, None]) -> Tagged:
    """Return a dataset."""
    return _tagged(call.services.datasets.get(call.uid))


def update_dataset(call: Call[DatasetChanges, None]) -> Tagged:
    """Change a dataset."""
    changes = call.body
    changed = call.services.datasets.update(
        call.uid, call.user, name=changes.name, description=changes.description, expected=expected(call)
    )
    return _tagged(changed)


def delete_dataset(call: Call[None, None]) -> None:
    """Delete a dataset."""
    call.services.datasets.delete(call.uid, call.user, expected=expected(call))


def _tagged(stored: StoredDataset) -> Tagged:
    return Tagged(_dataset(stored), stored.version)


def _dataset(stored: StoredDataset) -> Dataset:
    return Dataset(
        id=stored.uid,
        name=stored.name,
        description=stored.description,
        row_count=stored.row_count,
        created_at=moment(stored.created_at),
    )


_DATASET = {
    "id": "0190a000-0000-7000-8000-000000000010",
    "name": "street scenes",
    "description": "",
    "row_count": 0,
    "created_at": "2026-01-05T09:30:00Z",
}

ROUTES = [
    Route(
        method="GET",
        path=f"{API}/datasets",
        name="list_datasets",
        summary="List the datasets you may know of, oldest first",
        access=SIGNED_IN,
        handler=list_datasets,
        query=DatasetQuery,
        response=Page[Dataset],
        description="Those you made, and those that data rows of your projects lie in.",
        example=Example(response={"items": [_DATASET], "next": None}),
    ),
    Route(
        method="POST",
        path=f"{API}/datasets",
        name="create_dataset",
        summary="Create a dataset",
        access=SIGNED_IN,
        handler=create_dataset,
        request=NewDataset,
        response=Dataset,
        status=201,
        example=Example({"name": "street scenes"}, _DATASET),
    ),
    Route(
        method="GET",
        path=f"{API}/datasets/{{uid}}",
        name="get_dataset",
        summary="Get a dataset",
        access=seen(dataset_creator),
        handler=get_dataset,
        etag=True,
        response=Dataset,
        example=Example(response=_DATASET),
    ),
    Route(
        method="PATCH",
        path=f"{API}/datasets/{{uid}}",
        name="update_dataset",
        summary="Change a dataset",
        access=creator(dataset_creator),
        handler=update_dataset,
        etag=True,
        request=DatasetChanges,
        response=Dataset,
        example=Example({"description": "dusk and dawn"}, {**_DATASET, "description": "dusk and dawn"}),
    ),
    Route(
        method="DELETE",
        path=f"{API}/datasets/{{uid}}",
        name="delete_dataset",
        summary="Delete a dataset and its data rows",
        access=creator(dataset_creator),
        handler=delete_dataset,
        etag=True,
        status=204,
        description="The global keys of its data rows become free.",
    ),
]
