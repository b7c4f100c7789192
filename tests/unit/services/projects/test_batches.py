"""Batches over a real store."""

import pytest

from postil.errors import ConflictError, UsageError
from postil.model.identity import spell_id
from postil.ports.access import User
from postil.ports.clock import SystemClock
from postil.services.catalog.data_rows import DataRows, RowDraft
from postil.services.catalog.datasets import Datasets
from postil.services.projects.batches import Batches, NoRowsError
from postil.services.projects.projects import Projects
from postil.stores.sql.sqlite import SqliteStore


@pytest.fixture
def batches(store: SqliteStore, clock: SystemClock) -> Batches:
    return Batches(store, clock)


@pytest.fixture
def project_uid(projects: Projects, actor: User) -> str:
    return projects.create("street", actor).uid


@pytest.fixture
def row_uids(datasets: Datasets, data_rows: DataRows, actor: User) -> list[str]:
    dataset = datasets.create("street", actor)
    outcomes = data_rows.create(dataset.uid, [RowDraft(global_key=f"k{n}") for n in range(4)], actor)
    return [outcome.uid or "" for outcome in outcomes]


def test_rows_are_named_by_id_in_both_spellings_and_by_global_key(
    batches: Batches, projects: Projects, project_uid: str, row_uids: list[str], actor: User
) -> None:
    batches.create(
        project_uid,
        "first",
        actor,
        row_ids=[row_uids[0], spell_id(row_uids[1])],
        global_keys=["k2"],
        priority=1,
    )
    tasks = projects.list_tasks(project_uid)
    assert [(task.state, task.priority) for task in tasks] == [("to_label", 1)] * 3


def test_rows_the_project_has_already_are_listed_and_stay_where_they_are(
    batches: Batches, project_uid: str, row_uids: list[str], actor: User
) -> None:
    batches.create(project_uid, "first", actor, global_keys=["k0", "k1"])
    outcome = batches.create(project_uid, "second", actor, global_keys=["k1", "k2"])
    assert (outcome.present, outcome.batch.row_count) == (["k1"], 1)


def test_names_that_no_data_row_has_are_listed(
    batches: Batches, project_uid: str, row_uids: list[str], actor: User
) -> None:
    assert batches.create(project_uid, "first", actor, global_keys=["k0", "nobody"]).missing == ["nobody"]


def test_a_batch_name_is_unique_in_its_project(
    batches: Batches, project_uid: str, row_uids: list[str], actor: User
) -> None:
    batches.create(project_uid, "first", actor, global_keys=["k0"])
    with pytest.raises(ConflictError):
        batches.create(project_uid, "first", actor, global_keys=["k1"])


@pytest.mark.parametrize("priority", [0, 6])
def test_a_priority_outside_1_to_5_is_refused(
    batches: Batches, project_uid: str, row_uids: list[str], actor: User, priority: int
) -> None:
    with pytest.raises(UsageError, match="1 \\(high\\) to 5 \\(low\\)"):
        batches.create(project_uid, "first", actor, global_keys=["k0"], priority=priority)


def test_an_empty_batch_is_refused(batches: Batches, project_uid: str, actor: User) -> None:
    with pytest.raises(UsageError, match="at least one data row"):
        batches.create(project_uid, "first", actor)


def test_a_refused_batch_leaves_its_name_free(
    batches: Batches, project_uid: str, row_uids: list[str], actor: User
) -> None:
    with pytest.raises(UsageError):
        batches.create(project_uid, "first", actor, global_keys=["nobody"])
    assert batches.create(project_uid, "first", actor, global_keys=["k0"]).batch.name == "first"


def test_a_batch_may_be_refused_when_the_project_has_all_its_data_rows(
    batches: Batches, project_uid: str, row_uids: list[str], actor: User
) -> None:
    batches.create(project_uid, "first", actor, global_keys=["k0"])
    with pytest.raises(NoRowsError) as raised:
        batches.create(project_uid, "second", actor, global_keys=["k0"], needs_new=True)
    assert raised.value.present == ["k0"]
    assert [one.name for one in batches.list_batches(project_uid)] == ["first"]


def test_an_empty_batch_is_filled_later(
    batches: Batches, projects: Projects, project_uid: str, row_uids: list[str], actor: User
) -> None:
    empty = batches.create_empty(project_uid, "first", actor)
    assert empty.row_count == 0
    outcome = batches.add_rows(
        project_uid, empty.uid, actor, row_ids=row_uids[:2], global_keys=["k2", "nobody"], priority=2
    )
    assert (outcome.batch.row_count, outcome.batch.priority, outcome.missing) == (3, 2, ["nobody"])
    assert {task.priority for task in projects.list_tasks(project_uid)} == {2}


def test_filling_a_batch_with_nothing_new_is_refused(
    batches: Batches, project_uid: str, row_uids: list[str], actor: User
) -> None:
    batches.create(project_uid, "first", actor, global_keys=["k0"])
    second = batches.create_empty(project_uid, "second", actor)
    with pytest.raises(NoRowsError):
        batches.add_rows(project_uid, second.uid, actor, global_keys=["k0", "nobody"])


def test_the_data_rows_of_a_dataset_that_a_project_does_not_have_are_listed(
    store: SqliteStore, batches: Batches, project_uid: str, row_uids: list[str], actor: User
) -> None:
    batches.create(project_uid, "first", actor, global_keys=["k0", "k2"])
    with store.read() as session:
        [dataset] = session.catalog.list_datasets(after_id=0, limit=9)
    assert batches.list_new_rows(project_uid, dataset.uid, actor) == [row_uids[1], row_uids[3]]


def test_keys_of_which_there_is_no_data_row_are_told(
    batches: Batches, row_uids: list[str], actor: User
) -> None:
    assert batches.unknown_keys(["k1", "nobody"], actor) == ["nobody"]


def test_what_a_foreign_program_says_about_agreement_is_kept(
    batches: Batches, project_uid: str, actor: User
) -> None:
    made = batches.create_empty(project_uid, "first", actor)
    batches.keep_consensus(project_uid, made.uid, {"numberOfLabels": 3})
    assert batches.get(project_uid, made.uid).consensus == {"numberOfLabels": 3}
