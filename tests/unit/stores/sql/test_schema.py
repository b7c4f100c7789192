import pytest
from sqlalchemy import Table, UniqueConstraint, create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from postil.ports.jobs import Counts, Job
from postil.stores.sql import schema as t
from postil.stores.sql.schema_layers import COUNTS

TABLES = t.metadata.sorted_tables
PROMISED = {
    "user", "api_key", "sign_in_link", "web_session", "membership", "project_dataset",
    "dataset", "data_row", "asset",
    "metadata_field", "metadata_value", "attachment", "ontology", "ontology_version", "feature", "project",
    "batch", "task", "model", "model_run", "model_run_row", "metric", "annotation_set", "bundle", "segment",
    "job", "job_change", "job_diff", "job_failure", "job_input", "job_issue", "job_partition", "shared_row",
    "counter",
    "label", "label_version", "occurrence", "occurrence_total", "task_summary", "projection", "dirty_row",
    "recipe", "recipe_version", "blob", "alias", "activity", "job_usage", "upload", "upload_part",
    "comment", "draft", "task_hold",
    "idempotency_key", "operation", "webhook",
    "webhook_delivery", "shelved_feature",
}  # fmt: skip
# Parents that are never deleted, so that nobody ever asks for their children.
KEPT = {
    "user", "dataset", "metadata_field", "ontology", "feature", "project", "batch", "annotation_set", "job",
    "model", "model_run", "webhook",
}  # fmt: skip


def leading_columns(table: Table) -> set[str | None]:
    """Return the first column of every key and index of a table."""
    keys = [found for found in table.constraints if isinstance(found, UniqueConstraint)]
    firsts = [next(iter(key.columns)) for key in (table.primary_key, *keys)]
    firsts += [next(iter(index.columns)) for index in table.indexes]
    return {column.name for column in firsts}


def test_every_promised_table_is_there():
    assert {table.name for table in TABLES} == PROMISED


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_every_table_and_index_can_be_spelled_for_postgresql(table):
    dialect = postgresql.dialect()
    spelled = [str(CreateTable(table).compile(dialect=dialect))]
    spelled += [str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes]
    assert not [text for text in spelled if "AUTOINCREMENT" in text or "BLOB" in text]


@pytest.mark.parametrize("table", [table for table in TABLES if "id" in table.c], ids=str)
def test_ids_are_64_bits_wide_and_never_given_out_twice(table):
    assert "AUTOINCREMENT" in str(CreateTable(table).compile(create_engine("sqlite://")))
    assert "id BIGSERIAL" in str(CreateTable(table).compile(dialect=postgresql.dialect()))


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_a_reference_to_what_may_be_deleted_is_indexed(table):
    references = {key.parent.name for key in table.foreign_keys if key.column.table.name not in KEPT}
    assert references <= leading_columns(table)


def test_small_rows_of_the_occurrence_index_lie_in_their_key():
    assert "WITHOUT ROWID" in str(CreateTable(t.occurrence).compile(create_engine("sqlite://")))


def test_every_field_of_a_job_has_a_column():
    fields = set(Job.__struct_fields__) - {"counts"} | {f"count_{name}" for name in COUNTS}
    assert fields == set(t.job.c.keys())
    assert Counts.__struct_fields__ == COUNTS
