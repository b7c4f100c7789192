import pytest

from postil.errors import NotFoundError, UsageError


@pytest.fixture
def project(client, request):
    return client.projects.create(request.node.name).id


def test_a_webhook_lives_from_its_creation_to_its_deletion(client, project):
    made = client.webhooks.create(project, "https://hooks.invalid/a", ["import.finished"])
    assert made.secret.startswith("whsec_")
    assert client.webhooks.get(made.id).secret is None
    assert [one.id for one in client.webhooks.list(project)] == [made.id]
    changed = client.webhooks.update(made.id, events=["label.submitted"], is_active=False)
    assert (changed.url, changed.events, changed.is_active) == (made.url, ["label.submitted"], False)
    client.webhooks.delete(made.id)
    assert list(client.webhooks.list(project)) == []


def test_one_of_all_projects_is_listed_among_all(client):
    made = client.webhooks.create(None, "https://hooks.invalid/b", ["import.finished"])
    assert made.project is None
    assert made.id in [one.id for one in client.webhooks.list()]


def test_a_ping_that_arrives_nowhere_says_so_and_can_be_repeated(client, project):
    # A private address, which a server connects to only when its settings allow it.
    made = client.webhooks.create(project, "http://127.0.0.1:9/", ["import.finished"])
    pinged = client.webhooks.ping(made.id)
    assert (pinged.state, pinged.attempts) == ("failed", 1)
    assert client.webhooks.redeliver(made.id, pinged.id).id == pinged.id
    assert [one.id for one in client.webhooks.deliveries(made.id)] == [pinged.id]
    with pytest.raises(NotFoundError):
        client.webhooks.redeliver(made.id, "msg_0")


def test_an_event_nobody_knows_is_refused(client, project):
    with pytest.raises(UsageError):
        client.webhooks.create(project, "https://hooks.invalid", ["everything"])
