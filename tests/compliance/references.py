"""Whether what bundles and segments refer to is there: no foreign key of the database looks after it."""

from collections.abc import Callable

REFERENCES = {
    ("segment", "bundle_id"): "bundle",
    ("segment", "job_id"): "job",
    ("bundle", "data_row_id"): "data_row",
    ("bundle", "set_id"): "annotation_set",
}


def demand_whole(count: Callable[[str], int]) -> None:
    """Fail when a row refers to nothing; `count` runs a statement that counts."""
    for (table, column), target in REFERENCES.items():
        statement = f"SELECT count(*) FROM {table} WHERE {column} NOT IN (SELECT id FROM {target})"
        assert count(statement) == 0, f"a {table} refers to a {target} that is not there"
