from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

import postil as lb
from postil.errors import UsageError


def test_projects_are_narrowed_down_by_their_fields(client: lb.Client):
    name = str(uuid4())
    made = [client.create_project(name, description=one) for one in ("a", "b")]
    assert list(client.get_projects(where=lb.Project.name == name)) == made
    both = (lb.Project.name == name) & (lb.Project.description != "a")
    assert list(client.get_projects(both)) == [made[1]]


def test_times_are_before_and_after_each_other(client: lb.Client):
    made = client.create_dataset(str(uuid4()))
    assert made.created_at is not None
    this = lb.Dataset.name == made.name
    hour = timedelta(hours=1)
    for condition in (
        lb.Dataset.created_at > made.created_at - hour,
        lb.Dataset.created_at <= made.created_at,
    ):
        assert list(client.get_datasets(where=this & condition)) == [made]
    for condition in (
        lb.Dataset.created_at < made.created_at,
        lb.Dataset.created_at >= datetime.now(UTC) + hour,
    ):
        assert list(client.get_datasets(where=this & condition)) == []


def test_what_is_not_known_is_neither_before_nor_after(client: lb.Client, dataset: lb.Dataset, key: str):
    dataset.create_data_rows([{"global_key": key}, {"external_id": "x"}])
    found = dataset.data_rows(where=lb.DataRow.global_key >= "")
    assert [row.global_key for row in found] == [key]
    assert [row.external_id for row in dataset.data_rows(where=lb.DataRow.global_key == None)] == ["x"]  # noqa: E711


def test_a_field_of_an_object_is_its_value(client: lb.Client):
    made = client.create_project("street", description="all of it")
    assert (made.name, made.description) == ("street", "all of it")


def test_a_condition_says_what_it_is():
    assert repr((lb.Project.name == "a") & (lb.Project.name != "b")) == (
        "(Project.name == 'a') & (Project.name != 'b')"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        lambda client: client.get_projects(where=lb.Dataset.name == "a"),
        lambda client: client.get_projects(where=True),
        lambda _: (lb.Project.name == "a") and (lb.Project.name == "b"),
        lambda _: bool(lb.Project.name == "a"),
        lambda _: (lb.Project.name == "a") | (lb.Project.name == "b"),
    ],
)
def test_what_would_not_mean_what_it_says_is_refused(client: lb.Client, wrong):
    with pytest.raises(UsageError):
        wrong(client)


def test_an_attribute_that_was_never_set_is_none_of_the_object():
    with pytest.raises(AttributeError, match="created_at"):
        _ = lb.Project.__new__(lb.Project).created_at
