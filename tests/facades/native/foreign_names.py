"""What a body or query may name, and what becomes of it when the caller may not know of it.

Each line is a field of a body or a parameter of a query by `operation.field`. NAMES are probed by
`test_foreign_names.py`; TEXTS name nothing that is stored, or only what is in the place the route is about.
"""

NAMES = {
    "create_project.ontology",
    "update_project.ontology",
    "create_batch.data_rows",
    "create_batch.global_keys",
    "create_import.dataset",
    "create_import.recipe",
    "import_remote_file.options.dataset",
    "import_remote_file.options.recipe",
    "create_upload.options.dataset",
    "create_upload.options.recipe",
    "suggest_recipe.imported",
    "list_data_rows.dataset",
    "list_data_rows.global_key",
    "list_data_rows.global_key_prefix",
    "list_project_rows.dataset",
    "list_project_rows.job",
    "list_project_rows.global_key_prefix",
    "list_annotations.dataset",
    "list_annotations.job",
    "list_annotations.global_key_prefix",
    "stream_export.dataset",
    "stream_export.batch",
    "stream_export.global_key",
    "list_export_losses.dataset",
    "list_export_losses.batch",
    "list_export_losses.global_key",
    "get_usage.project",
    "create_model.ontology",
    "create_run_rows.data_rows",
    "create_run_rows.global_keys",
    "delete_run_rows.data_rows",
    "delete_run_rows.global_keys",
    "set_run_splits.assignments.data_rows",
    "set_run_splits.assignments.global_keys",
    "take_run_labels.labels",
    "take_run_labels.project",
    "import_predictions.model_run",
    "import_predictions.data_rows",
    "import_predictions.global_keys",
    "set_task_state.tasks",
    "assign_tasks.tasks",
    "assign_tasks.email",
    "prioritise_tasks.tasks",
    "list_labels.author",
    "delete_labels.labels",
    "list_keys.email",
    "create_key.email",
    "create_link.email",
}

# Names and global keys are unique in an installation, so one that is taken is refused with 409 or DUP003:
# that it exists is told, and nothing of what it names.
UNIQUE = {
    "create_user.email",
    "create_ontology.name",
    "update_ontology.name",
    "create_data_rows.rows.global_key",
    "upload_data_row.global_key",
    "update_data_row.global_key",
}

# An owner gives a role to whom they can name, and must be told when nobody has the address.
OPEN = {"set_member.email"}

# Whatever the operation, a field of this name is a text or a name inside the thing the route is about.
TEXTS = {
    "after",
    "before",
    "created_after",
    "created_before",
    "description",
    "expires_at",
    "external_id",
    "feature",
    "format",
    "from",
    "name",
    "option",
    "patch_id",
    "reason",
    "sha256",
    "source_name",
    "to",
    "url",
    "inline",
    "metadata",
    "media_type",
}

# Trees that are stored as they come; the ids in them are those of the tree's own nodes.
TREES = {
    "create_model_run.config",
    "update_model_run.config",
    "update_project.offers.version",
    "update_draft.patches.annotation",
    "update_draft.patches.accepts.key",
    "update_draft.patches.offered.key",
    "update_draft.patches.key",
    "create_ontology.features",
    "create_ontology.ext",
    "update_ontology.features",
    "update_ontology.ext",
    "check_ontology.document",
    "create_metadata_field.options",
    "update_metadata_field.options.id",
    "create_recipe.features",
    "suggest_recipe.features",
    "check_file.filename",
    "check_project_file.filename",
    "create_data_rows.rows.attachments",
    "create_data_rows.rows.metadata",
    "create_data_rows.rows.inline",
    "update_data_row.attachments",
    "update_data_row.metadata",
}
