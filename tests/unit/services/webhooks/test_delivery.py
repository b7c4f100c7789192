import json
import random
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from postil.model.identity import new_uid
from postil.ports.fetcher import FetchError
from postil.ports.labels import LabelVersion
from postil.ports.store import Activity
from postil.ports.webhooks import Webhook
from postil.services.instant import instant
from postil.services.webhooks.delivery import JITTER, PAUSES_S, Deliveries
from postil.services.webhooks.signature import new_secret
from postil.stores.sql.sqlite import SqliteStore
from postil.testing.world import image_row

NOW = datetime(2026, 1, 5, tzinfo=UTC)


class Clock:
    """A clock that is set by hand."""

    def __init__(self):
        self.time = NOW

    def now(self):
        return self.time


class Receiver:
    """What the other side does: answers `answers` one after the other, the last one for ever."""

    def __init__(self, *answers):
        self.answers, self.got = list(answers), []

    def send(self, url, content, headers):
        self.got.append((url, json.loads(content), dict(headers)))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def demand_url(self, url):
        pass

    @property
    def ids(self):
        return [headers["webhook-id"] for _, _, headers in self.got]


@pytest.fixture
def store(tmp_path):
    store = SqliteStore(tmp_path / "postil.db")
    yield store
    store.close()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def project(store):
    with store.write() as session:
        return session.projects.create("street", "", "image", None, None, 0)


def hook(store, project_id=None, events=("task.state_changed",)):
    described = Webhook(
        id=0,
        uid=new_uid(),
        project_id=project_id,
        url="https://a.example",
        events=list(events),
        secret=new_secret(),
    )
    with store.write() as session:
        return session.webhooks.create(described)


def happen(store, clock, project, tasks=1):
    """Let somebody move tasks."""
    with store.write() as session:
        session.record(
            Activity(
                at=instant(clock),
                user_id=None,
                action="set_state",
                object_kind="project",
                object_uid=project.uid,
                detail={"state": "done", "tasks": tasks},
            )
        )


def deliveries_of(store, found):
    with store.read() as session:
        return session.webhooks.deliveries(found.id, before_id=None, limit=100)


def current(store, found):
    with store.read() as session:
        return session.webhooks.by_id(found.id)


def deliver(made):
    made.spread()
    for webhook_id in made.due()[0]:
        made.send(webhook_id)


def test_what_happened_is_told_once_in_the_order_it_happened(store, clock, project):
    receiver = Receiver(204)
    made, found = Deliveries(store, clock, receiver), hook(store, project.id)
    for tasks in (1, 2, 3):
        happen(store, clock, project, tasks)
    deliver(made)
    deliver(made)
    assert [message["data"]["tasks"] for _, message, _ in receiver.got] == [1, 2, 3]
    assert receiver.got[0][1] == {
        "type": "task.state_changed",
        "timestamp": "2026-01-05T00:00:00Z",
        "data": {"project": project.uid, "state": "done", "tasks": 1},
    }
    assert {one.state for one in deliveries_of(store, found)} == {"delivered"}


def test_a_webhook_is_told_of_its_project_its_events_and_of_what_came_after_it(store, clock, project):
    with store.write() as session:
        other = session.projects.create("other", "", "image", None, None, 0)
    happen(store, clock, project)
    own, foreign = hook(store, project.id), hook(store, other.id)
    deaf, everywhere = hook(store, project.id, ["import.finished"]), hook(store)
    happen(store, clock, project)
    Deliveries(store, clock, Receiver(204)).spread()
    assert [len(deliveries_of(store, one)) for one in (own, foreign, deaf, everywhere)] == [1, 0, 0, 1]


def test_what_was_made_into_messages_is_not_made_again_by_the_next_server(store, clock, project):
    found = hook(store, project.id)
    happen(store, clock, project)
    for _ in range(2):
        Deliveries(store, clock, Receiver(204)).spread()
    assert len(deliveries_of(store, found)) == 1


def test_what_does_not_arrive_is_sent_again_later_and_later_then_the_webhook_is_stopped(
    store, clock, project
):
    receiver = Receiver(500)
    made, found = Deliveries(store, clock, receiver, random.Random(1)), hook(store, project.id)
    happen(store, clock, project)
    waited = []
    for _ in PAUSES_S:
        deliver(made)
        [head] = deliveries_of(store, found)
        waited.append((head.next_at - instant(clock)) / 1e6)
        deliver(made)  # too early: nothing is sent
        clock.time += timedelta(seconds=waited[-1])
    deliver(made)
    for pause, nominal in zip(waited, PAUSES_S, strict=True):
        assert nominal * (1 - JITTER) <= pause <= nominal * (1 + JITTER)
    assert len(receiver.got) == 8
    assert len(set(receiver.ids)) == 1
    [last] = deliveries_of(store, found)
    assert (last.state, last.attempts, last.http_status) == ("failed", 8, 500)
    stopped = current(store, found)
    assert not stopped.is_active
    assert "8 attempts" in stopped.stopped_reason
    assert "500" in stopped.stopped_reason


def test_the_attempts_take_about_a_day():
    assert 24 * 3600 <= sum(PAUSES_S) <= 30 * 3600


def test_a_message_that_fails_keeps_those_behind_it_waiting_and_no_other_webhook(store, clock, project):
    receiver = Receiver(500, 204)
    made, first = Deliveries(store, clock, receiver), hook(store, project.id)
    happen(store, clock, project, 1)
    happen(store, clock, project, 2)
    deliver(made)
    other = hook(store, project.id)
    happen(store, clock, project, 3)
    deliver(made)
    assert [one.state for one in deliveries_of(store, other)] == ["delivered"]
    assert {one.state for one in deliveries_of(store, first)} == {"pending"}
    clock.time += timedelta(seconds=6)
    deliver(made)
    told = [message["data"]["tasks"] for _, message, _ in receiver.got]
    assert told == [1, 3, 1, 2, 3]


def test_a_slow_receiver_lets_others_have_their_turn(store, clock, project):
    class Slow(Receiver):
        def send(self, *message):
            clock.time += timedelta(seconds=2)
            return super().send(*message)

    receiver = Slow(204)
    made, found = Deliveries(store, clock, receiver), hook(store, project.id)
    for tasks in range(9):
        happen(store, clock, project, tasks)
    made.spread()
    made.send(found.id)
    assert len(receiver.got) == 3
    made.send(found.id)
    assert [message["data"]["tasks"] for _, message, _ in receiver.got] == list(range(6))


def test_every_attempt_has_a_time_and_signature_of_its_own_and_the_same_id(store, clock, project):
    receiver = Receiver(FetchError("away", code="SRC021"), 204)
    made = Deliveries(store, clock, receiver)
    hook(store, project.id)
    happen(store, clock, project)
    deliver(made)
    clock.time += timedelta(seconds=6)
    deliver(made)
    (_, first, one), (_, second, two) = receiver.got
    assert first == second
    assert one["webhook-id"] == two["webhook-id"]
    assert int(two["webhook-timestamp"]) - int(one["webhook-timestamp"]) == 6
    assert one["webhook-signature"] != two["webhook-signature"]


def test_a_receiver_that_is_gone_is_told_no_more(store, clock, project):
    made, found = Deliveries(store, clock, Receiver(410)), hook(store, project.id)
    happen(store, clock, project)
    deliver(made)
    stopped = current(store, found)
    assert (stopped.is_active, "410" in stopped.stopped_reason) == (False, True)


@pytest.mark.parametrize("status", [301, 307, 400, 404])
def test_only_success_is_success(store, clock, project, status):
    made, found = Deliveries(store, clock, Receiver(status)), hook(store, project.id)
    happen(store, clock, project)
    deliver(made)
    [one] = deliveries_of(store, found)
    assert (one.state, one.http_status, str(status) in one.error) == ("pending", status, True)


def test_nobody_is_asked_about_when_nobody_listens(store, clock, project):
    happen(store, clock, project)
    made = Deliveries(store, clock, Receiver(204))
    assert not made.spread()
    found = hook(store)
    assert made.spread()
    with store.write() as session:
        session.webhooks.update(msgspec.structs.replace(found, is_active=False))
    assert not made.spread()


def test_a_label_of_a_person_is_told_with_its_place(store, clock, project):
    receiver = Receiver(204)
    made = Deliveries(store, clock, receiver)
    hook(store, project.id, ["label.submitted"])
    with store.write() as session:
        dataset = session.catalog.create_dataset("d", "", None, 0)
        user = session.access.create_user("ada@example.org", "", False, 0)
        [row] = session.catalog.create_rows(dataset.id, [image_row("a.jpg")], None, 0)
        truth = session.bundles.ensure_set("ground_truth", project_id=project.id)
        session.labels.ensure_imported(project.id, truth.id, user.id, [row], 0)
        session.labels.append_version(LabelVersion(label_id=1, no=1, annotations=[]))
        [label] = session.labels.of_rows(project.id, [row])
        [stored] = session.catalog.rows_by_id([row])
        session.record(
            Activity(
                at=instant(clock), user_id=user.id, action="submit", object_kind="label", object_uid=label.uid
            )
        )
    deliver(made)
    assert receiver.got[0][1]["data"] == {
        "id": label.uid,
        "project": project.uid,
        "data_row": stored.uid,
        "global_key": "a.jpg",
        "author": "ada@example.org",
    }
