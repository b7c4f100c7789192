import pytest

import postil as lb
from postil.errors import ConflictError, NotFoundError, UnsupportedError, UsageError


def test_the_ontology_is_connected(client: lb.Client, project: lb.Project):
    found = project.ontology()
    assert found is not None
    assert [tool.name for tool in found.tools()] == ["car"]
    empty = client.create_project("empty")
    assert empty.ontology() is None
    empty.setup_editor(found)
    assert empty.ontology() == found


def test_an_ontology_for_other_media_is_refused(client: lb.Client, project: lb.Project):
    videos = client.create_project("videos", lb.MediaType.Video)
    ontology = project.ontology()
    assert ontology is not None
    with pytest.raises(UsageError, match="is for image, project 'videos' for video"):
        videos.connect_ontology(ontology)


def test_a_name_of_a_batch_is_taken_once(project: lb.Project, key: str):
    with pytest.raises(ConflictError):
        project.create_batch("a batch", global_keys=[key])


def test_a_batch_of_nothing_that_exists_is_refused(project: lb.Project):
    with pytest.raises(UsageError, match="ROW003"):
        project.create_batch("second", global_keys=["nobody's"])


def test_one_text_is_no_list_of_keys(project: lb.Project, key: str):
    with pytest.raises(UsageError, match="must be a list"):
        project.create_batch("second", global_keys=key)


def test_what_is_not_there_yet_is_said_to_be_so(project: lb.Project, key: str):
    with pytest.raises(UnsupportedError, match="consensus"):
        project.create_batch("second", global_keys=[key], consensus_settings={"number_of_labels": 3})


def test_the_data_rows_are_counted_by_state(project: lb.Project):
    assert sum(project.task_counts().values()) == 1


def test_a_new_name_stays_until_it_is_deleted(client: lb.Client, project: lb.Project):
    project.update(name="renamed")
    assert client.get_project(project.uid).name == "renamed"
    project.delete()
    with pytest.raises(NotFoundError):
        client.get_project(project.uid)


def test_a_dataset_is_sent_in_numbered_batches(client: lb.Client, dataset: lb.Dataset, key: str, monkeypatch):
    monkeypatch.setattr("postil.client.projects._MOST", 2)
    dataset.create_data_rows([{"global_key": f"{key}.{number}"} for number in range(3)])
    project = client.create_project("street")
    made = project.create_batches_from_dataset("all", dataset.uid, priority=1)
    assert [(one.name, one.size, one.priority) for one in made] == [("all 1", 2, 1), ("all 2", 1, 1)]
    assert client.get_batch(project.uid, made[1].uid) == made[1]


def test_rows_and_keys_make_batches_of_their_own(client: lb.Client, dataset: lb.Dataset, key: str):
    rows = [dataset.create_data_row(global_key=f"{key}.{number}") for number in range(2)]
    made = client.create_project("street").create_batches("all", rows[:1], [f"{key}.1"])
    assert [one.size for one in made] == [1, 1]


def test_an_ontology_is_empty_until_it_has_a_feature(client: lb.Client, project: lb.Project):
    assert client.create_project("street").is_empty_ontology
    assert not project.is_empty_ontology
