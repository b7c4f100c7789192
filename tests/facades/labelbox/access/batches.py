"""Batches and queues: who may ask what; see `access_table.py`. What is asked for cannot be done."""

_ROWS = 'dataRowIdentifiers: {ids: ["nothing"]}'


def _inside(field: str, kind: str = "mutation") -> str:
    return kind + '{project(where: {id: "$project"}){' + field + "}}"


ACCESS: dict[str, tuple[str, str]] = {
    "Project.batches": ("viewer", _inside("batches{nodes{name createdBy{email}}}", "query")),
    "Project.createBatchV2": ("manager", _inside("createBatchV2(input: {}){batch{id}}")),
    "Project.createEmptyBatch": ("manager", _inside("createEmptyBatch(input: {}){id}")),
    "Project.addDataRowsToBatchAsync": ("manager", _inside("addDataRowsToBatchAsync(input: {}){taskId}")),
    "Project.createBatches": ("manager", _inside("createBatches(input: {}){tasks{taskId}}")),
    "Project.createBatchesFromDataset": (
        "manager",
        _inside("createBatchesFromDataset(input: {}){tasks{taskId}}"),
    ),
    "Project.removeQueuedDataRowsFromBatch": (
        "manager",
        _inside('removeQueuedDataRowsFromBatch(batchId: "$batch"){id}'),
    ),
    "Project.deleteBatch": ("manager", _inside('deleteBatch(batchId: "$batch"){deletedBatchId}')),
    "Project.deleteBatchLabels": (
        "manager",
        _inside('deleteBatchLabels(batchId: "$batch", data: {type: "Else"}){deletedLabelIds}'),
    ),
    "Project.workstreamStateCounts": (
        "viewer",
        _inside("workstreamStateCounts{count} taskQueues{dataRowCount} completedDataRowCount", "query"),
    ),
    "Project.createBulkAddRowsToQueueTask": (
        "reviewer",
        _inside(f"createBulkAddRowsToQueueTask(data: {{{_ROWS}}}){{taskId}}"),
    ),
    "Project.createQueuePriorityUpdateTask": (
        "manager",
        _inside(f"createQueuePriorityUpdateTask(data: {{priority: 1, {_ROWS}}}){{taskId}}"),
    ),
    "Project.setLabelingParameterOverrides": (
        "manager",
        _inside("setLabelingParameterOverrides(dataWithDataRowIdentifiers: []){success}"),
    ),
    "Project.labelingParameterOverrides": (
        "viewer",
        _inside("labelingParameterOverrides(first: 9){priority dataRow{globalKey}}", "query"),
    ),
    "Project.showPredictionsToLabelers": (
        "manager",
        _inside("showPredictionsToLabelers(show: true){id}"),
    ),
    "Project.members": ("viewer", _inside("members(first: 9){user{email}}", "query")),
    "Mutation.setProjectMembership": (
        "owner",
        'mutation{setProjectMembership(data: {projectId: "$project", userId: "$user", roleId: "king"}){id}}',
    ),
    "Mutation.bulkAssignDataRows": (
        "manager",
        'mutation{bulkAssignDataRows(input: {projectId: "$project", userId: "$user", dataRowIds: []})'
        "{success}}",
    ),
}
