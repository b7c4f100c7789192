"""Data rows, their global keys, metadata and attachments: who may ask what; see `access_table.py`."""

from tests.facades.native.access_table import ADMIN, KNOWS, MAKER, SELF, SIGNED_IN

ACCESS: dict[str, tuple[str, str]] = {
    "Query.dataRow": (
        KNOWS,
        '{dataRow(where: {id: "$row"}){globalKey rowData dataset{name} createdBy{email} attachments{value}}}',
    ),
    "Query.datasetDataRows": (KNOWS, '{datasetDataRows(id: "$dataset"){nodes{globalKey}}}'),
    "Query.externalIdsToDataRowIds": (
        SIGNED_IN,
        '{externalIdsToDataRowIds(externalId_in: ["x"]){dataRowId}}',
    ),
    "Query.queryAllDataRowsHaveBeenProcessed": (
        SIGNED_IN,
        "{queryAllDataRowsHaveBeenProcessed{allDataRowsHaveBeenProcessed}}",
    ),
    "Mutation.updateDataRow": (MAKER, 'mutation{updateDataRow(where: {id: "$row"} data: {}){globalKey}}'),
    "Mutation.deleteDataRows": (SIGNED_IN, "mutation{deleteDataRows(where: {dataRowIds: []}){id}}"),
    "Query.dataRowsForGlobalKeys": (SIGNED_IN, '{dataRowsForGlobalKeys(where: {ids: ["x"]}){jobId}}'),
    "Query.dataRowsForGlobalKeysResult": (
        SELF,
        '{dataRowsForGlobalKeysResult(jobId: {id: "$found"}){jobStatus}}',
    ),
    "Query.clearGlobalKeysResult": (SELF, '{clearGlobalKeysResult(jobId: {id: "$cleared"}){jobStatus}}'),
    "Query.assignGlobalKeysToDataRowsResult": (
        SELF,
        '{assignGlobalKeysToDataRowsResult(jobId: {id: "$assigned"}){jobStatus}}',
    ),
    "Mutation.clearGlobalKeys": (SIGNED_IN, "mutation{clearGlobalKeys(where: {ids: []}){jobId}}"),
    "Mutation.assignGlobalKeysToDataRows": (
        SIGNED_IN,
        "mutation{assignGlobalKeysToDataRows(data: {assignInputs: []}){jobId}}",
    ),
    "Query.customMetadataOntology": (SIGNED_IN, "{customMetadataOntology{name options{name}}}"),
    "Query.dataRowCustomMetadata": (
        SIGNED_IN,
        '{dataRowCustomMetadata(where: {dataRowIdentifiers: {ids: ["x"]}}){globalKey}}',
    ),
    "Mutation.upsertCustomMetadataSchema": (
        SIGNED_IN,
        'mutation{upsertCustomMetadataSchema(data: {name: "x", kind: "none"}){id}}',
    ),
    "Mutation.deleteCustomMetadataSchema": (
        ADMIN,
        'mutation{deleteCustomMetadataSchema(schema: {id: "cko8s9r5v0001h2dk9elqdidh"}){success}}',
    ),
    "Mutation.upsertDataRowCustomMetadata": (
        SIGNED_IN,
        "mutation{upsertDataRowCustomMetadata(data: []){error}}",
    ),
    "Mutation.deleteDataRowCustomMetadata": (
        SIGNED_IN,
        "mutation{deleteDataRowCustomMetadata(dataRowIdentifiers: []){error}}",
    ),
    "Mutation.createDataRowAttachment": (
        MAKER,
        'mutation{createDataRowAttachment(data: {type: "NONE", value: "x", dataRowId: "$row"}){id}}',
    ),
    "Mutation.updateDataRowAttachment": (
        MAKER,
        'mutation{updateDataRowAttachment(where: {id: "$attachment"} data: {}){value}}',
    ),
    "Mutation.deleteDataRowAttachment": (
        MAKER,
        'mutation{deleteDataRowAttachment(where: {id: "$attachment"}){id}}',
    ),
}
