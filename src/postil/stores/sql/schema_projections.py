"""Tables derived from the layers: rebuildable, each moved forward by a cursor of its own."""

from sqlalchemy import Index, PrimaryKeyConstraint

from postil.stores.sql.columns import document, entity, number, relation, text

SIXTEENTHS = tuple(f"b{number}" for number in range(16))
"""Columns of `occurrence_total`: how many annotations have a confidence in that sixteenth."""

# `steps` counts the transactions of whoever moves the cursor: the one who read it last writes.
projection = relation(
    "projection", text("name", key=True), number("cursor"), number("row_after"), number("steps")
)

# Data rows to be looked at again though no import has changed.
dirty_row = entity("dirty_row", number("data_row_id"))

# `mask` has a bit per sixteenth that is not empty; `bins` their counts, absent where each is one.
occurrence = relation(
    "occurrence",
    number("set_id"),
    number("feature_id"),
    number("data_row_id"),
    number("n"),
    number("mask"),
    document("bins", optional=True),
    PrimaryKeyConstraint("set_id", "feature_id", "data_row_id"),
    # What a data row had, to take it away.
    Index("ix_occurrence_row", "data_row_id", "set_id"),
    sqlite_with_rowid=False,
)

# The sums of `occurrence`, changed by difference in the same transaction: a count reads one row.
occurrence_total = relation(
    "occurrence_total",
    number("set_id"),
    number("feature_id"),
    number("row_count"),
    *(number(name) for name in SIXTEENTHS),
    PrimaryKeyConstraint("set_id", "feature_id"),
    # Whether a feature is used at all.
    Index(None, "feature_id"),
)

task_summary = relation(
    "task_summary",
    number("task_id", "task.id", key=True, cascade=True),
    number("label_count"),
    number("pre_label_count"),
    number("prediction_count"),
)
