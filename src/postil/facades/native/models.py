"""Models: things that predict what an ontology names."""

from datetime import datetime
from typing import Any

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.datasets import Name
from postil.facades.native.page import Page, PageQuery, next_after
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import SIGNED_IN, creator, seen
from postil.facades.native.scope import model_maker
from postil.ports.models import Model as StoredModel
from postil.services.instant import moment


class Model(msgspec.Struct, kw_only=True):
    """A thing that predicts; `ontology` is the id of the ontology its predictions are checked against."""

    id: str
    name: str
    ontology: str | None
    created_by: str | None
    created_at: datetime


class NewModel(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A model to be made; names need not be unique."""

    name: Name
    ontology: str


class ModelChanges(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What to change."""

    name: Name


class ModelQuery(PageQuery, kw_only=True, forbid_unknown_fields=True):
    """Which models: all, or those of exactly this name."""

    name: Name | None = None


def create_model(call: Call[NewModel, None]) -> Model:
    """Make a model."""
    new = call.body
    return _model(call, call.services.models.create(new.name, new.ontology, call.user))


def list_models(call: Call[None, ModelQuery]) -> Page[Model]:
    """List models."""
    part = call.query
    found = call.services.models.list_models(call.user, after_id=part.after, limit=part.limit, name=part.name)
    return Page(items=[_model(call, model) for model in found], next=next_after(found, part.limit))


def get_model(call: Call[None, None]) -> Model:
    """Return a model."""
    return _model(call, call.services.models.get(call.uid, call.user))


def update_model(call: Call[ModelChanges, None]) -> Model:
    """Call a model otherwise."""
    return _model(call, call.services.models.update(call.uid, call.body.name, call.user))


def delete_model(call: Call[None, None]) -> None:
    """Delete a model."""
    call.services.models.delete(call.uid, call.user)


def _model(call: Call[Any, Any], stored: StoredModel) -> Model:
    ontology = call.services.ontologies.by_id(stored.ontology_id or 0)
    return Model(
        id=stored.uid,
        name=stored.name,
        ontology=ontology.uid if ontology is not None else None,
        created_by=email_of(call, stored.created_by),
        created_at=moment(stored.created_at),
    )


def email_of(call: Call[Any, Any], user_id: int | None) -> str | None:
    """Return the address of a user by store id; asks only for others than the caller."""
    if user_id is None or user_id == call.user.id:
        return call.user.email if user_id is not None else None
    found = call.services.users.by_ids({user_id}).get(user_id)
    return found.email if found is not None else None


_MODEL = {
    "id": "0190a000-0000-7000-8000-000000000080",
    "name": "detector",
    "ontology": "0190a000-0000-7000-8000-000000000020",
    "created_by": "ada@example.org",
    "created_at": "2026-01-05T09:30:00Z",
}

ROUTES = [
    Route(
        method="GET",
        path=f"{API}/models",
        name="list_models",
        summary="List the models you may know of, oldest first",
        access=SIGNED_IN,
        handler=list_models,
        query=ModelQuery,
        response=Page[Model],
        description="Those you made, and those whose ontology a project of yours uses.",
        example=Example(response={"items": [_MODEL], "next": None}),
    ),
    Route(
        method="POST",
        path=f"{API}/models",
        name="create_model",
        summary="Create a model",
        access=SIGNED_IN,
        handler=create_model,
        request=NewModel,
        response=Model,
        status=201,
        example=Example({"name": "detector", "ontology": _MODEL["ontology"]}, _MODEL),
    ),
    Route(
        method="GET",
        path=f"{API}/models/{{uid}}",
        name="get_model",
        summary="Get a model",
        access=seen(model_maker),
        handler=get_model,
        response=Model,
        example=Example(response=_MODEL),
    ),
    Route(
        method="PATCH",
        path=f"{API}/models/{{uid}}",
        name="update_model",
        summary="Call a model otherwise",
        access=creator(model_maker),
        handler=update_model,
        request=ModelChanges,
        response=Model,
        example=Example({"name": "detector"}, _MODEL),
    ),
    Route(
        method="DELETE",
        path=f"{API}/models/{{uid}}",
        name="delete_model",
        summary="Delete a model and its runs",
        access=creator(model_maker),
        handler=delete_model,
        status=204,
        description="Data rows and labels stay.",
    ),
]
