"""Changing, submitting and skipping through the client, on a real server."""

import pytest

from postil.errors import ChangedError, NotFoundError, RefusedError
from postil.model.annotation import Annotation
from postil.model.geometry import Box
from postil.sdk.drafts import Put, Remove
from tests.unit.sdk.samples import make_tasks


@pytest.fixture
def draft(client):
    project = make_tasks(client, 1)
    return client.tasks.open(project, client.tasks.next(project).id)


def put(key, left=1):
    return Put(Annotation(key, "car", geometry=Box(left, 2, 3, 4)))


def test_a_draft_is_changed_and_submitted(client, draft):
    saved = client.drafts.patch(draft.id, [put("a"), put("b")], version=1, patch_id="one")
    saved = client.drafts.patch(draft.id, [Remove("b")], version=saved.version, patch_id="two")
    assert [one.key for one in client.drafts.get(draft.id).annotations] == ["a"]
    outcome = client.drafts.submit(draft.id, version=saved.version, reason="done")
    assert (outcome.version, outcome.state) == (1, "done")


def test_a_draft_is_skipped(client, draft):
    assert client.drafts.skip(draft.id, version=1, reason="dark").is_skipped


def test_an_old_version_is_told(client, draft):
    client.drafts.patch(draft.id, [put("a")], version=1, patch_id="one")
    with pytest.raises(ChangedError):
        client.drafts.patch(draft.id, [put("b")], version=1, patch_id="two")


def test_what_breaks_a_rule_is_refused_with_its_code(client, draft):
    wrong = Put(Annotation("a", "car", geometry=Box(1, 2, -3, 4)))
    with pytest.raises(RefusedError) as caught:
        client.drafts.patch(draft.id, [wrong], version=1, patch_id="one")
    assert caught.value.code == "GEO002"


def test_a_discarded_draft_is_gone(client, draft):
    client.drafts.close(draft.id)
    client.drafts.discard(draft.id)
    with pytest.raises(NotFoundError):
        client.drafts.get(draft.id)
