"""How a client wants its import to be done."""

from typing import Any, Literal

import msgspec

from postil.errors import AccessError
from postil.facades.native.call import Call
from postil.facades.native.page import Number
from postil.ports.jobs import JobSettings, OnEdited, Policy
from postil.services.imports.intake import NewImport


class ImportOptions(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How to import. Without `format` the content decides; without `name` the name of the source does.

    `policy` `rows` takes every good row, `atomic` all or none. `strict` turns bounds warnings into errors;
    `trust_units` accepts a file whose numbers fit another unit better. `create_rows` lets formats that bring
    their own assets make data rows in the dataset `dataset`. `recipe` maps the names of the source: the name
    or id of one of the project, at its newest version unless `recipe_version` is given. `replace` makes the
    rows of this import all that is said about their data rows. `on_edited` is about ground truth for a label
    that a person has edited: `refuse` the row, or add a `version` to the label. `dry_run` does everything but
    show it: the import ends as `staged`, has a diff, and is committed or cancelled.
    """

    name: str = ""
    source_name: str = ""
    purpose: Literal["pre_label", "ground_truth"] = "pre_label"
    format: str | None = None
    policy: Policy = "rows"
    strict: bool = False
    trust_units: bool = False
    create_rows: bool = False
    dataset: str | None = None
    recipe: str = ""
    recipe_version: Number | None = None
    replace: bool = False
    on_edited: OnEdited = "refuse"
    dry_run: bool = False


def new_import(call: Call[Any, Any], asked: ImportOptions) -> NewImport:
    """Say to the services what a client asked for; data rows are made in a dataset of one's own.

    Raises:
        NotFoundError: There is no such dataset, or none the caller may know of.
        AccessError: The dataset is not the caller's.
    """
    dataset_id = None
    if asked.dataset:
        dataset = call.services.visibility.dataset(asked.dataset, call.user)
        if dataset.created_by != call.user.id and not call.user.is_admin:
            raise AccessError(
                "data rows are added to a dataset by whoever created it, or an administrator",
                hint="create a dataset of your own for them",
            )
        dataset_id = dataset.id
    return NewImport(
        project_uid=call.uid,
        name=asked.name,
        purpose=asked.purpose,
        format=asked.format,
        source_name=asked.source_name,
        recipe=asked.recipe,
        recipe_version=asked.recipe_version,
        settings=JobSettings(
            policy=asked.policy,
            is_strict=asked.strict,
            trust_units=asked.trust_units,
            create_rows=asked.create_rows,
            dataset_id=dataset_id,
            replace=asked.replace,
            on_edited=asked.on_edited,
            is_dry_run=asked.dry_run,
        ),
    )
