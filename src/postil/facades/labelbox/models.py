"""Models and their runs."""

from typing import Annotated, Any, Literal

import msgspec

from postil.facades.labelbox.arguments import read
from postil.facades.labelbox.call import Call
from postil.facades.labelbox.field import Fields, Json
from postil.facades.labelbox.instants import instant_text
from postil.facades.labelbox.listing import Asked, Listing
from postil.facades.labelbox.users import user_by_id
from postil.model.identity import spell_id
from postil.ports.models import Model, ModelRun

Ids = Annotated[list[str], msgspec.Meta(min_length=1, max_length=100)]
Status = Literal["EXPORTING_DATA", "PREPARING_DATA", "TRAINING_MODEL", "COMPLETE", "FAILED"]

_CONDITIONS = ("id", "name")
_RUN_CONDITIONS = ("id", "name", "createdAt", "updatedAt")


class NewModel(msgspec.Struct, kw_only=True, rename="camel"):
    """What a model is made of."""

    name: str
    ontology_id: str


class NewRun(msgspec.Struct, kw_only=True, rename="camel"):
    """What a run is made of."""

    name: str
    model_id: str
    training_metadata: dict[str, Any] | None = None


class Config(msgspec.Struct):
    """A configuration of a run."""

    config: dict[str, Any]


class Pipeline(msgspec.Struct, kw_only=True):
    """How far the training of a run is."""

    status: Status


class Chosen(msgspec.Struct):
    """Several things by id."""

    ids: Ids


class OfRun(msgspec.Struct, kw_only=True, rename="camel"):
    """A run by id."""

    model_run_id: str


def get_model(call: Call, _: Any, *, where: Json) -> Json:
    """Answer a model."""
    return model_json(call, call.services.models.get(call.uid(where["id"]), call.user))


def list_models(call: Call, _: Any, **asked: Asked) -> list[Json]:
    """Answer the models the caller may know of, oldest first."""
    listing = Listing(_CONDITIONS, **asked)
    return listing.page_of(
        lambda after, limit: call.services.models.list_models(
            call.user, after_id=after, limit=limit, name=listing.name
        ),
        lambda model: model_json(call, model),
    )


def create_model(call: Call, _: Any, *, data: Json) -> Json:
    """Make a model."""
    new = read(data, NewModel)
    return model_json(call, call.services.models.create(new.name, call.uid(new.ontology_id), call.user))


def delete_models(call: Call, _: Any, *, where: Json) -> list[str]:
    """Delete models with all their runs."""
    ids = read(where, Chosen, "where").ids
    for spelling in ids:
        call.services.models.delete(call.uid(spelling), call.user)
    return ids


def list_runs(call: Call, source: Json, **asked: Asked) -> list[Json]:
    """Answer the runs of a model, oldest first."""
    model: Model = source["model"]
    return Listing(_RUN_CONDITIONS, **asked).page_of(
        lambda after, limit: call.services.model_runs.list_runs(
            model.uid, call.user, after_id=after, limit=limit
        ),
        lambda run: run_json(call, run),
    )


def get_run(call: Call, _: Any, *, where: Json) -> Json:
    """Answer a run."""
    return run_json(call, call.services.model_runs.get(call.uid(where["id"]), call.user))


def create_run(call: Call, _: Any, *, data: Json) -> Json:
    """Make a run of a model."""
    new = read(data, NewRun)
    made = call.services.model_runs.create(
        call.uid(new.model_id), new.name, call.user, settings=new.training_metadata
    )
    return run_json(call, made)


def delete_runs(call: Call, _: Any, *, where: Json) -> list[str]:
    """Delete runs with what was predicted in them."""
    ids = read(where, Chosen, "where").ids
    for spelling in ids:
        call.services.model_runs.delete(call.uid(spelling), call.user)
    return ids


def update_config(
    call: Call,
    _: Any,
    *,
    modelRun: Json,  # noqa: N803 - as the package spells it
    data: Json,
) -> Json:
    """Put another configuration in the place of that of a run."""
    settings = read(data, Config).config
    changed = call.services.model_runs.update(call.uid(modelRun["id"]), call.user, settings=settings)
    return run_json(call, changed)


def reset_config(
    call: Call,
    _: Any,
    *,
    modelRun: Json,  # noqa: N803 - as the package spells it
) -> Json:
    """Take the configuration of a run away."""
    changed = call.services.model_runs.update(call.uid(modelRun["id"]), call.user, settings={})
    return run_json(call, changed)


def update_pipeline(
    call: Call,
    _: Any,
    *,
    modelRun: Json,  # noqa: N803 - as the package spells it
    data: Json,
) -> Json:
    """Keep how far the training of a run is, as its maker says."""
    state = read(data, Pipeline).status
    changed = call.services.model_runs.update(call.uid(modelRun["id"]), call.user, state=state)
    return {"status": changed.state}


def get_pipeline(call: Call, _: Any, *, where: Json) -> Json:
    """Answer how far the training of a run is."""
    run = call.services.model_runs.get(call.uid(where["id"]), call.user)
    return {"status": run.state}


def get_run_info(call: Call, _: Any, *, where: Json) -> Json:
    """Answer how many data rows a run has."""
    asked = read(where, OfRun, "where")
    run = call.services.model_runs.get(call.uid(asked.model_run_id), call.user)
    return {"totalDataRows": sum(call.services.model_runs.counts(run).values())}


def model_json(call: Call, model: Model) -> Json:
    """Spell a model."""
    ontology = call.services.ontologies.by_id(model.ontology_id or 0)
    return {
        "id": spell_id(model.uid),
        "name": model.name,
        "ontologyId": spell_id(ontology.uid) if ontology is not None and ontology.uid else None,
        "model": model,
    }


def run_json(call: Call, run: ModelRun) -> Json:
    """Spell a run."""
    model = call.services.model_runs.model_of(run)
    maker = user_by_id(call, run.created_by)
    at = instant_text(run.created_at)
    return {
        "id": spell_id(run.uid),
        "name": run.name,
        "createdAt": at,
        "updatedAt": at,
        "createdBy": maker["id"] if maker else None,
        "modelId": spell_id(model.uid) if model else None,
        "trainingMetadata": run.settings or None,
        "modelAppId": None,
        "run": run,
    }


FIELDS: Fields = {
    "Query.model": get_model,
    "Query.models": list_models,
    "Query.modelRun": get_run,
    "Query.modelFoundryModelRunInfo": get_run_info,
    "Query.trainingPipeline": get_pipeline,
    "Mutation.createModel": create_model,
    "Mutation.deleteModels": delete_models,
    "Mutation.createModelRun": create_run,
    "Mutation.deleteModelRuns": delete_runs,
    "Mutation.updateModelRunConfig": update_config,
    "Mutation.resetModelRunConfig": reset_config,
    "Mutation.updateTrainingPipeline": update_pipeline,
    "Model.modelRuns": list_runs,
}
