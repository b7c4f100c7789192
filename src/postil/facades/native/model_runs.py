"""Model runs: the iterations of a model."""

from datetime import datetime
from typing import Any

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.datasets import Name
from postil.facades.native.models import email_of
from postil.facades.native.page import Page, PageQuery, next_after
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import creator, seen
from postil.facades.native.scope import model_maker, run_maker
from postil.ports.models import ModelRun as StoredRun
from postil.services.instant import moment


class ModelRun(msgspec.Struct, kw_only=True):
    """One iteration of a model. `config` is its configuration, as its maker spelled it."""

    id: str
    name: str
    model: str | None
    config: dict[str, Any]
    created_by: str | None
    created_at: datetime


class SplitCounts(msgspec.Struct, kw_only=True):
    """How many data rows a run has in every split."""

    training: int = 0
    validation: int = 0
    test: int = 0
    unassigned: int = 0


class ModelRunDetail(ModelRun, kw_only=True):
    """A run and how many data rows it has."""

    splits: SplitCounts


class NewModelRun(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A run to be made; its name is unique within the model."""

    name: Name
    config: dict[str, Any] = {}


class ModelRunChanges(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What to change; what is absent or null stays. A configuration takes the place of the one before."""

    name: Name | None = None
    config: dict[str, Any] | None = None


def create_run(call: Call[NewModelRun, None]) -> ModelRun:
    """Make a run."""
    new = call.body
    return _run(call, call.services.model_runs.create(call.uid, new.name, call.user, settings=new.config))


def list_runs(call: Call[None, PageQuery]) -> Page[ModelRun]:
    """List the runs of a model."""
    part = call.query
    found = call.services.model_runs.list_runs(call.uid, call.user, after_id=part.after, limit=part.limit)
    return Page(items=[_run(call, run) for run in found], next=next_after(found, part.limit))


def get_run(call: Call[None, None]) -> ModelRunDetail:
    """Return a run."""
    stored = call.services.model_runs.get(call.uid, call.user)
    found = _run(call, stored)
    counts = {name or "unassigned": n for name, n in call.services.model_runs.counts(stored).items()}
    fields = {name: getattr(found, name) for name in found.__struct_fields__}
    return ModelRunDetail(**fields, splits=SplitCounts(**counts))


def update_run(call: Call[ModelRunChanges, None]) -> ModelRun:
    """Change a run."""
    changes = call.body
    changed = call.services.model_runs.update(call.uid, call.user, name=changes.name, settings=changes.config)
    return _run(call, changed)


def delete_run(call: Call[None, None]) -> None:
    """Delete a run."""
    call.services.model_runs.delete(call.uid, call.user)


def _run(call: Call[Any, Any], stored: StoredRun) -> ModelRun:
    model = call.services.model_runs.model_of(stored)
    return ModelRun(
        id=stored.uid,
        name=stored.name,
        model=model.uid if model is not None else None,
        config=stored.settings,
        created_by=email_of(call, stored.created_by),
        created_at=moment(stored.created_at),
    )


_RUN = {
    "id": "0190a000-0000-7000-8000-000000000090",
    "name": "iteration 1",
    "model": "0190a000-0000-7000-8000-000000000080",
    "config": {"learning_rate": 0.001},
    "created_by": "ada@example.org",
    "created_at": "2026-01-05T09:30:00Z",
}
_TAKEN = {409: "The model has a run of this name."}

ROUTES = [
    Route(
        method="GET",
        path=f"{API}/models/{{uid}}/runs",
        name="list_model_runs",
        summary="List the runs of a model, oldest first",
        access=seen(model_maker),
        handler=list_runs,
        query=PageQuery,
        response=Page[ModelRun],
        example=Example(response={"items": [_RUN], "next": None}),
    ),
    Route(
        method="POST",
        path=f"{API}/models/{{uid}}/runs",
        name="create_model_run",
        summary="Create a run of a model",
        access=creator(model_maker),
        handler=create_run,
        request=NewModelRun,
        response=ModelRun,
        status=201,
        errors=_TAKEN,
        example=Example({"name": "iteration 1", "config": {"learning_rate": 0.001}}, _RUN),
    ),
    Route(
        method="GET",
        path=f"{API}/model-runs/{{uid}}",
        name="get_model_run",
        summary="Get a model run",
        access=seen(run_maker),
        handler=get_run,
        response=ModelRunDetail,
        example=Example(
            response={**_RUN, "splits": {"training": 800, "validation": 100, "test": 100, "unassigned": 0}}
        ),
    ),
    Route(
        method="PATCH",
        path=f"{API}/model-runs/{{uid}}",
        name="update_model_run",
        summary="Change a model run",
        access=creator(run_maker),
        handler=update_run,
        request=ModelRunChanges,
        response=ModelRun,
        errors=_TAKEN,
        example=Example({"config": {"learning_rate": 0.001}}, _RUN),
    ),
    Route(
        method="DELETE",
        path=f"{API}/model-runs/{{uid}}",
        name="delete_model_run",
        summary="Delete a model run and what was predicted in it",
        access=creator(run_maker),
        handler=delete_run,
        status=204,
        description="Data rows and labels stay.",
    ),
]
