"""The page about the official package says what the facade has, and no more."""

import pytest
from graphql import build_schema

from scripts.compat_page import Facade, Listed, listed, page, verdict

SCHEMA = build_schema(
    """
    type Query { project(id: ID): Project, user: User }
    type Mutation { createProject: Project, project(id: ID): Project }
    type Project { id: ID, batches(first: Int): [Batch], deleteBatch(id: ID): ID }
    type Batch { id: ID }
    type User { id: ID }
    """
)
FACADE = Facade(SCHEMA, {"createWebhook": "webhooks are made elsewhere"}, ["DELETE /ontologies/{uid}"])


@pytest.mark.parametrize(
    ("asked", "state", "remark"),
    [
        (["Query.project", "Query.project.batches"], "supported", ""),
        (["Mutation.project.deleteBatch"], "supported", ""),
        (["DELETE /ontologies/{}"], "supported", ""),
        (["PATCH /ontologies/{}"], "refused", "`PATCH /ontologies/{}`: not served yet"),
        (["Query.project.issues"], "refused", "`project.issues`: not served yet"),
        (["Mutation.createWebhook"], "refused", "`createWebhook`: webhooks are made elsewhere"),
        # What changes something is what the method is for; what it reads besides may be missing.
        (["Mutation.createProject", "Query.roles"], "partial", "`roles`: not served yet"),
        (["Mutation.createIssue", "Query.user"], "refused", "`createIssue`: not served yet"),
        (["Query.tag", "Query.queue"], "refused", "`queue`, `tag`: not served yet"),
        (["Query.issue", "Query.issue.comments"], "refused", "`issue`: not served yet"),
    ],
)
def test_a_method_is_as_good_as_what_it_asks_for(asked, state, remark):
    assert verdict("Client.some", asked, FACADE, {}) == (state, remark)


def test_a_remark_makes_a_method_partial():
    asked = ["Query.project"]
    assert verdict("Client.get", asked, FACADE, {"Client.get": "no colors"}) == ("partial", "no colors")


def test_the_page_counts_lists_methods_by_class_and_operations_once():
    methods = {
        "Client": {"get": ["Query.project"], "url": []},
        "Batch": {"gone": ["Query.project", "Query.tag"]},
    }
    text = page(Listed("7.17.0", methods), FACADE, {})
    assert "| methods | 1 | 0 | 1 |" in text
    assert "| operations | 1 | 0 | 1 |" in text
    assert "### Client\n\n| Method | State | Remark |\n|---|---|---|\n| `get` | supported | |\n\n" in text
    assert text.count("| `Query.project` | supported | |") == 1


def test_the_list_is_of_the_version_that_the_tests_run_with():
    found = listed()
    assert found.version == "7.17.0"
    # A few that were read in the source of the package.
    assert found.methods["Dataset"]["delete"] == ["Mutation.updateDataset"]
    assert "Mutation.project.connectOntology" in found.methods["Project"]["connect_ontology"]
    assert found.methods["MALPredictionImport"]["create_from_objects"] == [
        "Mutation.createModelAssistedLabelingPredictionImport"
    ]
    assert found.methods["Client"]["delete_unused_ontology"] == ["DELETE /ontologies/{}"]
