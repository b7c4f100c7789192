"""A project has a few webhooks, and trying one out waits for another server: few may at once."""

from threading import Event, Semaphore, Thread

import pytest

from postil.errors import LimitError, RetryableStoreError
from postil.ports.clock import SystemClock
from postil.services.webhooks.webhooks import PINGS_AT_ONCE, Webhooks
from postil.stores.sql.sqlite import SqliteStore


class Slow:
    """A receiver that answers when it is let."""

    def __init__(self):
        self.entered, self.may_answer = Semaphore(0), Event()

    def send(self, _url, _content, _headers):
        self.entered.release()
        assert self.may_answer.wait(30)
        return 204

    def demand_url(self, url):
        pass


@pytest.fixture
def store(tmp_path):
    store = SqliteStore(tmp_path / "postil.db")
    yield store
    store.close()


@pytest.fixture
def actor(store):
    with store.write() as session:
        return session.access.create_user("ann@example.org", "Ann", True, 1)


def test_one_ping_more_than_may_wait_is_refused_until_one_is_answered(store, actor):
    outside = Slow()
    webhooks = Webhooks(store, SystemClock(), outside)
    hook = webhooks.create(None, "https://a.example", ["label.submitted"], actor).uid
    threads = [Thread(target=webhooks.ping, args=(hook,)) for _ in range(PINGS_AT_ONCE)]
    for thread in threads:
        thread.start()
    for _ in threads:
        assert outside.entered.acquire(timeout=30)
    try:
        with pytest.raises(RetryableStoreError) as refused:
            webhooks.ping(hook)
        assert refused.value.hint
    finally:
        outside.may_answer.set()
        for thread in threads:
            thread.join()
    assert webhooks.ping(hook).state == "delivered"


def test_a_project_has_twenty_webhooks_at_most_and_others_have_their_own(store, actor):
    webhooks = Webhooks(store, SystemClock(), Slow())
    with store.write() as session:
        street, river = (
            session.projects.create(name, "", "image", None, None, 0).uid for name in ("street", "river")
        )
    made = [webhooks.create(street, "https://a.example", ["label.submitted"], actor) for _ in range(20)]
    with pytest.raises(LimitError) as refused:
        webhooks.create(street, "https://a.example", ["label.submitted"], actor)
    assert refused.value.hint
    webhooks.create(river, "https://a.example", ["label.submitted"], actor)
    webhooks.delete(made[0].uid, actor)
    webhooks.create(street, "https://a.example", ["label.submitted"], actor)
