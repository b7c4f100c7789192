"""What a type checker knows about the client; `make check` judges the assertions."""

from typing import Any, assert_type

import postil as lb
from postil.client.field import Comparison
from postil.sdk.counts import Counts
from postil.sdk.import_diffs import ImportDiff


def test_names_of_the_package_are_classes():
    assert_type(lb.MediaType.of("PDF"), lb.MediaType)
    assert_type(lb.Tool(lb.Tool.Type.BBOX, "car").classifications, list[lb.Classification])
    assert_type(lb.OntologyBuilder().asdict(), dict[str, Any])
    option: lb.Classification.Type = lb.Classification.Type.RADIO
    assert_type(lb.Classification(option, "weather").options, list[lb.Option])


def test_a_script_is_typed_from_end_to_end():
    def script(client: lb.Client, rows: list[lb.types.Label]) -> lb.MALPredictionImport:
        dataset = client.create_dataset("images")
        assert_type(dataset, lb.Dataset)
        task = dataset.create_data_rows([{"global_key": "kobe.png"}])
        assert_type(task, lb.Task)
        assert_type(task.errors, list[dict[str, Any]] | None)
        assert_type(dataset.data_rows(), lb.Collection[lb.DataRow])
        ontology = client.create_ontology("traffic", lb.OntologyBuilder().asdict())
        assert_type(ontology, lb.Ontology)
        project = client.create_project("street", lb.MediaType.Image)
        assert_type(project, lb.Project)
        assert_type(project.create_batch("first", global_keys=["kobe.png"]), lb.Batch)
        job = lb.MALPredictionImport.create_from_objects(client, project.uid, "boxes", rows, dry_run=True)
        assert_type(job.errors, list[dict[str, Any]])
        assert_type(job.counts, Counts)
        assert_type(job.diff(), ImportDiff)
        assert_type(job.state, lb.AnnotationImportState)
        assert_type(project.export(), lb.Export)
        return job

    assert callable(script)


def test_an_import_keeps_its_kind():
    def find(client: lb.Client) -> None:
        assert_type(lb.LabelImport.from_name(client, "p", "truth"), lb.LabelImport)
        assert_type(lb.LabelImport.create_from_file(client, "p", "truth", "a.ndjson"), lb.LabelImport)

    assert callable(find)


def test_fields_are_values_of_objects_and_conditions_of_classes():
    def find(client: lb.Client, project: lb.Project) -> None:
        assert_type(project.name, str)
        assert_type(lb.Project.name == "street", Comparison)
        found = client.get_projects(where=(lb.Project.name == "street") & (lb.Project.description != ""))
        assert_type(found, lb.Collection[lb.Project])

    assert callable(find)


def test_rows_are_upserted_by_a_key_that_says_what_it_is():
    def upsert(dataset: lb.Dataset) -> None:
        task = dataset.upsert_data_rows([{"key": lb.GlobalKey("a"), "metadata": {}}])
        assert_type(task.updated_data_rows, list[dict[str, Any]])

    assert callable(upsert)


def test_a_program_with_an_event_loop_is_typed_from_end_to_end():
    async def script(client: lb.AsyncClient, rows: list[lb.types.Label]) -> None:
        dataset = await client.create_dataset("images")
        assert_type(dataset, lb.AsyncDataset)
        assert_type(dataset.name, str)
        assert_type(await dataset.create_data_rows([{"global_key": "kobe.png"}]), lb.Task)
        assert_type(await dataset.row_count(), int)
        async for row in dataset.data_rows():
            assert_type(row, lb.AsyncDataRow)
            assert_type(row.global_key, str | None)
        assert_type(client.get_projects(where=lb.Project.name == "a"), lb.AsyncCollection[lb.AsyncProject])
        project = await client.get_project("p")
        assert_type(await project.create_batch("first", global_keys=["kobe.png"]), lb.Batch)
        job = await lb.AsyncMALPredictionImport.create_from_objects(client, project.uid, "boxes", rows)
        assert_type(job, lb.AsyncMALPredictionImport)
        assert_type(await job.errors(), list[dict[str, Any]])
        assert_type(job.counts, Counts)
        async for exported in project.export():
            assert_type(exported, dict[str, Any])

    assert callable(script)
