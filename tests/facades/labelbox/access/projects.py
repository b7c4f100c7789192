"""Projects: who may ask what; see `access_table.py`."""

from tests.facades.native.access_table import SIGNED_IN

ACCESS: dict[str, tuple[str, str]] = {
    "Query.project": ("viewer", '{project(where: {id: "$project"}){name dataRowCount createdBy{email}}}'),
    "Query.projects": (SIGNED_IN, "{projects{name createdBy{email}}}"),
    "Query.labelingFrontends": (SIGNED_IN, "{labelingFrontends{name}}"),
    "Mutation.createProject": (SIGNED_IN, 'mutation{createProject(data: {name: "of my own"}){id}}'),
    "Mutation.updateProject": ("manager", 'mutation{updateProject(where: {id: "$project"} data: {}){id}}'),
    "Mutation.project": ("viewer", 'mutation{project(where: {id: "$project"}){name}}'),
}
