"""Who may ask which root field: written by hand, from what Postil promises and not from its code.

Each resource has its lines in a file of the folder `access`; a root field without one fails
`test_matrix.py`. A line says who may ask, and a text that asks it about what `$names` in it stand for (see
`named` there). Carried out by those who may, it changes nothing: what deletes is asked in the tests of its
resource. Fields inside of an object may have lines too.
"""

from importlib import import_module
from pathlib import Path

<<<<<<< HEAD
ACCESS: dict[str, tuple[str, str]] = {
    # people
    "Query.user": (SELF, '{user(where: {id: "$user"}){email}}'),
    "Query.users": (SIGNED_IN, "{users{email}}"),
    "Query.organization": (SIGNED_IN, "{organization{name}}"),
    "Query.iamIntegrations": (SIGNED_IN, "{iamIntegrations{id}}"),
    "Query.roles": (SIGNED_IN, "{roles{name}}"),
    # the catalog
    "Query.dataset": (KNOWS, '{dataset(where: {id: "$dataset"}){name rowCount createdBy{email}}}'),
    "Query.datasets": (SIGNED_IN, "{datasets{name createdBy{email}}}"),
    "Mutation.createDataset": (SIGNED_IN, 'mutation{createDataset(data: {name: "of my own"}){id}}'),
    "Mutation.updateDataset": (MAKER, 'mutation{updateDataset(where: {id: "$dataset"} data: {}){id}}'),
    "Mutation.uploadFile": (SIGNED_IN, "mutation{uploadFile(file: 1, contentLength: 1){url}}"),
    # projects
    "Query.project": ("viewer", '{project(where: {id: "$project"}){name dataRowCount createdBy{email}}}'),
    "Query.projects": (SIGNED_IN, "{projects{name createdBy{email}}}"),
    "Query.labelingFrontends": (SIGNED_IN, "{labelingFrontends{name}}"),
    "Mutation.createProject": (SIGNED_IN, 'mutation{createProject(data: {name: "of my own"}){id}}'),
    "Mutation.updateProject": ("manager", 'mutation{updateProject(where: {id: "$project"} data: {}){id}}'),
    "Mutation.project": ("viewer", 'mutation{project(where: {id: "$project"}){name}}'),
    # files of annotations
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
=======
FOLDER = Path(__file__).parent / "access"


def collected() -> dict[str, tuple[str, str]]:
    """Put the lines of all files together."""
    found: dict[str, tuple[str, str]] = {}
    for file in sorted(FOLDER.glob("*.py")):
        lines = import_module(f"tests.facades.labelbox.access.{file.stem}").ACCESS
        assert not set(found) & set(lines), f"{file.name} repeats lines of another file"
        found |= lines
    return found


ACCESS = collected()
>>>>>>> f97385892d460f8fa1d53a6be5be29c9dc71e8e7
