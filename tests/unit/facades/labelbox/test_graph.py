"""The schema and the table of what answers it fit each other."""

import pytest

from postil.facades.labelbox.application import schema
from postil.facades.labelbox.graph import ROOTS, bind, complaints, object_types
from postil.facades.labelbox.refused import REFUSED
from postil.facades.labelbox.table import FIELDS

SDL = "scalar Json type Query { thing: Json } type Thing { id: ID }"

DECLARED = """
AddDataRowsToBatchInput AssignGlobalKeyToDataRowInput AttachmentType Boolean CreateBatchInput
CreateAssignDataRowsToDataSplitTaskInput CreateBatchesFromDatasetInput CreateBatchesInput
CreateEmptyBatchInput DataRowCountQueryInput DataRowCustomMetadataUpsertInput
DatasetDataRowWhereInput DateTime DeleteBatchLabelsType EditorTaskType
ExportDataRowsInCatalogInput ExportDataRowsInModelRunInput ExportDataRowsInProjectInput Float
ID Int Json MediaType OntologyFilter PageSize RootSchemaNodeFilter RootSchemaNodeWhere String
TaskStreamType UInt64 UpdateModelRunConfigInput UpdateTrainingPipelineInput Upload
UpsertOntologyInput UpsertRootSchemaNodeInput WhereUniqueIdInput
"""
"""The types the package names when it declares variables, from wire section 5."""


def nothing(*_, **__):
    return None


def test_every_root_field_has_a_resolver_and_every_resolver_a_field():
    assert complaints(schema(), FIELDS) == []


def test_what_is_served_is_not_refused():
    served = {name for kind in object_types(schema()) if kind.name in ROOTS for name in kind.fields}
    assert served & set(REFUSED) == set()


def test_every_refusal_says_why_in_one_line():
    assert [name for name, reason in REFUSED.items() if not reason or "\n" in reason] == []


def test_a_root_field_without_a_resolver_is_noticed():
    with pytest.raises(ValueError, match=r"Query\.thing has no resolver"):
        bind(SDL, {})


def test_a_resolver_without_a_field_is_noticed():
    with pytest.raises(ValueError, match=r"Thing\.name is no field"):
        bind(SDL, {"Query.thing": nothing, "Thing.name": nothing})


def test_fields_of_the_schema_may_be_null():
    """An answer with one null too many would lose everything around it."""
    required = [
        f"{kind.name}.{name}"
        for kind in object_types(schema())
        for name, field in kind.fields.items()
        if str(field.type).endswith("!")
    ]
    assert required == []


@pytest.mark.parametrize("name", DECLARED.split())
def test_every_type_the_package_declares_variables_of_is_known(name):
    assert name in schema().type_map
