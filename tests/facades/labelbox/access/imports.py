"""Imports of annotations."""

ACCESS = {
    "Query.modelAssistedLabelingPredictionImport": (
        "viewer",
        '{modelAssistedLabelingPredictionImport(where: {projectId: "$project" name: "$import"})'
        "{name project{name}}}",
    ),
    "Query.modelAssistedLabelingPredictionImports": (
        "viewer",
        '{modelAssistedLabelingPredictionImports(where: {projectId: "$project"}){name inputFileUrl}}',
    ),
    "Query.labelImport": ("viewer", '{labelImport(where: {projectId: "$project" name: "$truth"}){name}}'),
    "Query.labelImports": ("viewer", '{labelImports(where: {projectId: "$project"}){name}}'),
    "Query.meaToMalPredictionImport": (
        "viewer",
        '{meaToMalPredictionImport(where: {projectId: "$project" name: "$import"}){name}}',
    ),
    "Mutation.createModelAssistedLabelingPredictionImport": (
        "manager",
        'mutation{createModelAssistedLabelingPredictionImport(data: {projectId: "$project" name: "x"}){id}}',
    ),
    "Mutation.createLabelImport": (
        "manager",
        'mutation{createLabelImport(data: {projectId: "$project" name: "x"}){id}}',
    ),
    "Mutation.deleteModelAssistedLabelingPredictionImport": (
        "manager",
        'mutation{deleteModelAssistedLabelingPredictionImport(where: {id: "$spare"}){id}}',
    ),
}
