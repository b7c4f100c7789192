"""Exports: who may ask what; see `access_table.py`."""

from tests.facades.native.access_table import KNOWS, SIGNED_IN

ACCESS: dict[str, tuple[str, str]] = {
    "Mutation.exportDataRowsInProject": (
        "viewer",
        'mutation{exportDataRowsInProject(input: {filters: {projectId: "$project"}}){taskId}}',
    ),
    "Mutation.exportDataRowsInModelRun": (
        KNOWS,
        'mutation{exportDataRowsInModelRun(input: {filters: {modelRunId: "$run"}}){taskId}}',
    ),
    # What is in it depends on who asks: `test_exports.py`.
    "Mutation.exportDataRowsInCatalog": (
        SIGNED_IN,
        "mutation{exportDataRowsInCatalog(input: {filters: {}}){taskId}}",
    ),
}
