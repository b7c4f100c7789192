"""Who may call which route: written by hand, from what Postil promises and not from its code.

A route that is missing here fails `test_matrix.py`. To add one, give it one of the words below; to add a kind
of id in paths, say in `town.py` what it stands for; to add a field or parameter that names something, say in
`foreign_names.py` what happens when it names what the caller may not know of.
"""

ROLES = ("viewer", "labeler", "reviewer", "manager", "owner")

EVERYBODY = "everybody, also without signing in"
SIGNED_IN = "everybody who signed in"
ADMIN = "administrators; others are refused"
KNOWS = "who may know of it: its maker, members of a project that uses it; for others it does not exist"
MAKER = "its maker; members of a project that uses it are refused; for others it does not exist"
ADMIN_KNOWN = "administrators; who may know of it is refused; for others it does not exist"
SELF = "whose it is, and administrators; for others it does not exist"
AUTHOR = "its author alone; for others, administrators too, it does not exist"

ACCESS = {
    # the installation
    "check_health": EVERYBODY,
    "get_description": EVERYBODY,
    "get_caller": SIGNED_IN,
    # people
    "list_users": ADMIN,
    "create_user": ADMIN,
    "get_user": SELF,
    "update_user": SELF,
    "list_user_projects": SELF,
    "list_keys": SIGNED_IN,
    "create_key": SIGNED_IN,
    "revoke_key": SELF,
    "create_link": SIGNED_IN,
    "delete_session": SIGNED_IN,
    # the catalog
    "list_datasets": SIGNED_IN,
    "create_dataset": SIGNED_IN,
    "get_dataset": KNOWS,
    "update_dataset": MAKER,
    "delete_dataset": MAKER,
    "create_data_rows": MAKER,
    "upload_data_row": MAKER,
    "list_data_rows": SIGNED_IN,
    "get_data_row": KNOWS,
    "update_data_row": MAKER,
    "get_data_row_uses": KNOWS,
    "delete_data_row": MAKER,
    "retry_media": MAKER,
    "stream_content": KNOWS,
    "stream_thumbnail": KNOWS,
    "list_metadata_fields": SIGNED_IN,
    "create_metadata_field": SIGNED_IN,
    "get_metadata_field": SIGNED_IN,
    "update_metadata_field": ADMIN,
    "delete_metadata_field": ADMIN,
    "list_ontologies": SIGNED_IN,
    "create_ontology": SIGNED_IN,
    "get_ontology": KNOWS,
    "get_ontology_uses": KNOWS,
    "check_ontology": SIGNED_IN,
    "update_ontology": ADMIN_KNOWN,
    # Whoever knows the SHA-256 of some content has had the content, or a document that named it.
    "stream_blob": SIGNED_IN,
    # models
    "list_models": SIGNED_IN,
    "create_model": SIGNED_IN,
    "get_model": KNOWS,
    "update_model": MAKER,
    "delete_model": MAKER,
    "list_model_runs": KNOWS,
    "create_model_run": MAKER,
    "get_model_run": KNOWS,
    "update_model_run": MAKER,
    "delete_model_run": MAKER,
    "list_run_rows": KNOWS,
    "create_run_rows": MAKER,
    "delete_run_rows": MAKER,
    "set_run_splits": MAKER,
    "take_run_labels": MAKER,
    "list_run_imports": KNOWS,
    "create_run_import": MAKER,
    "stream_run_export": KNOWS,
    "import_predictions": "manager",
    # projects
    "list_projects": SIGNED_IN,
    "create_project": SIGNED_IN,
    "get_project": "viewer",
    "update_project": "manager",
    "delete_project": "owner",
    "list_members": "viewer",
    "set_member": "owner",
    "delete_member": "owner",
    "list_tasks": "viewer",
    "set_task_state": "reviewer",
    "get_upcoming_tasks": "labeler",
    "take_task": "labeler",
    "assign_tasks": "manager",
    "prioritise_tasks": "manager",
    "get_task": "viewer",
    "get_beginning": "labeler",
    "open_task": "labeler",
    "approve_task": "reviewer",
    "reject_task": "reviewer",
    # what people say
    "get_draft": AUTHOR,
    "update_draft": AUTHOR,
    "delete_draft": AUTHOR,
    "close_draft": AUTHOR,
    "submit_draft": AUTHOR,
    "skip_draft": AUTHOR,
    "list_comments": "viewer",
    "create_comment": "labeler",
    "update_comment": "labeler",
    # Its author too: here the owner wrote it (test_comments.py has the others).
    "delete_comment": "manager",
    "get_task_diff": "viewer",
    "get_pre_label_versions": "viewer",
    "list_labels": "viewer",
    "get_label": "viewer",
    "delete_labels": "manager",
    "set_benchmark": "reviewer",
    "delete_benchmark": "reviewer",
    "list_label_versions": "viewer",
    "get_label_version": "viewer",
    "get_label_diff": "viewer",
    "restore_label": "reviewer",
    "list_project_rows": "viewer",
    "list_activities": "viewer",
    "list_annotations": "viewer",
    "count_annotations": "viewer",
    "list_batches": "viewer",
    "create_batch": "manager",
    "stream_export": "viewer",
    "list_export_losses": "viewer",
    "get_usage": SIGNED_IN,
    "get_project_usage": "viewer",
    "list_recipes": "viewer",
    "create_recipe": "manager",
    "suggest_recipe": "manager",
    "get_snippets": "viewer",
    "check_file": SIGNED_IN,
    "check_project_file": "manager",
    "get_recipe": "viewer",
    "list_recipe_versions": "viewer",
    "list_webhooks": "manager",
    "create_webhook": "manager",
    "get_webhook": "manager",
    "update_webhook": "manager",
    "delete_webhook": "manager",
    "list_deliveries": "manager",
    "redeliver_message": "manager",
    "ping_webhook": "manager",
    "list_all_webhooks": ADMIN,
    "create_installation_webhook": ADMIN,
    # what comes in
    "list_all_imports": SIGNED_IN,
    "list_imports": "viewer",
    "create_import": "manager",
    "import_remote_file": "manager",
    "create_upload": "manager",
    "create_run_upload": MAKER,
    "import_remote_predictions": MAKER,
    "list_uploads": SIGNED_IN,
    "get_upload": SELF,
    "put_part": SELF,
    "complete_upload": SELF,
    "delete_upload": SELF,
    "get_import": "viewer",
    "resume_import": "manager",
    "commit_import": "manager",
    "cancel_import": "manager",
    "preview_undo": "viewer",
    "undo_import": "manager",
    "redo_import": "manager",
    "get_import_diff": "viewer",
    "list_import_diff_data_rows": "viewer",
    "list_import_diff_annotations": "viewer",
    "list_import_issues": "viewer",
    "list_import_failures": "viewer",
    "stream_import_statuses": "viewer",
    "stream_rejected_rows": "viewer",
}

CALLERS = ("nobody", "stranger", "outsider", *ROLES, "administrator")
"""A stranger has no role anywhere; an outsider owns another project. The owner made all there is."""

OPEN = None
"""The outcome of a call that access does not stop."""

_FOREIGN = {"stranger", "outsider"}


def outcome(access: str, caller: str) -> int | None:
    """Return the status a caller is stopped with, or OPEN."""
    if access == EVERYBODY or (caller == "administrator" and access != AUTHOR):
        return OPEN
    if caller == "nobody":
        return 401
    if access in ROLES:
        if caller in _FOREIGN:
            return 404
        return OPEN if ROLES.index(caller) >= ROLES.index(access) else 403
    return _without_role(access, caller)


def _without_role(access: str, caller: str) -> int | None:
    known = OPEN if caller == "owner" else 403
    return {
        SIGNED_IN: OPEN,
        ADMIN: 403,
        KNOWS: 404 if caller in _FOREIGN else OPEN,
        MAKER: 404 if caller in _FOREIGN else known,
        ADMIN_KNOWN: 404 if caller in _FOREIGN else 403,
        SELF: OPEN if caller == "owner" else 404,
        AUTHOR: OPEN if caller == "owner" else 404,
    }[access]
