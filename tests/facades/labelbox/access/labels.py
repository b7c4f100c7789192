"""Labels and benchmarks: who may ask what; see `access_table.py`."""

from tests.facades.native.access_table import SIGNED_IN

ACCESS: dict[str, tuple[str, str]] = {
    "Query.label": (
        "viewer",
        '{label(where: {id: "$label"}){label createdBy{email} dataRow{globalKey} project{name}}}',
    ),
    "Query.benchmark": ("viewer", '{benchmark(where: {id: "$label"}){referenceLabel{label}}}'),
    "Project.labels": (
        "viewer",
        '{project(where: {id: "$project"}){labels{label} labelCount benchmarks{id}}}',
    ),
    "DataRow.labels": (
        "viewer",
        '{dataRow(where: {id: "$row"}){labels(first: 9){label createdBy{email}}}}',
    ),
    "Mutation.deleteLabels": (SIGNED_IN, "mutation{deleteLabels(labelIds: []){id}}"),
    "Mutation.createBenchmark": (
        "reviewer",
        'mutation{createBenchmark(data: {labelId: "$label"}){id}}',
    ),
    "Mutation.deleteBenchmark": (
        "reviewer",
        'mutation{deleteBenchmark(where: {labelId: "$label"}){id}}',
    ),
}
