from collections import Counter
from threading import Event, Semaphore

import pytest

from postil.model.identity import new_uid
from postil.ports.clock import SystemClock
from postil.ports.store import Activity
from postil.ports.webhooks import Webhook
from postil.server.webhooks import Messenger
from postil.services.webhooks.delivery import Deliveries
from postil.services.webhooks.signature import new_secret
from postil.stores.sql.sqlite import SqliteStore


class Outside:
    """What is at the other end; breaks `fails` times in a way nobody foresaw."""

    def __init__(self, fails=0):
        self.arrived, self.fails = Event(), fails

    def send(self, _url, _content, _headers):
        self.fails -= 1
        if self.fails >= 0:
            raise ZeroDivisionError
        self.arrived.set()
        return 204

    def demand_url(self, url):
        pass


@pytest.fixture
def store(tmp_path):
    store = SqliteStore(tmp_path / "postil.db")
    yield store
    store.close()


def listen(store, url="https://a.example"):
    described = Webhook(
        id=0,
        uid=new_uid(),
        project_id=None,
        url=url,
        events=["task.state_changed"],
        secret=new_secret(),
    )
    with store.write() as session:
        session.webhooks.create(described)


def happen(store):
    with store.write() as session:
        project = session.projects.create(f"street {new_uid()}", "", "image", None, None, 0)
        session.record(
            Activity(at=0, user_id=None, action="set_state", object_kind="project", object_uid=project.uid)
        )


@pytest.fixture
def begun(store):
    """Start a messenger to an outside; stopped at the end."""
    made = []

    def begin(outside):
        made.append(Messenger(Deliveries(store, SystemClock(), outside)))
        made[-1].start()
        return made[-1]

    yield begin
    for one in made:
        one.close()


def test_what_waited_for_the_server_to_start_is_sent(store, begun):
    listen(store)
    happen(store)
    outside = Outside()
    begun(outside)
    assert outside.arrived.wait(30)


def test_it_learns_of_the_first_webhook_when_it_is_nudged_and_then_of_everything(store, begun):
    outside = Outside()
    messenger = begun(outside)
    listen(store)
    messenger.nudge()
    happen(store)
    assert outside.arrived.wait(30)


def test_a_failure_nobody_foresaw_is_tried_again(store, begun, caplog):
    listen(store)
    happen(store)
    outside = Outside(fails=1)
    begun(outside)
    assert outside.arrived.wait(30)
    assert "ZeroDivisionError" in caplog.text


def test_one_that_was_never_started_is_closed(store):
    Messenger(Deliveries(store, SystemClock(), Outside())).close()


class Mixed:
    """Receivers by address: `slow` answers when it is let, `broken` breaks, others answer at once."""

    def __init__(self):
        self.may_answer = Event()
        self.seen = {f"https://{name}.example": Semaphore(0) for name in ("slow", "broken", "quick")}
        self.counts: Counter[str] = Counter()

    def send(self, url, _content, _headers):
        self.counts[url] += 1
        self.seen[url].release()
        if "slow" in url:
            assert self.may_answer.wait(30)
        if "broken" in url:
            raise ZeroDivisionError
        return 204

    def demand_url(self, url):
        pass


@pytest.fixture
def mixed():
    outside = Mixed()
    yield outside
    outside.may_answer.set()


def test_a_slow_receiver_keeps_no_other_waiting(store, mixed, begun):
    listen(store, "https://slow.example")
    listen(store, "https://quick.example")
    messenger = begun(mixed)
    for _ in range(3):
        happen(store)
        messenger.nudge()
        assert mixed.seen["https://quick.example"].acquire(timeout=10)
    assert mixed.counts["https://slow.example"] == 1


def test_what_is_being_sent_is_not_sent_beside_that_when_another_breaks(store, mixed, begun):
    listen(store, "https://broken.example")
    listen(store, "https://slow.example")
    messenger = begun(mixed)
    happen(store)
    messenger.nudge()
    for _ in range(3):
        assert mixed.seen["https://broken.example"].acquire(timeout=10)
    assert mixed.counts["https://slow.example"] == 1
