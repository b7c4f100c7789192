"""Scope: what a path is about, for the rules: the project it asks for a role in, or the thing itself."""

from typing import Any

from postil.facades.native.call import Call
from postil.model.ontology import Ontology
from postil.ports.access import User
from postil.ports.catalog import CatalogRow
from postil.services.people.users import missing_user


def project_in_path(call: Call[Any, Any]) -> int:
    """Find the project whose id is in the path."""
    return call.services.projects.find(call.uid).id


def project_of_import(call: Call[Any, Any]) -> int | None:
    """Find the project of the import whose id is in the path."""
    return call.services.imports.get(call.uid).project_id


def project_of_draft(call: Call[Any, Any]) -> int:
    """Find the project of the draft whose id is in the path; nobody else's draft is found."""
    return call.services.drafts.find(call.uid, call.user).project_id


def project_of_label(call: Call[Any, Any]) -> int:
    """Find the project of the label whose id is in the path."""
    return call.services.labels.find(call.uid).project_id


def project_of_comment(call: Call[Any, Any]) -> int:
    """Find the project of the comment whose id is in the path."""
    return call.services.comments.find(call.uid).project_id


def project_of_webhook(call: Call[Any, Any]) -> int | None:
    """Find the project of the webhook whose id is in the path; None for one of the whole installation."""
    return call.services.webhooks.get(call.uid).project_id


def project_of_recipe(call: Call[Any, Any]) -> int | None:
    """Find the project of the recipe whose id is in the path."""
    return call.services.recipes.get(call.uid).project_id


def dataset_creator(call: Call[Any, Any]) -> int | None:
    """Find who made the dataset of the path, if the caller may know of it."""
    return call.services.visibility.dataset(call.uid, call.user).created_by


def row_creator(call: Call[Any, Any]) -> int | None:
    """Find who made the dataset of the data row of the path, if the caller may know of it."""
    return call.services.visibility.maker_of_row(call.uid, call.user)


def model_maker(call: Call[Any, Any]) -> int | None:
    """Find who made the model of the path, if the caller may know of it."""
    return call.services.models.get(call.uid, call.user).created_by


def run_maker(call: Call[Any, Any]) -> int | None:
    """Find who made the model of the run of the path, if the caller may know of it."""
    run = call.services.model_runs.get(call.uid, call.user)
    model = call.services.model_runs.model_of(run)
    return model.created_by if model is not None else None


def row_in_path(call: Call[Any, Any]) -> CatalogRow:
    """Find the data row of the path, if the caller may know of it."""
    return call.services.visibility.data_row(call.uid, call.user)


def ontology_in_path(call: Call[Any, Any]) -> Ontology:
    """Find the ontology of the path, if the caller may know of it."""
    return call.services.visibility.ontology(call.uid, call.user)


def user_in_path(call: Call[Any, Any]) -> User:
    """Find the user of the path: for others than administrators there is only themselves."""
    if not call.user.is_admin and call.user.uid != call.uid:
        raise missing_user(call.uid)
    return call.services.users.get(call.uid)
