"""Ontologies and feature schemas: who may ask what; see `access_table.py`."""

from tests.facades.native.access_table import KNOWS, SIGNED_IN

_TREE = '{\\"tools\\": [{\\"tool\\": \\"point\\", \\"name\\": \\"of my own\\"}]}'
_NODE = '{\\"tool\\": \\"point\\", \\"name\\": \\"of my own\\"}'

ACCESS: dict[str, tuple[str, str]] = {
    "Query.ontology": (KNOWS, '{ontology(where: {id: "$ontology"}){name normalized createdBy{email}}}'),
    "Query.ontologies": (SIGNED_IN, "{ontologies{nodes{name normalized createdBy{email} projects{name}}}}"),
    "Mutation.upsertOntology": (
        SIGNED_IN,
        f'mutation{{upsertOntology(data: {{name: "of my own", normalized: "{_TREE}"}}){{id}}}}',
    ),
    "Query.rootSchemaNode": (KNOWS, '{rootSchemaNode(where: {featureSchemaId: "$feature"}){normalized}}'),
    "Query.rootSchemaNodes": (SIGNED_IN, "{rootSchemaNodes{nodes{name normalized}}}"),
    "Mutation.upsertRootSchemaNode": (
        SIGNED_IN,
        f'mutation{{upsertRootSchemaNode(data: {{normalized: "{_NODE}"}}){{id}}}}',
    ),
    "Project.connectOntology": (
        "manager",
        'mutation{project(where: {id: "$project"}){connectOntology(ontologyId: "$ontology"){id}}}',
    ),
    "Project.ontology": ("viewer", '{project(where: {id: "$project"}){ontology{name normalized}}}'),
}
