"""Taking data rows out of projects over a real store."""

import pytest

from postil.errors import ConflictError, NotFoundError
from postil.ports.access import User
from postil.ports.clock import SystemClock
from postil.ports.labels import LabelVersion
from postil.ports.projects import Task
from postil.services.catalog.data_rows import DataRows, RowDraft
from postil.services.catalog.datasets import Datasets
from postil.services.labels.content import own_label
from postil.services.projects.batches import Batches
from postil.services.projects.projects import Projects
from postil.services.projects.withdrawals import Withdrawals
from postil.stores.sql.sqlite import SqliteStore


@pytest.fixture
def batches(store: SqliteStore, clock: SystemClock) -> Batches:
    return Batches(store, clock)


@pytest.fixture
def withdrawals(store: SqliteStore, clock: SystemClock) -> Withdrawals:
    return Withdrawals(store, clock)


@pytest.fixture
def project_uid(projects: Projects, actor: User) -> str:
    return projects.create("street", actor).uid


@pytest.fixture
def row_uids(datasets: Datasets, data_rows: DataRows, actor: User) -> list[str]:
    dataset = datasets.create("street", actor)
    outcomes = data_rows.create(dataset.uid, [RowDraft(global_key=f"k{n}") for n in range(4)], actor)
    return [outcome.uid or "" for outcome in outcomes]


def test_a_deleted_batch_takes_its_data_rows_along_and_leaves_its_name(
    batches: Batches,
    withdrawals: Withdrawals,
    projects: Projects,
    project_uid: str,
    row_uids: list[str],
    actor: User,
) -> None:
    made = batches.create(project_uid, "first", actor, global_keys=["k0", "k1"]).batch
    withdrawals.delete_batch(project_uid, made.uid, actor)
    assert batches.list_batches(project_uid) == []
    assert projects.list_tasks(project_uid) == []
    again = batches.create(project_uid, "first", actor, global_keys=["k0"]).batch
    assert again.uid != made.uid
    assert [task.state for task in projects.list_tasks(project_uid)] == ["to_label"]


def test_a_batch_with_a_labelled_data_row_is_not_deleted(
    store: SqliteStore,
    batches: Batches,
    withdrawals: Withdrawals,
    projects: Projects,
    project_uid: str,
    row_uids: list[str],
    actor: User,
) -> None:
    made = batches.create(project_uid, "first", actor, global_keys=["k0", "k1"]).batch
    label(store, projects.list_tasks(project_uid)[0], actor)
    with pytest.raises(ConflictError, match="are labelled"):
        withdrawals.delete_batch(project_uid, made.uid, actor)
    assert len(projects.list_tasks(project_uid)) == 2


def test_what_waits_for_its_first_label_is_taken_out_of_a_batch(
    store: SqliteStore,
    batches: Batches,
    withdrawals: Withdrawals,
    projects: Projects,
    project_uid: str,
    row_uids: list[str],
    actor: User,
) -> None:
    made = batches.create(project_uid, "first", actor, global_keys=["k0", "k1", "k2"]).batch
    tasks = projects.list_tasks(project_uid)
    label(store, tasks[0], actor)
    projects.set_state(project_uid, [tasks[1].id], "in_review", actor)
    assert withdrawals.remove_queued(project_uid, made.uid, actor) == 1
    assert [task.id for task in projects.list_tasks(project_uid)] == [tasks[0].id, tasks[1].id]


def test_the_batch_of_another_project_is_missing(
    batches: Batches,
    withdrawals: Withdrawals,
    projects: Projects,
    project_uid: str,
    row_uids: list[str],
    actor: User,
) -> None:
    made = batches.create(project_uid, "first", actor, global_keys=["k0"]).batch
    other = projects.create("park", actor).uid
    with pytest.raises(NotFoundError):
        withdrawals.delete_batch(other, made.uid, actor)


def label(store: SqliteStore, task: Task, actor: User) -> None:
    with store.write() as session:
        made = own_label(session, task, actor, 1)
        session.labels.append_version(LabelVersion(label_id=made.id, no=1, annotations=[]))
