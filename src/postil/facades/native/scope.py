"""Scope: the project a path is about, for the rules that ask for a role in it."""

from typing import Any

from postil.facades.native.call import Call


def project_in_path(call: Call[Any, Any]) -> int:
    """Find the project whose id is in the path."""
    return call.services.projects.find(call.uid).id


def project_of_import(call: Call[Any, Any]) -> int | None:
    """Find the project of the import whose id is in the path."""
    return call.services.imports.get(call.uid).project_id


def project_of_webhook(call: Call[Any, Any]) -> int | None:
    """Find the project of the webhook whose id is in the path; None for one of the whole installation."""
    return call.services.webhooks.get(call.uid).project_id


def project_of_recipe(call: Call[Any, Any]) -> int | None:
    """Find the project of the recipe whose id is in the path."""
    return call.services.recipes.get(call.uid).project_id
