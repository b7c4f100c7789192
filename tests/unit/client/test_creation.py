from PIL import Image

import postil as lb


def test_rows_of_every_kind_are_made_in_one_call(dataset: lb.Dataset, key: str, tmp_path):
    picture = tmp_path / "picture.png"
    Image.new("RGB", (64, 48)).save(picture)
    task = dataset.create_data_rows(
        [
            {"row_data": "https://images.invalid/kobe.png", "global_key": f"{key}.url"},
            {"row_data": str(picture), "global_key": f"{key}.file", "metadata": {"city": "Kobe"}},
            {"global_key": f"{key}.empty"},
        ]
    )
    assert [row["global_key"] for row in task.result] == [f"{key}.url", f"{key}.file", f"{key}.empty"]
    assert (task.status, task.errors, task.failed_data_rows) == ("COMPLETE", None, None)
    assert {row.global_key: row.metadata for row in dataset.data_rows()}[f"{key}.file"] == {"city": "Kobe"}


def test_a_row_that_fails_keeps_no_other_out(dataset: lb.Dataset, key: str):
    good, again, absent = {"global_key": key}, {"global_key": key}, {"row_data": "nowhere.png"}
    task = dataset.create_data_rows([good, again, absent])
    task.wait_till_done()
    assert [row["global_key"] for row in task.created_data_rows] == [key]
    assert task.failed_data_rows == [again, absent]
    assert task.errors is not None
    assert [error["code"] for error in task.errors] == ["DUP003", "MED003"]
    assert "Duplicate global key" in task.errors[0]["message"]
    assert task.errors[0]["failedDataRows"][0]["globalKey"] == key


def test_a_file_whose_key_exists_fails_like_any_row(dataset: lb.Dataset, key: str, tmp_path):
    picture = tmp_path / "picture.png"
    Image.new("RGB", (64, 48)).save(picture)
    dataset.create_data_rows([{"global_key": key}])
    task = dataset.create_data_rows([{"row_data": str(picture), "global_key": key}])
    assert task.errors is not None
    assert task.errors[0]["code"] == "DUP003"
    assert repr(task) == "<Task 'create data rows': 0 made, 1 failed>"
