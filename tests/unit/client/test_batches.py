import pytest

import postil as lb


def test_rows_that_are_there_already_and_rows_that_do_not_exist_are_told(
    project: lb.Project, dataset: lb.Dataset, key: str
):
    dataset.create_data_rows([{"global_key": f"{key}.2"}])
    with pytest.warns(UserWarning, match="1 data rows of batch 'second' do not exist"):
        batch = project.create_batch("second", global_keys=[key, f"{key}.2", "nobody's"])
    assert (batch.size, batch.present, batch.missing) == (1, [key], ["nobody's"])
    assert batch.failed_data_row_ids == ["nobody's"]
    shown = "data rows 1 new, 1 in the project already, 1 that do not exist"
    assert repr(batch) == f"<Batch 'second' {batch.uid}: {shown}>"


def test_a_batch_has_its_priority(project: lb.Project, dataset: lb.Dataset, key: str):
    row = dataset.create_data_row(global_key=f"{key}.2")
    project.create_batch("second", [row], 1)
    assert [(one.name, one.priority, one.size) for one in project.batches()] == [
        ("a batch", 5, 1),
        ("second", 1, 1),
    ]
