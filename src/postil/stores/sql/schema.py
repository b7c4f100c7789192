"""Every table of the store, and the revision of the schema they amount to.

Ids are 64-bit and never given out twice; instants are microseconds since 1970 UTC; JSON is text.
"""

from sqlalchemy import Column, MetaData, String, Table

from postil.stores.sql.columns import metadata
from postil.stores.sql.schema_catalog import (
    activity,
    alias,
    api_key,
    asset,
    attachment,
    batch,
    blob,
    data_row,
    dataset,
    feature,
    membership,
    metadata_field,
    metadata_value,
    ontology,
    ontology_version,
    project,
    project_dataset,
    shelved_feature,
    sign_in_link,
    task,
    user,
    web_session,
)
from postil.stores.sql.schema_drafts import comment, draft, task_hold
from postil.stores.sql.schema_interface import idempotency_key, operation, webhook, webhook_delivery
from postil.stores.sql.schema_layers import (
    annotation_set,
    bundle,
    counter,
    job,
    job_change,
    job_diff,
    job_failure,
    job_input,
    job_issue,
    job_partition,
    job_usage,
    label,
    label_version,
    metric,
    model,
    model_run,
    model_run_row,
    segment,
    shared_row,
    upload,
    upload_part,
)
from postil.stores.sql.schema_projections import (
    dirty_row,
    occurrence,
    occurrence_total,
    projection,
    task_summary,
)
from postil.stores.sql.schema_recipes import recipe, recipe_version

REVISION = "0004"
"""The newest revision of `migrations/`: what a database made whole is stamped with."""

# Alembic's own table, spelled as Alembic spells it and kept apart so that it is no part of our schema.
stamp = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))

__all__ = [
    "REVISION",
    "activity",
    "alias",
    "annotation_set",
    "api_key",
    "asset",
    "attachment",
    "batch",
    "blob",
    "bundle",
    "comment",
    "counter",
    "data_row",
    "dataset",
    "dirty_row",
    "draft",
    "feature",
    "idempotency_key",
    "job",
    "job_change",
    "job_diff",
    "job_failure",
    "job_input",
    "job_issue",
    "job_partition",
    "job_usage",
    "label",
    "label_version",
    "membership",
    "metadata",
    "metadata_field",
    "metadata_value",
    "metric",
    "model",
    "model_run",
    "model_run_row",
    "occurrence",
    "occurrence_total",
    "ontology",
    "ontology_version",
    "operation",
    "project",
    "project_dataset",
    "projection",
    "recipe",
    "recipe_version",
    "segment",
    "shared_row",
    "shelved_feature",
    "sign_in_link",
    "stamp",
    "task",
    "task_hold",
    "task_summary",
    "upload",
    "upload_part",
    "user",
    "web_session",
    "webhook",
    "webhook_delivery",
]
