"""What every store must do with webhooks: who is told, and messages that wait in order."""

from typing import Any

import msgspec

from postil.model.identity import new_uid
from postil.ports.store import Activity, Session, Store
from postil.ports.webhooks import Delivery, Webhook
from postil.testing.world import NOW, populate


def _hook(session: Session, project_id: int | None = None) -> Webhook:
    described = Webhook(
        id=0,
        uid=new_uid(),
        project_id=project_id,
        url="https://example.org",
        events=["import.finished"],
        secret="whsec_x",  # noqa: S106 - opens nothing
        created_at=NOW,
    )
    return session.webhooks.create(described)


def _message(hook: Webhook, **changes: Any) -> Delivery:
    described = Delivery(
        id=0,
        webhook_id=hook.id,
        message=f"msg_{new_uid()}",
        event="import.finished",
        body="{}",
        next_at=NOW,
        created_at=NOW,
    )
    return msgspec.structs.replace(described, **changes)


def _happen(session: Session) -> None:
    session.record(Activity(at=NOW, user_id=None, action="x", object_kind="y", object_uid="z"))


class WebhookTests:
    """The contract of `postil.ports.webhooks.WebhookStore`."""

    def test_a_webhook_comes_back_as_it_was_stored(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            made, everywhere = _hook(session, world.project_id), _hook(session)
        with store.read() as session:
            assert session.webhooks.get(made.uid) == session.webhooks.by_id(made.id) == made
            assert session.webhooks.list_webhooks(world.project_id, after_id=0, limit=9) == [made]
            assert session.webhooks.list_webhooks(None, after_id=0, limit=9) == [made, everywhere]
            assert session.webhooks.list_webhooks(None, after_id=made.id, limit=9) == [everywhere]

    def test_a_new_webhook_is_told_of_what_comes_after_it(self, store: Store) -> None:
        with store.write() as session:
            _happen(session)
            made = _hook(session)
            assert made.seen_no == session.webhooks.newest_activity() > 0

    def test_active_webhooks_move_on_and_never_back(self, store: Store) -> None:
        with store.write() as session:
            first, second, third = (_hook(session) for _ in range(3))
            session.webhooks.update(msgspec.structs.replace(second, seen_no=9))
            session.webhooks.update(msgspec.structs.replace(third, is_active=False))
            session.webhooks.advance(5)
            found = {one.id: one.seen_no for one in session.webhooks.active()}
            still = session.webhooks.by_id(third.id)
        assert found == {first.id: 5, second.id: 9}
        assert still is not None
        assert still.seen_no == 0

    def test_a_change_makes_the_next_version(self, store: Store) -> None:
        with store.write() as session:
            made = _hook(session)
            changed = msgspec.structs.replace(
                made, url="https://b.example", is_active=False, stopped_reason="x"
            )
            session.webhooks.update(changed)
            assert session.webhooks.get(made.uid) == msgspec.structs.replace(changed, version=2)

    def test_a_deleted_webhook_is_found_no_more(self, store: Store) -> None:
        with store.write() as session:
            made = _hook(session)
            session.webhooks.delete(made.id, NOW)
            assert session.webhooks.get(made.uid) is None
            assert session.webhooks.by_id(made.id) is None
            assert session.webhooks.active() == []
            assert session.webhooks.list_webhooks(None, after_id=0, limit=9) == []

    def test_a_webhook_goes_with_its_project(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            made, everywhere = _hook(session, world.project_id), _hook(session)
            session.projects.delete(world.project_id, NOW)
            assert session.webhooks.get(made.uid) is None
            assert session.webhooks.by_id(made.id) is None
            assert session.webhooks.active() == [everywhere]
            assert session.webhooks.list_webhooks(None, after_id=0, limit=9) == [everywhere]
            session.webhooks.advance(7)
            assert [one.seen_no for one in session.webhooks.active()] == [7]

    def test_messages_wait_in_the_order_they_were_made(self, store: Store) -> None:
        with store.write() as session:
            hook, other = _hook(session), _hook(session)
            messages = [_message(hook), _message(other), _message(hook)]
            session.webhooks.enqueue(messages)
            session.webhooks.enqueue([])
            first = session.webhooks.head(hook.id)
            assert first is not None
            assert first.message == messages[0].message
            session.webhooks.settle(msgspec.structs.replace(first, state="delivered", ended_at=NOW))
            second = session.webhooks.head(hook.id)
            assert second is not None
            assert second.message == messages[2].message
            session.webhooks.settle(msgspec.structs.replace(second, state="failed"))
            assert session.webhooks.head(hook.id) is None

    def test_deliveries_are_found_by_message_and_listed_newest_first(self, store: Store) -> None:
        with store.write() as session:
            hook, other = _hook(session), _hook(session)
            made = [session.webhooks.add(_message(hook)) for _ in range(3)]
            session.webhooks.add(_message(other))
            assert session.webhooks.delivery(hook.id, made[0].message) == made[0]
            assert session.webhooks.delivery(other.id, made[0].message) is None
            assert session.webhooks.deliveries(hook.id, before_id=None, limit=2) == [made[2], made[1]]
            assert session.webhooks.deliveries(hook.id, before_id=made[1].id, limit=2) == [made[0]]

    def test_what_became_of_an_attempt_is_stored(self, store: Store) -> None:
        with store.write() as session:
            hook = _hook(session)
            made = session.webhooks.add(_message(hook))
            tried = msgspec.structs.replace(
                made, attempts=2, next_at=NOW + 5, http_status=500, error="the receiver answered 500"
            )
            session.webhooks.settle(tried)
            assert session.webhooks.delivery(hook.id, made.message) == tried

    def test_old_deliveries_and_those_of_deleted_webhooks_are_purged(self, store: Store) -> None:
        with store.write() as session:
            hook, gone = _hook(session), _hook(session)
            for at in (NOW - 3, NOW - 2, NOW - 1, NOW):
                session.webhooks.add(_message(hook, created_at=at))
            session.webhooks.add(_message(gone))
            assert session.webhooks.purge(NOW, limit=2) == 2
            assert session.webhooks.purge(NOW, limit=2) == 1
            assert session.webhooks.purge(NOW, limit=2) == 0
            session.webhooks.delete(gone.id, NOW)
            assert session.webhooks.purge(NOW, limit=2) == 1
            left = session.webhooks.deliveries(hook.id, before_id=None, limit=9)
        assert [one.created_at for one in left] == [NOW]
