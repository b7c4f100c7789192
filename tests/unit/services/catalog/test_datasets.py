"""Datasets over a real store."""

import pytest

from postil.errors import NotFoundError, UsageError
from postil.ports.access import User
from postil.services.catalog.data_rows import DataRows, RowDraft
from postil.services.catalog.datasets import Datasets


def test_a_dataset_says_how_many_rows_it_has(datasets: Datasets, data_rows: DataRows, actor: User) -> None:
    dataset = datasets.create("street", actor, description="cars")
    data_rows.create(dataset.uid, [RowDraft(global_key="a"), RowDraft(global_key="b")], actor)
    found = datasets.get(dataset.uid)
    assert (found.name, found.description, found.row_count) == ("street", "cars", 2)


def test_a_dataset_without_a_name_is_refused(datasets: Datasets, actor: User) -> None:
    with pytest.raises(UsageError, match="needs a name"):
        datasets.create("  ", actor)


def test_renaming_leaves_the_description(datasets: Datasets, actor: User) -> None:
    dataset = datasets.create("street", actor, description="cars")
    changed = datasets.update(dataset.uid, actor, name="road")
    assert (changed.name, changed.description) == ("road", "cars")


def test_deleting_a_dataset_frees_the_global_keys_of_its_rows(
    datasets: Datasets, data_rows: DataRows, actor: User
) -> None:
    first = datasets.create("first", actor)
    data_rows.create(first.uid, [RowDraft(global_key="a")], actor)
    datasets.delete(first.uid, actor)
    second = datasets.create("second", actor)
    assert data_rows.create(second.uid, [RowDraft(global_key="a")], actor)[0].issues == []


def test_a_deleted_dataset_is_not_found(datasets: Datasets, actor: User) -> None:
    dataset = datasets.create("street", actor)
    datasets.delete(dataset.uid, actor)
    with pytest.raises(NotFoundError):
        datasets.get(dataset.uid)
