"""What every store must do with idempotency keys: one request per user and key, and its answer."""

import msgspec

from postil.model.identity import new_uid
from postil.ports.idempotency import KeptAnswer, KeyedRequest
from postil.ports.store import Store
from postil.testing.world import NOW

_ANSWER = KeptAnswer(
    digest="ab" * 32, begun_at=NOW, status=201, headers={"content-type": "text/plain"}, content=b"\x00\xff"
)


def _request(store: Store, key: str = "k", user_id: int | None = None) -> KeyedRequest:
    if user_id is None:
        with store.write() as session:
            user_id = session.access.create_user(f"{new_uid()}@example.org", "", False, NOW).id
    return KeyedRequest(user_id=user_id, key=key, digest="ab" * 32)


class IdempotencyTests:
    """The contract of `postil.ports.idempotency.IdempotencyStore`."""

    def test_a_key_is_known_to_the_user_who_sent_it_only(self, store: Store) -> None:
        request = _request(store)
        with store.write() as session:
            session.idempotency.begin(request, NOW)
        with store.read() as session:
            assert session.idempotency.get(request.user_id, "k") == KeptAnswer(digest="ab" * 32, begun_at=NOW)
            assert session.idempotency.get(request.user_id + 1, "k") is None
            assert session.idempotency.get(request.user_id, "l") is None

    def test_an_answer_comes_back_byte_for_byte(self, store: Store) -> None:
        request = _request(store)
        with store.write() as session:
            session.idempotency.begin(request, NOW)
            session.idempotency.keep(request, _ANSWER)
        with store.read() as session:
            assert session.idempotency.get(request.user_id, "k") == _ANSWER

    def test_that_an_answer_ended_the_access_of_its_sender_comes_back(self, store: Store) -> None:
        request = _request(store)
        answer = msgspec.structs.replace(_ANSWER, is_parting=True)
        with store.write() as session:
            session.idempotency.keep(request, answer)
        with store.read() as session:
            assert session.idempotency.get(request.user_id, "k") == answer

    def test_a_request_that_begins_replaces_what_the_key_had(self, store: Store) -> None:
        request = _request(store)
        with store.write() as session:
            session.idempotency.keep(request, _ANSWER)
            session.idempotency.begin(request, NOW + 1)
            found = session.idempotency.get(request.user_id, "k")
        assert found == KeptAnswer(digest="ab" * 32, begun_at=NOW + 1)

    def test_old_keys_are_purged_oldest_first_and_newer_ones_stay(self, store: Store) -> None:
        first = _request(store, "0")
        with store.write() as session:
            for number in range(4):
                one = _request(store, str(number), first.user_id)
                session.idempotency.begin(one, NOW + number)
            assert session.idempotency.purge(NOW + 3, limit=2) == 2
            left = [str(n) for n in range(4) if session.idempotency.get(first.user_id, str(n))]
            assert left == ["2", "3"]
            assert session.idempotency.purge(NOW + 3, limit=2) == 1
