import gc
import subprocess
import sys

import pytest

import postil as lb
from postil.errors import AuthenticationError, NotFoundError, ServerError
from postil.model.identity import spell_id
from postil.sdk.location import Location


def test_no_key_takes_the_one_the_server_of_the_data_directory_left(
    location: Location, client: lb.Client, monkeypatch: pytest.MonkeyPatch, tmp_path
):
    (tmp_path / "server.json").write_text(f'{{"url": "{location.url}", "token": "{location.key}"}}')
    monkeypatch.setenv("POSTIL_DATA", str(tmp_path))
    with lb.Client(None) as found:
        assert found.endpoint == location.url
        assert list(found.get_datasets(name="nobody's")) == []


def test_where_no_server_runs_it_is_said_how_to_start_one(tmp_path):
    with pytest.raises(ServerError, match="postil serve"):
        lb.Client(folder=tmp_path)


def test_a_wrong_key_is_refused(location: Location):
    with lb.Client("wrong", location.url) as opened, pytest.raises(AuthenticationError):
        opened.create_dataset("a dataset")


def test_a_dataset_is_found_by_both_spellings_of_its_id(client: lb.Client, dataset: lb.Dataset):
    assert client.get_dataset(dataset.uid) == dataset
    assert client.get_dataset(spell_id(dataset.uid)) == dataset


def test_data_rows_are_found_by_global_key(client: lb.Client, dataset: lb.Dataset, key: str):
    made = dataset.create_data_row({"global_key": key})
    assert client.get_data_row_by_global_key(key) == made
    with pytest.raises(NotFoundError):
        client.get_data_row_by_global_key("nobody's")


def test_ids_of_global_keys_come_in_their_order(client: lb.Client, dataset: lb.Dataset, key: str):
    made = dataset.create_data_row(global_key=key)
    found = client.get_data_row_ids_for_global_keys(["nobody's", key, key])
    assert found["results"] == ["", made.uid, made.uid]
    assert found["status"] == "PARTIAL SUCCESS"
    assert [error["global_key"] for error in found["errors"]] == ["nobody's"]


def test_projects_and_ontologies_are_found_again(client: lb.Client, project: lb.Project):
    assert client.get_project(project.uid) == project
    assert project in list(client.get_projects(name="a project"))
    ontology = project.ontology()
    assert ontology is not None
    assert client.get_ontology(ontology.uid) == ontology
    assert ontology in list(client.get_ontologies("CARS"))


def test_a_script_that_just_ends_leaves_nothing_open(location: Location):
    made = f"postil.Client({location.key!r}, {location.url!r})"
    code = f"import postil; client = {made}; print(list(client.get_projects()))"
    told = subprocess.run(
        [sys.executable, "-W", "error", "-X", "dev", "-c", code], capture_output=True, text=True, check=True
    )
    assert told.stderr == ""


def test_resources_outlive_the_client_they_came_from(location: Location):
    dataset = lb.Client(location.key, location.url).create_dataset("a dataset")
    gc.collect()
    assert dataset.row_count == 0
