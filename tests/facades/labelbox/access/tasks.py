"""Tasks and what came of them: who may ask what; see `access_table.py`."""

from tests.facades.native.access_table import SELF, SIGNED_IN

ACCESS: dict[str, tuple[str, str]] = {
    "Query.task": (SELF, '{task(where: {id: "$task"}){name result createdBy{email}}}'),
    "Query.failedDataRowImports": (
        SELF,
        '{failedDataRowImports(data: {taskId: "$task"}){total results{message spec{globalKey}}}}',
    ),
    "Query.successesfulDataRowImports": (
        SELF,
        '{successesfulDataRowImports(data: {taskId: "$task"}){total nodes{id globalKey}}}',
    ),
    "Mutation.upsertDataRows": (SIGNED_IN, 'mutation{upsertDataRows(data: {manifestUri: "x"}){id}}'),
}
