"""Tables of what imports and people say about data rows: jobs, sets, bundles, segments, labels, runs."""

from sqlalchemy import DDL, Double, Index, PrimaryKeyConstraint, UniqueConstraint, event, func
from sqlalchemy import Column as SqlColumn
from sqlalchemy import text as sql

from postil.model.decision import Rejection
from postil.model.issue import Issue
from postil.ports.diffs import Diff
from postil.ports.jobs import JobSettings
from postil.stores.sql.columns import document, entity, flag, json, number, relation, text
from postil.stores.sql.layer_facts import LayerFacts

model = entity(
    "model",
    text("uid"),
    text("name"),
    number("ontology_id", "ontology.id", optional=True),
    number("created_by", optional=True),
    number("created_at"),
    number("deleted_at", optional=True),
    UniqueConstraint("uid"),
    Index(None, "name"),
)

model_run = entity(
    "model_run",
    text("uid"),
    number("model_id", "model.id"),
    text("name"),
    text("state"),
    json("settings", dict),
    number("created_by", optional=True),
    number("created_at"),
    number("deleted_at", optional=True),
    UniqueConstraint("uid"),
    UniqueConstraint("model_id", "name"),
)

# The counts of a job; the names are those of ports.jobs.Counts with a prefix that keeps clear of SQL words.
COUNTS = ("read", "accepted", "updated", "unchanged", "rejected", "annotations", "warnings", "removed")

job = entity(
    "job",
    text("uid"),
    text("name"),
    text("purpose"),
    text("format"),
    text("state"),
    json("settings", JobSettings),
    number("project_id", "project.id", optional=True),
    number("model_run_id", "model_run.id", optional=True),
    number("set_id"),
    number("ontology_id", "ontology.id", optional=True),
    number("ontology_version", optional=True),
    text("source_name"),
    text("input_path"),
    text("input_sha256"),
    number("input_size"),
    text("stage"),
    number("offset"),
    number("line"),
    number("chunk"),
    number("settle_after"),
    number("fence"),
    text("lease_owner", optional=True),
    number("lease_until"),
    flag("is_cancelled"),
    number("published_no", optional=True),
    number("undone_at", optional=True),
    number("undo_no"),
    *(number(f"count_{name}") for name in COUNTS),
    json("progress", dict),
    json("error", Issue, optional=True),
    number("created_by", optional=True),
    number("created_at"),
    number("started_at", optional=True),
    number("finished_at", optional=True),
    number("seen_no"),
    number("settle_no"),
    number("follow_after", optional=True),
    number("sealed_at", optional=True),
    number("compact_after", optional=True),
    flag("is_deletion"),
    UniqueConstraint("uid"),
    UniqueConstraint("project_id", "name"),
    UniqueConstraint("model_run_id", "name"),
    UniqueConstraint("published_no"),
    Index(None, "state"),
    Index(None, "project_id", "id"),
    Index(None, "set_id", "format"),
    Index(None, "finished_at"),
)

# What a job has brought in, by annotation type; counts while the job is published and not undone.
job_usage = relation(
    "job_usage",
    number("job_id", "job.id", cascade=True),
    text("annotation_type"),
    number("n"),
    PrimaryKeyConstraint("job_id", "annotation_type"),
)

# Jobs whose change has not been followed everywhere yet, or whose layers are still to be put together.
for _name in ("follow_after", "compact_after"):
    _due = sql(f"{_name} IS NOT NULL")
    Index(f"ix_job_{_name}", job.c[_name], sqlite_where=_due, postgresql_where=_due)

# What readers see changes only by these: a job's layers are shown, hidden, or shown again.
job_change = relation(
    "job_change",
    number("no", key=True),
    number("job_id", "job.id"),
    number("set_id"),
    text("action"),
    number("at"),
    number("user_id", optional=True),
    Index(None, "job_id", "no"),
    Index(None, "set_id", "no"),
)

# Data rows that are hidden by one job and brought by another one too.
shared_row = relation(
    "shared_row",
    number("job_id", "job.id", key=True, cascade=True),
    number("data_row_id", "data_row.id", key=True, cascade=True),
    Index(None, "data_row_id"),
)

job_failure = relation(
    "job_failure",
    number("job_id", "job.id", cascade=True),
    number("line"),
    text("key", optional=True),
    text("data_row", optional=True),
    json("issues", list[Issue]),
    PrimaryKeyConstraint("job_id", "line"),
)

# What a dry run would change, added up when it was staged.
job_diff = relation(
    "job_diff",
    number("job_id", "job.id", key=True, cascade=True),
    json("document", Diff),
)

# The source of a small import; a larger one is a file named by `job.input_path`.
job_input = relation(
    "job_input",
    number("job_id", "job.id", key=True, cascade=True),
    document("content"),
)

job_issue = relation(
    "job_issue",
    number("job_id", "job.id", cascade=True),
    text("code"),
    text("severity"),
    number("count"),
    json("example", Issue),
    PrimaryKeyConstraint("job_id", "code", "severity"),
)

# Files that arrive in parts; a row lives until its file has become a job.
upload = entity(
    "upload",
    text("uid"),
    number("project_id", "project.id", optional=True),
    number("model_run_id", "model_run.id", optional=True),
    text("name"),
    json("options", dict),
    text("sha256"),
    number("size"),
    number("part_size"),
    number("created_by", "user.id"),
    number("created_at"),
    number("touched_at"),
    UniqueConstraint("uid"),
    UniqueConstraint("project_id", "name", "created_by"),
    UniqueConstraint("model_run_id", "name", "created_by"),
    Index(None, "created_by", "id"),
)

upload_part = relation(
    "upload_part",
    number("upload_id", "upload.id", cascade=True),
    number("no"),
    text("sha256"),
    PrimaryKeyConstraint("upload_id", "no"),
)
# The sorted copy that a job with a scattered source reads; the row is there while the copy is.
job_partition = relation("job_partition", number("job_id", "job.id", key=True, cascade=True), text("path"))

counter = relation("counter", text("name", key=True), number("value"))

annotation_set = entity(
    "annotation_set",
    text("uid"),
    text("kind"),
    number("project_id", "project.id", optional=True),
    number("model_run_id", "model_run.id", optional=True),
    number("author_id", optional=True),
    text("name"),
    UniqueConstraint("uid"),
    Index(None, "project_id"),
)
# NULLs differ from each other in a unique index, so an absent part counts as 0.
SET_SCOPE = (
    func.coalesce(annotation_set.c.project_id, sql("0")),
    func.coalesce(annotation_set.c.model_run_id, sql("0")),
    func.coalesce(annotation_set.c.author_id, sql("0")),
)
Index("uq_annotation_set_scope", annotation_set.c.kind, *SET_SCOPE, annotation_set.c.name, unique=True)

# The data row leads, so that one index finds bundles by data row, by set and data row, and for deletes.
# Neither bundles nor segments refer by foreign keys (docs/decisions/0019-references-of-segments.md): the
# transaction that writes them has found the data row, found or made the bundle, and moves the job's cursor.
bundle = entity(
    "bundle",
    number("set_id"),
    number("data_row_id"),
    number("no"),
    UniqueConstraint("data_row_id", "set_id", "no"),
)

# Bulky columns stand last: SQLite reads a row from its front and stops at the last column it needs.
segment = entity(
    "segment",
    number("bundle_id"),
    number("data_row_id"),
    number("job_id"),
    number("chunk"),
    number("n"),
    flag("needs_settle"),
    number("same_as", optional=True),
    json("about", LayerFacts, optional=True),
    document("digest"),
    document("lines"),
    document("document", optional=True),
    UniqueConstraint("bundle_id", "job_id", "chunk"),
    # Pages of a job's layers by id. SQLite has the id at the end of every index by itself.
    Index(None, "job_id").ddl_if(dialect="sqlite"),
    Index(None, "job_id", "id").ddl_if(dialect="postgresql"),
    # Covers what settling asks: which data rows a job says something about, how often and how much.
    Index("ix_segment_settle", "job_id", "data_row_id", "bundle_id", "needs_settle", "n"),
)

# Documents are written once and read whole: PostgreSQL would spend more time on compressing them than on all
# the rest of an import, and cut those over a quarter page into pieces.
event.listen(
    segment,
    "after_create",
    DDL(  # type: ignore[no-untyped-call]
        "ALTER TABLE segment ALTER COLUMN document SET STORAGE EXTERNAL, SET (toast_tuple_target = 8160)"
    ).execute_if(dialect="postgresql"),
)

_repeats = sql("same_as IS NOT NULL")
Index("ix_segment_same_as", segment.c.same_as, sqlite_where=_repeats, postgresql_where=_repeats)

label = entity(
    "label",
    text("uid"),
    number("project_id", "project.id"),
    number("data_row_id", "data_row.id", cascade=True),
    number("author_id", optional=True),
    number("set_id", "annotation_set.id", optional=True),
    number("head_version"),
    flag("is_benchmark"),
    # Whoever marked the label a benchmark, or none, by hand: imports leave its mark alone from then on.
    number("marked_by", optional=True),
    flag("is_skipped"),
    number("created_at"),
    number("updated_at"),
    # A deleted label stands for no set any more: its versions are kept, its place is free for another one.
    number("deleted_at", optional=True),
    UniqueConstraint("uid"),
    # One label per data row stands for an imported set; people may make several of their own.
    UniqueConstraint("data_row_id", "project_id", "set_id"),
    Index(None, "project_id", "id"),
    Index(None, "project_id", "author_id", "id"),
)
# A data row has one benchmark in a project: they are listed by data row.
Index(
    "uq_label_benchmark",
    label.c.project_id,
    label.c.data_row_id,
    unique=True,
    sqlite_where=label.c.is_benchmark.is_(True),
    postgresql_where=label.c.is_benchmark.is_(True),
)
Index(
    "ix_label_skipped",
    label.c.project_id,
    label.c.id,
    sqlite_where=label.c.is_skipped.is_(True),
    postgresql_where=label.c.is_skipped.is_(True),
)
_versioned = sql("head_version > 0")
Index(
    "ix_label_versioned",
    label.c.project_id,
    label.c.data_row_id,
    sqlite_where=_versioned,
    postgresql_where=_versioned,
)

# `job_id` is the import that added the version, or was undone or redone in it; people's versions have none.
# `lead_time` is how long its author worked on it, in microseconds; `counts` are annotations by kind.
label_version = relation(
    "label_version",
    number("label_id", "label.id", cascade=True),
    number("no"),
    number("author_id", optional=True),
    number("job_id", optional=True),
    number("ontology_id", optional=True),
    number("ontology_version", optional=True),
    flag("is_skipped"),
    number("lead_time"),
    number("created_at"),
    text("reason"),
    json("counts", dict),
    # What was made of what was offered: how often, and which was decided against.
    json("decisions", dict),
    json("rejections", list[Rejection]),
    document("document"),
    PrimaryKeyConstraint("label_id", "no"),
)
_by_job = sql("job_id IS NOT NULL")
Index(
    "ix_label_version_by_job",
    label_version.c.job_id,
    label_version.c.label_id,
    sqlite_where=_by_job,
    postgresql_where=_by_job,
)

# `label_document` is what the label said when the run took it, where it had no version to refer to.
model_run_row = relation(
    "model_run_row",
    number("model_run_id", "model_run.id"),
    number("data_row_id", "data_row.id", cascade=True),
    text("split", optional=True),
    number("label_id", optional=True),
    number("label_version", optional=True),
    document("label_document", optional=True),
    PrimaryKeyConstraint("model_run_id", "data_row_id"),
    Index(None, "data_row_id"),
)

metric = entity(
    "metric",
    number("model_run_id", "model_run.id"),
    number("data_row_id", "data_row.id", optional=True, cascade=True),
    number("feature_id", optional=True),
    text("name"),
    json("settings", dict),
    SqlColumn("value", Double(), nullable=True),
    number("true_positives", optional=True),
    number("false_positives", optional=True),
    number("false_negatives", optional=True),
    number("true_negatives", optional=True),
    Index(None, "model_run_id", "name", "feature_id"),
    Index(None, "data_row_id"),
)
