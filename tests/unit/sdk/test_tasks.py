"""Getting, opening and reviewing tasks through the client, on a real server."""

import pytest

from postil.errors import ConflictError, NotFoundError
from tests.unit.sdk.samples import make_tasks


@pytest.fixture
def project(client):
    return make_tasks(client, 2)


def test_the_next_task_is_kept_for_whoever_asked(client, project):
    task = client.tasks.next(project)
    assert task is not None
    assert client.tasks.get(project, task.id).opened_by == task.opened_by is not None


def test_there_is_no_next_task_where_all_is_done(client):
    assert client.tasks.next(make_tasks(client, 0)) is None


def test_priority_and_assignee_are_set(client, project):
    first, second = [task.id for task in client.projects.tasks(client.projects.by_id(project))]
    client.tasks.prioritise(project, [second], 1)
    client.tasks.assign(project, [first], None)
    found = client.tasks.next(project)
    assert found is not None
    assert (found.id, found.priority, client.tasks.get(project, first).assignee) == (second, 1, None)


def test_a_task_is_reviewed(client, project):
    client.projects.update(project, review=True)
    task = client.tasks.next(project)
    draft = client.tasks.open(project, task.id)
    assert client.drafts.submit(draft.id, version=draft.version).state == "in_review"
    assert client.tasks.approve(project, task.id, version=1).state == "done"
    assert client.tasks.reject(project, task.id, "look again").state == "rework"
    with pytest.raises(ConflictError):
        client.tasks.approve(project, task.id)


def test_a_task_of_nowhere_is_not_found(client, project):
    with pytest.raises(NotFoundError):
        client.tasks.get(project, 10**9)
