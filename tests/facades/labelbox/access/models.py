"""Models, their runs and the data rows of runs: who may ask what; see `access_table.py`."""

from tests.facades.native.access_table import KNOWS, MAKER, SELF, SIGNED_IN

_RUN = 'where: {id: "$run"}'
_OF_RUN = 'modelRun: {id: "$run"}'

ACCESS: dict[str, tuple[str, str]] = {
    "Query.model": (KNOWS, '{model(where: {id: "$model"}){name modelRuns{name}}}'),
    "Query.models": (SIGNED_IN, "{models{name modelRuns{name}}}"),
    "Query.modelRun": (KNOWS, f"{{modelRun({_RUN}){{name createdBy}}}}"),
    "Query.trainingPipeline": (KNOWS, f"{{trainingPipeline({_RUN}){{status}}}}"),
    "Query.modelFoundryModelRunInfo": (
        KNOWS,
        '{modelFoundryModelRunInfo(where: {modelRunId: "$run"}){totalDataRows}}',
    ),
    "Query.annotationGroups": (
        KNOWS,
        '{annotationGroups(where: {modelRunId: {id: "$run"}}){nodes{dataRow{globalKey}}}}',
    ),
    **{
        f"Query.{name}": (SELF, f'{{{name}(where: {{id: "$registration"}}){{status}}}}')
        for name in (
            "MEADataRowRegistrationTaskStatus",
            "MEALabelRegistrationTaskStatus",
            "assignDataRowsToDataSplitTaskStatus",
        )
    },
    "Mutation.createModel": (
        "viewer",
        'mutation{createModel(data: {name: "of my own" ontologyId: "$ontology"}){id}}',
    ),
    "Mutation.deleteModels": (MAKER, 'mutation{deleteModels(where: {ids: ["$spare_model"]})}'),
    "Mutation.createModelRun": (
        MAKER,
        'mutation{createModelRun(data: {name: "$spare_run" modelId: "$spare_model"}){id}}',
    ),
    "Mutation.deleteModelRuns": (MAKER, 'mutation{deleteModelRuns(where: {ids: ["$spare_run"]})}'),
    "Mutation.updateModelRunConfig": (
        MAKER,
        f"mutation{{updateModelRunConfig({_OF_RUN} data: {{config: {{}}}}){{trainingMetadata}}}}",
    ),
    "Mutation.resetModelRunConfig": (
        MAKER,
        f"mutation{{resetModelRunConfig({_OF_RUN}){{trainingMetadata}}}}",
    ),
    "Mutation.updateTrainingPipeline": (
        MAKER,
        f'mutation{{updateTrainingPipeline({_OF_RUN} data: {{status: "COMPLETE"}}){{status}}}}',
    ),
    "Mutation.createMEAModelRunDataRowRegistrationTask": (
        MAKER,
        f'mutation{{createMEAModelRunDataRowRegistrationTask({_RUN} data: {{globalKeys: ["$key"]}})}}',
    ),
    "Mutation.createMEAModelRunLabelRegistrationTask": (
        MAKER,
        f'mutation{{createMEAModelRunLabelRegistrationTask({_RUN} data: {{labelIds: ["$label"]}})}}',
    ),
    "Mutation.createMEAModelRunProjectLabelRegistrationTask": (
        MAKER,
        'mutation{createMEAModelRunProjectLabelRegistrationTask(where: {modelRunId: "$run"'
        ' projectId: "$project"})}',
    ),
    "Mutation.createAssignDataRowsToDataSplitTask": (
        MAKER,
        f"mutation{{createAssignDataRowsToDataSplitTask({_OF_RUN} data: {{assignments:"
        ' [{split: "TEST" globalKeys: ["$key"]}]})}',
    ),
    "Mutation.deleteModelRunDataRows": (
        MAKER,
        'mutation{deleteModelRunDataRows(where: {modelRunId: "$spare_run" dataRowIds: ["$row"]})}',
    ),
    "Query.modelErrorAnalysisPredictionImport": (
        KNOWS,
        '{modelErrorAnalysisPredictionImport(where: {modelRunId: "$run" name: "$predictions"}){name}}',
    ),
    "Mutation.createModelErrorAnalysisPredictionImport": (
        MAKER,
        'mutation{createModelErrorAnalysisPredictionImport(data: {modelRunId: "$run" name: "x"}){id}}',
    ),
    "Mutation.createMalPredictionImportForModelRunDataRows": (
        "manager",
        'mutation{createMalPredictionImportForModelRunDataRows(data: {name: "x" modelRunId: "$run"'
        ' projectId: "$project" dataRowIds: ["$row"]}){id}}',
    ),
}
