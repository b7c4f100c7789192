"""What the source of the official package says only to its readers, not to official_operations.py."""

IMPORTS = {
    "MALPredictionImport": (
        "createModelAssistedLabelingPredictionImport",
        "modelAssistedLabelingPredictionImport",
    ),
    "LabelImport": ("createLabelImport", "labelImport"),
    "MEAPredictionImport": ("createModelErrorAnalysisPredictionImport", "modelErrorAnalysisPredictionImport"),
    "MEAToMALPredictionImport": ("createMalPredictionImportForModelRunDataRows", "meaToMalPredictionImport"),
}
"""Import -> what makes one and what reads one; its texts are made while it runs."""

VECTORS = "POST /adv/v1/embeddings/{}/_import_ndjson"
GIVEN: dict[str, set[str]] = {
    "Task.refresh": {"Query.user.createdTasks"},
    "Task.wait_till_done": {"Query.user.createdTasks"},
    "ExportTask.result": {"Query.task.exportFileFromOffset"},
    "ExportTask.errors": {"Query.task.exportFileFromOffset"},
    "ExportTask.get_buffered_stream": {"Query.task.exportFileFromOffset"},
    "ModelRun.add_predictions": {f"Mutation.{IMPORTS['MEAPredictionImport'][0]}"},
    "ModelRun.upsert_predictions_and_send_to_project": {f"Mutation.{IMPORTS['MEAToMALPredictionImport'][0]}"},
    "ModelRun.refresh_cost_and_usage": {"Query.modelFoundryModelRunInfo"},
    "Client.run_foundry_app": {"Mutation.createModelJobForDataRows"},
    "Client.get_labeling_service_dashboards": {"Query.searchProjects"},
    "Client.get_data_row_metadata_ontology": {"Query.customMetadataOntology"},
    "Client.import_vectors_from_file": {VECTORS},
    "Client.get_imported_vector_count": {"GET /adv/v1/embeddings/{}/vectors/_count"},
    "Embedding.import_vectors_from_file": {VECTORS},
    "Embedding.get_imported_vector_count": {"GET /adv/v1/embeddings/{}/vectors/_count"},
    "Project.update": {"Mutation.updateProject"},
    "DataRow.update": {"Mutation.updateDataRow"},
    "DataRow.delete": {"Mutation.deleteDataRows"},
    "DataRow.bulk_delete": {"Mutation.deleteDataRows"},
    "Label.delete": {"Mutation.deleteLabels"},
    "Label.bulk_delete": {"Mutation.deleteLabels"},
    "Project.delete_labels_by_user": {"Mutation.deleteLabels"},
    "Webhook.update": {"Mutation.updateWebhook"},
    "Webhook.delete": {"Mutation.updateWebhook"},
    "Project.clone_workflow_from": {"Mutation.updateProjectWorkflow"},
} | {
    f"{kind}.{name}": {f"Mutation.{made}" if name.startswith("create") else f"Query.{read}"}
    for kind, (made, read) in IMPORTS.items()
    for name in (
        *("create", "create_from_file", "create_from_objects", "create_from_url", "errors", "from_name"),
        *(
            "create_for_model_run_data_rows",
            "inputs",
            "refresh",
            "statuses",
            "wait_till_done",
            "wait_until_done",
        ),
    )
}
"""What the source says only to its readers: texts that are made while it runs, calls through variables."""
