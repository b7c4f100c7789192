"""Finding and counting through the client, on a real server."""

import pytest

from postil.errors import UsageError
from postil.model.ontology import Feature, Ontology
from postil.sdk.annotations import AnnotationFilter, SearchFilter
from postil.sdk.client import Client
from postil.sdk.imports import ImportOrder
from tests.unit.sdk.samples import box_row


@pytest.fixture(scope="session")
def project(server, tmp_path_factory):
    file = tmp_path_factory.mktemp("rows") / "found.ndjson"
    rows = [box_row(f"found-{number % 3}", "car", left=number, confidence=number / 8) for number in range(8)]
    file.write_text("".join(rows))
    with Client(server) as client:
        ontology = client.ontologies.create(Ontology("found", [Feature("car", "box")]), "found")
        uid = client.projects.create("found", ontology=ontology.id).id
        dataset = client.datasets.create("found")
        keys = [f"found-{number}" for number in range(3)]
        list(client.data_rows.create(dataset.id, keys))
        client.batches.create(uid, "first", global_keys=keys)
        client.imports.create(uid, file, ImportOrder(name="found", source_name="found.ndjson"))
    return uid


def test_annotations_are_found_page_by_page(client, project):
    found = list(client.annotations.list(project, SearchFilter(feature="car", min_score=0.5)))
    assert sorted(one.score for one in found) == [0.5, 0.625, 0.75, 0.875]


def test_data_rows_are_found_with_what_they_have(client, project):
    found = list(client.data_rows.find(project, SearchFilter(has_pre_label=True)))
    assert [(row.data_row.global_key, row.pre_labels) for row in found] == [
        ("found-0", 3),
        ("found-1", 3),
        ("found-2", 2),
    ]


def test_counts_are_by_feature(client, project):
    counts = client.annotations.count(project, AnnotationFilter(feature="car", max_score=1))
    assert [(one.name, one.n) for one in counts.items] == [("car", 8)]
    assert counts.index_complete


def test_an_unknown_feature_is_a_usage_error_that_names_the_nearest(client, project):
    with pytest.raises(UsageError, match='did you mean "car"'):
        client.annotations.count(project, AnnotationFilter(feature="Car"))


def test_the_catalog_is_listed_by_prefix_and_media_state(client, project):
    found = client.data_rows.list(global_key_prefix="found-", media_state="unreachable")
    assert [row.global_key for row in found] == ["found-0", "found-1", "found-2"]
