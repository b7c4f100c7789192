"""Labels and their versions through the client, on a real server."""

import pytest

from postil.errors import ChangedError
from tests.unit.sdk.samples import make_tasks
from tests.unit.sdk.test_drafts import put


@pytest.fixture
def project(client):
    return make_tasks(client, 1)


@pytest.fixture
def label(client, project):
    """A label of two versions: a box, and the same box further right beside another."""
    task = client.tasks.next(project).id
    for patches in ([put("a")], [put("a", left=7), put("b")]):
        draft = client.tasks.open(project, task)
        saved = client.drafts.patch(draft.id, patches, version=1, patch_id="one")
        outcome = client.drafts.submit(draft.id, version=saved.version)
    return outcome.label


def test_a_label_says_what_was_submitted_last(client, project, label):
    found = client.labels.get(label)
    assert (found.version, [one.key for one in found.annotations]) == (2, ["a", "b"])
    assert [one.id for one in client.labels.list(project, author=found.author)] == [label]


def test_versions_are_compared_and_gone_back_to(client, label):
    assert [one.no for one in client.labels.versions(label)] == [2, 1]
    diff = client.labels.diff(label, 1, 2)
    assert ([one.key for one in diff.added], [one.key for one in diff.changed], diff.removed) == (
        ["b"],
        ["a"],
        [],
    )
    with pytest.raises(ChangedError):
        client.labels.restore(label, 1, version=1)
    assert client.labels.restore(label, 1, version=2).version == 3
    assert client.labels.version(label, 3).annotations == client.labels.version(label, 1).annotations


def test_benchmarks_are_marked_and_listed(client, project, label):
    assert client.labels.mark_benchmark(label).is_benchmark
    assert [one.id for one in client.labels.list(project, benchmarks=True)] == [label]
    client.labels.unmark_benchmark(label)
    assert list(client.labels.list(project, benchmarks=True)) == []
    assert list(client.labels.list(project, skipped=True)) == []
