"""Which datasets a project has data rows of, noted as the rows come in."""

from collections.abc import Collection

from sqlalchemy import Connection, insert, select

from postil.stores.sql import schema as t
from postil.stores.sql.records import chunked

_row, _use = t.data_row.c, t.project_dataset.c


def note_datasets(connection: Connection, project_id: int, row_ids: Collection[int]) -> None:
    """Keep in mind the datasets of data rows that came into a project. They stay when the rows go."""
    known = select(_use.dataset_id).where(_use.project_id == project_id)
    for piece in chunked(list(row_ids)):
        query = select(_row.dataset_id).where(_row.id.in_(piece), _row.dataset_id.not_in(known)).distinct()
        new = [
            {"project_id": project_id, "dataset_id": dataset_id}
            for dataset_id in connection.execute(query).scalars()
        ]
        if new:
            connection.execute(insert(t.project_dataset), new)
