"""Tables of what people make by hand: users, datasets, data rows, ontologies, projects, batches, tasks."""

from sqlalchemy import Index, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy import text as sql

from postil.model.ontology import Feature, Ontology
from postil.ports.catalog import MetadataOption
from postil.ports.projects import OfferSetting
from postil.stores.sql.columns import entity, flag, json, number, relation, text

user = entity(
    "user",
    text("uid"),
    text("email"),
    text("name"),
    flag("is_admin"),
    number("created_at"),
    number("disabled_at", optional=True),
    UniqueConstraint("uid"),
    UniqueConstraint("email"),
)

api_key = entity(
    "api_key",
    text("uid"),
    number("user_id", "user.id"),
    text("name"),
    text("prefix"),
    text("secret_hash"),
    text("scope"),
    number("created_at"),
    number("expires_at", optional=True),
    number("revoked_at", optional=True),
    number("last_used_at", optional=True),
    UniqueConstraint("uid"),
    UniqueConstraint("secret_hash"),
    Index(None, "user_id"),
)

sign_in_link = relation(
    "sign_in_link",
    text("secret_hash", key=True),
    number("user_id", "user.id"),
    number("expires_at"),
    number("spent_at", optional=True),
    Index(None, "user_id"),
    Index(None, "expires_at"),
)

web_session = relation(
    "web_session",
    text("secret_hash", key=True),
    number("user_id", "user.id"),
    number("expires_at"),
    Index(None, "user_id"),
    Index(None, "expires_at"),
)

dataset = entity(
    "dataset",
    text("uid"),
    text("name"),
    text("description"),
    number("version"),
    number("created_by", optional=True),
    number("created_at"),
    number("updated_at"),
    number("deleted_at", optional=True),
    UniqueConstraint("uid"),
    Index(None, "name"),
)

data_row = entity(
    "data_row",
    text("uid"),
    number("dataset_id", "dataset.id"),
    text("media_type"),
    text("global_key", optional=True),
    text("freed_key", optional=True),
    text("external_id", optional=True),
    text("media_state"),
    text("media_error", optional=True),
    # The import job that made the row; it hides the row until it is published, and again when it is undone.
    number("brought_by", optional=True),
    number("hidden_by", optional=True),
    number("created_by", optional=True),
    number("created_at"),
    number("updated_at"),
    number("edited_at", optional=True),
    number("deleted_at", optional=True),
    json("data", optional=True),
    json("ext", optional=True),
    UniqueConstraint("uid"),
    UniqueConstraint("global_key"),
    # Lists and counts see rows that are neither deleted nor hidden, and answer from this index alone.
    Index("ix_data_row_visible", "dataset_id", "deleted_at", "hidden_by", "id").ddl_if(dialect="sqlite"),
    # What goes away with a dataset; SQLite takes the index above.
    Index(None, "dataset_id", "id").ddl_if(dialect="postgresql"),
)
# PostgreSQL does not take rows in the order of an index behind columns that are NULL.
Index(
    "ix_data_row_present",
    data_row.c.dataset_id,
    data_row.c.id,
    postgresql_where=sql("deleted_at IS NULL AND hidden_by IS NULL"),
).ddl_if(dialect="postgresql")
_hidden = sql("hidden_by IS NOT NULL")
_brought = sql("brought_by IS NOT NULL")
_freed = sql("freed_key IS NOT NULL")
_pending = sql("media_state = 'pending'")
_external = sql("external_id IS NOT NULL")
Index("ix_data_row_hidden", data_row.c.hidden_by, sqlite_where=_hidden, postgresql_where=_hidden)
Index(
    "ix_data_row_brought",
    data_row.c.brought_by,
    data_row.c.id,
    sqlite_where=_brought,
    postgresql_where=_brought,
)
Index("ix_data_row_freed", data_row.c.freed_key, sqlite_where=_freed, postgresql_where=_freed)
Index(
    "ix_data_row_external",
    data_row.c.external_id,
    data_row.c.id,
    sqlite_where=_external,
    postgresql_where=_external,
)
Index("ix_data_row_pending", data_row.c.id, sqlite_where=_pending, postgresql_where=_pending)

asset = relation(
    "asset",
    number("data_row_id", "data_row.id", cascade=True),
    number("no"),
    text("name"),
    text("media_type"),
    text("size_source"),
    number("width", optional=True),
    number("height", optional=True),
    number("orientation"),
    number("text_length", optional=True),
    text("mime", optional=True),
    text("sha256", optional=True),
    text("url", optional=True),
    json("facts", dict),
    json("inline", optional=True),
    PrimaryKeyConstraint("data_row_id", "no"),
)

metadata_field = entity(
    "metadata_field",
    text("uid"),
    text("name"),
    text("kind"),
    json("options", list[MetadataOption]),
    UniqueConstraint("uid"),
    UniqueConstraint("name"),
)

metadata_value = relation(
    "metadata_value",
    number("data_row_id", "data_row.id", cascade=True),
    number("field_id", "metadata_field.id"),
    json("value"),
    PrimaryKeyConstraint("data_row_id", "field_id"),
    Index(None, "field_id", "data_row_id"),
)

attachment = entity(
    "attachment",
    text("uid"),
    number("data_row_id", "data_row.id", cascade=True),
    text("type"),
    text("value"),
    text("name", optional=True),
    UniqueConstraint("uid"),
    Index(None, "data_row_id"),
)

ontology = entity(
    "ontology",
    text("uid"),
    text("name"),
    text("media_type"),
    number("version"),
    number("created_by", optional=True),
    number("created_at"),
    number("updated_at"),
    number("deleted_at", optional=True),
    UniqueConstraint("uid"),
    Index(None, "name"),
)

ontology_version = relation(
    "ontology_version",
    number("ontology_id", "ontology.id"),
    number("version"),
    number("created_by", optional=True),
    number("created_at"),
    json("document", Ontology),
    PrimaryKeyConstraint("ontology_id", "version"),
)

feature = entity(
    "feature",
    text("uid"),
    number("ontology_id", "ontology.id"),
    number("parent_id", "feature.id", optional=True),
    text("name"),
    text("kind"),
    text("alias", optional=True),
    number("removed_version", optional=True),
    UniqueConstraint("uid"),
    Index(None, "ontology_id"),
)
_foreign = sql("alias IS NOT NULL")
Index("ix_feature_alias", feature.c.alias, sqlite_where=_foreign, postgresql_where=_foreign)

# Features that were made by themselves. An ontology that takes one up names it by `spelling`, as an alias.
shelved_feature = entity(
    "shelved_feature",
    text("uid"),
    text("spelling"),
    number("created_by", optional=True),
    number("created_at"),
    number("updated_at"),
    number("deleted_at", optional=True),
    json("document", Feature),
    UniqueConstraint("uid"),
    UniqueConstraint("spelling"),
    Index(None, "created_by", "id"),
)

project = entity(
    "project",
    text("uid"),
    text("name"),
    text("description"),
    text("media_type"),
    number("ontology_id", "ontology.id", optional=True),
    flag("review"),
    json("offers", OfferSetting),
    number("overlap"),
    # By format: what a foreign program said of it that means nothing here.
    json("ext", optional=True),
    number("version"),
    number("created_by", optional=True),
    number("created_at"),
    number("updated_at"),
    number("deleted_at", optional=True),
    UniqueConstraint("uid"),
    Index(None, "name"),
)

membership = relation(
    "membership",
    number("project_id", "project.id"),
    number("user_id", "user.id"),
    text("role"),
    PrimaryKeyConstraint("project_id", "user_id"),
    Index(None, "user_id", "project_id"),
)

# The datasets that have ever given data rows to a project: its members may know of them.
project_dataset = relation(
    "project_dataset",
    number("project_id", "project.id"),
    number("dataset_id", "dataset.id"),
    PrimaryKeyConstraint("project_id", "dataset_id"),
    Index(None, "dataset_id", "project_id"),
)

batch = entity(
    "batch",
    text("uid"),
    number("project_id", "project.id"),
    text("name"),
    number("priority"),
    json("consensus", optional=True),
    number("brought_by", optional=True),
    number("hidden_by", optional=True),
    number("created_by", optional=True),
    number("created_at"),
    number("deleted_at", optional=True),
    UniqueConstraint("uid"),
)
_kept = sql("deleted_at IS NULL")
Index(
    "uq_batch_name",
    batch.c.project_id,
    batch.c.name,
    unique=True,
    sqlite_where=_kept,
    postgresql_where=_kept,
)

# A task outlives its data row's deletion, and the undoing of the import job that made it (`brought_by`), with
# `removed_at` set, so that its id is never another's. `own_state` is what people made of a task that imported
# truth has set to done; it is NULL while their word is the last.
task = entity(
    "task",
    number("project_id", "project.id"),
    number("data_row_id", "data_row.id", cascade=True),
    number("batch_id", "batch.id", optional=True),
    text("state"),
    text("own_state", optional=True),
    number("priority"),
    number("assignee_id", optional=True),
    number("updated_at"),
    number("removed_at", optional=True),
    number("brought_by", optional=True),
    number("hidden_by", optional=True),
    UniqueConstraint("project_id", "data_row_id"),
    Index(None, "data_row_id"),
)
_present = sql("removed_at IS NULL")
for _name, _columns in (
    ("state", (task.c.project_id, task.c.state, task.c.id)),
    ("list", (task.c.project_id, task.c.id)),
    ("batch", (task.c.batch_id, task.c.id)),
):
    Index(f"ix_task_{_name}", *_columns, sqlite_where=_present, postgresql_where=_present)
# What is handed out next: from the tasks of a person, and from those that are nobody's. An absent assignee is
# a condition of the index and no column of it, or PostgreSQL would not take rows in its order.
_waits = sql("removed_at IS NULL AND assignee_id IS NULL")
Index(
    "ix_task_queue",
    task.c.project_id,
    task.c.state,
    task.c.priority,
    task.c.id,
    sqlite_where=_waits,
    postgresql_where=_waits,
)
_assigned = sql("removed_at IS NULL AND assignee_id IS NOT NULL")
Index(
    "ix_task_assigned",
    task.c.project_id,
    task.c.assignee_id,
    task.c.state,
    task.c.priority,
    task.c.id,
    sqlite_where=_assigned,
    postgresql_where=_assigned,
)
Index(
    "ix_task_brought",
    task.c.brought_by,
    task.c.data_row_id,
    sqlite_where=_brought,
    postgresql_where=_brought,
)

blob = relation(
    "blob",
    text("sha256", key=True),
    number("size"),
    text("mime", optional=True),
    number("created_at"),
)

alias = relation(
    "alias",
    text("kind"),
    text("text"),
    number("object_id"),
    PrimaryKeyConstraint("kind", "text"),
)

activity = entity(
    "activity",
    number("at"),
    number("user_id", optional=True),
    text("action"),
    text("object_kind"),
    text("object_uid"),
    number("project_id", optional=True),
    json("detail", dict),
    Index(None, "project_id", "id"),
)
