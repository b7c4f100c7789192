"""Datasets: who may ask what; see `access_table.py`."""

from tests.facades.native.access_table import KNOWS, MAKER, SIGNED_IN

ACCESS: dict[str, tuple[str, str]] = {
    "Query.dataset": (KNOWS, '{dataset(where: {id: "$dataset"}){name rowCount createdBy{email}}}'),
    "Query.datasets": (SIGNED_IN, "{datasets{name createdBy{email}}}"),
    "Mutation.createDataset": (SIGNED_IN, 'mutation{createDataset(data: {name: "of my own"}){id}}'),
    "Mutation.updateDataset": (MAKER, 'mutation{updateDataset(where: {id: "$dataset"} data: {}){id}}'),
}
