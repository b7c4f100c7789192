"""Models and runs as objects, against a real server."""

import json
from pathlib import Path

import pytest

import postil as lb
from postil.client.sending import send
from postil.errors import ConflictError, NotFoundError
from postil.sdk.imports import ImportOrder
from tests.seeds.pictures import served

OTHER = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def model(client: lb.Client, project: lb.Project) -> lb.Model:
    ontology = project.ontology()
    assert ontology is not None
    return client.create_model("detector", ontology.uid)


@pytest.fixture
def run(model: lb.Model, key: str) -> lb.ModelRun:
    made = model.create_model_run("iteration 1", {"rate": 0.5})
    assert made.upsert_data_rows(global_keys=[key])
    return made


def test_models_and_runs_are_found_again(client: lb.Client, model: lb.Model, run: lb.ModelRun):
    assert client.get_model(model.uid) == model
    assert model in list(client.get_models(name="detector"))
    assert model in list(client.get_models(where=lb.Model.name == "detector"))
    assert client.get_model_run(run.uid) == run == next(iter(model.model_runs()))
    assert run.model_id == model.uid


def test_a_configuration_is_kept_changed_and_reset(run: lb.ModelRun):
    assert run.get_config() == {"rate": 0.5}
    assert run.update_config({"rate": 1}) == run.get_config() == {"rate": 1}
    assert run.reset_config() == {}


def test_data_rows_are_split_counted_and_taken_out(run: lb.ModelRun, key: str):
    assert run.assign_data_rows_to_split(global_keys=[key], split="TEST")
    (row,) = run.model_run_data_rows()
    assert (row.global_key, row.data_split, run.total_data_rows) == (key, lb.DataSplit.TEST, 1)
    assert not run.upsert_data_rows(global_keys=["nobody's"])
    run.delete_model_run_data_rows([row.data_row_id])
    assert run.total_data_rows == 0


def test_predictions_are_added_and_exported(run: lb.ModelRun, box: dict[str, object], key: str):
    wrong = {**box, "dataRow": {"globalKey": "nobody's"}}
    job = run.add_predictions("v1", [{**box, "confidence": 0.5}, wrong])
    assert [error["name"] for one in job.errors for error in one["errors"]] == ["ROW003"]
    assert (job.parent_id, job.counts.accepted) == (run.uid, 1)
    (row,) = run.export(format="labelbox")
    assert (row["confidence"], row["dataRow"]) == (0.5, {"globalKey": key})
    assert run.export().has_result()


def test_a_file_of_predictions_is_found_by_its_name(
    client: lb.Client, run: lb.ModelRun, box: dict[str, object], tmp_path: Path
):
    path = tmp_path / "may.ndjson"
    path.write_text(json.dumps(box))
    made = lb.MEAPredictionImport.create(client, run.uid, "may", path=path)
    assert lb.MEAPredictionImport.from_name(client, run.uid, "may") == made
    assert run.add_predictions("may", path) == made
    with pytest.raises(NotFoundError):
        lb.MEAPredictionImport.from_name(client, run.uid, "june")


def test_predictions_are_fetched_from_an_address(
    client: lb.Client, run: lb.ModelRun, box: dict[str, object]
) -> None:
    with served({"/may.ndjson": json.dumps(box).encode()}) as web:
        job = lb.MEAPredictionImport.create(client, run.uid, "july", url=f"{web}may.ndjson")
    assert (job.model_run_id, job.counts.accepted) == (run.uid, 1)


def test_a_large_file_of_predictions_is_sent_in_parts(
    client: lb.Client, run: lb.ModelRun, box: dict[str, object], tmp_path: Path
) -> None:
    path = tmp_path / "rows.ndjson"
    path.write_text(json.dumps(box))
    order = ImportOrder(name="parts", source_name=path.name, purpose="prediction", format="labelbox")
    job = send(client.connected, run.uid, path, order, parts_from=1)
    assert (job.model_run, job.counts.accepted) == (run.uid, 1)
    assert run.add_predictions("parts", path).uid == job.id


def test_the_name_of_other_predictions_is_taken(run: lb.ModelRun, box: dict[str, object]):
    run.add_predictions("v1", [box])
    with pytest.raises(ConflictError):
        run.add_predictions("v1", [box, box])


def test_labels_of_a_project_are_kept(
    client: lb.Client, project: lb.Project, run: lb.ModelRun, box: dict[str, object]
):
    lb.LabelImport.create_from_objects(client, project.uid, "truth", [box])
    assert run.upsert_labels(project_id=project.uid)
    (row,) = run.model_run_data_rows()
    assert (row.label_id is not None, row.label_version) == (True, 0)
    assert not run.upsert_labels(label_ids=[OTHER])


def test_predictions_go_to_a_project_as_pre_labels(
    project: lb.Project, run: lb.ModelRun, box: dict[str, object]
):
    run.add_predictions("v1", [box])
    sent = run.send_predictions(project.uid, "from the model")
    assert (sent.purpose, sent.counts.accepted) == ("pre_label", 1)
    assert run.send_predictions(project.uid, "from the model") == sent
    assert sent.left_out == []


def test_data_rows_named_in_vain_are_told(
    project: lb.Project, run: lb.ModelRun, box: dict[str, object], key: str
):
    run.add_predictions("v1", [box])
    sent = run.send_predictions(project.uid, "some", global_keys=[key, "nobody's"])
    assert (sent.counts.accepted, sent.left_out) == (1, ["nobody's"])


def test_predictions_go_to_a_project_with_their_data_rows(
    client: lb.Client, project: lb.Project, run: lb.ModelRun, box: dict[str, object]
):
    other = client.create_project("another", lb.MediaType.Image)
    ontology = project.ontology()
    assert ontology is not None
    other.connect_ontology(ontology)
    job, batch, sent = run.upsert_predictions_and_send_to_project("may", [box], other.uid)
    assert batch is not None
    assert sent is not None
    assert (job.counts.accepted, batch.size, sent.counts.accepted) == (1, 1, 1)


def test_what_is_deleted_is_not_found(client: lb.Client, model: lb.Model, run: lb.ModelRun):
    run.delete()
    with pytest.raises(NotFoundError):
        client.get_model_run(run.uid)
    model.delete()
    with pytest.raises(NotFoundError):
        client.get_model(model.uid)
