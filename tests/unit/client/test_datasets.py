import pytest

import postil as lb
from postil.errors import NotFoundError, UsageError


def test_the_number_of_data_rows_is_the_one_of_now(dataset: lb.Dataset, key: str):
    assert dataset.row_count == 0
    dataset.create_data_rows([{"global_key": key}])
    assert dataset.row_count == 1
    assert [row.global_key for row in dataset.data_rows()] == [key]


def test_a_deleted_dataset_is_gone_and_its_key_free(client: lb.Client, dataset: lb.Dataset, key: str):
    dataset.create_data_rows([{"global_key": key}])
    dataset.delete()
    with pytest.raises(NotFoundError):
        client.get_dataset(dataset.uid)
    assert not client.create_dataset("another").create_data_rows([{"global_key": key}]).has_errors()


def test_one_data_row_that_cannot_be_made_is_an_exception(dataset: lb.Dataset, key: str):
    dataset.create_data_row(global_key=key)
    with pytest.raises(UsageError, match="Duplicate global key") as caught:
        dataset.create_data_row(global_key=key)
    assert caught.value.code == "DUP003"


def test_a_row_that_is_spelled_wrong_keeps_all_from_being_made(dataset: lb.Dataset, key: str):
    with pytest.raises(UsageError, match="data row 2 has a key 'row_dat'"):
        dataset.create_data_rows([{"global_key": key}, {"row_dat": "https://images.test/a.png"}])
    assert dataset.row_count == 0


def test_nothing_to_make_is_refused(dataset: lb.Dataset):
    with pytest.raises(UsageError):
        dataset.create_data_rows([])


def test_a_new_name_stays(client: lb.Client, dataset: lb.Dataset):
    dataset.update(name="renamed", description="of the second week")
    found = client.get_dataset(dataset.uid)
    assert (found.name, found.description) == ("renamed", "of the second week")


def test_data_rows_are_found_by_their_external_id(dataset: lb.Dataset):
    made = [dataset.create_data_row(external_id=one) for one in ("a", "b", "b")]
    assert dataset.data_row_for_external_id("a") == made[0]
    assert dataset.data_rows_for_external_id("b") == made[1:]
    assert dataset.data_rows_for_external_id("b", limit=1) == made[1:2]
    for one in ("b", "c"):
        with pytest.raises(NotFoundError):
            dataset.data_row_for_external_id(one)
