"""What every store must do with users, keys, links, web sessions and roles."""

import pytest

from postil.errors import ConflictError
from postil.ports.store import Store
from postil.testing.world import NOW, populate

HOUR = 3_600_000_000


class AccessTests:
    """The contract of `postil.ports.access.AccessStore`."""

    def test_a_user_is_found_by_id_and_by_email(self, store: Store) -> None:
        with store.write() as session:
            made = session.access.create_user("ada@example.com", "Ada", True, NOW)
        with store.read() as session:
            assert session.access.user(made.id) == made
            assert session.access.user_by_email("ada@example.com") == made
        assert (made.email, made.name, made.is_admin, made.created_at) == (
            "ada@example.com",
            "Ada",
            True,
            NOW,
        )

    def test_an_email_address_belongs_to_one_user(self, store: Store) -> None:
        with store.write() as session:
            session.access.create_user("ada@example.com", "Ada", False, NOW)
        with pytest.raises(ConflictError, match=r"ada@example\.com"), store.write() as session:
            session.access.create_user("ada@example.com", "Another", False, NOW)

    def test_unknown_users_are_none(self, store: Store) -> None:
        with store.read() as session:
            assert session.access.user(7) is None
            assert session.access.user_by_email("nobody@example.com") is None

    def test_users_are_listed_in_the_order_they_were_made(self, store: Store) -> None:
        with store.write() as session:
            for email in ("z@example.com", "a@example.com"):
                session.access.create_user(email, "", False, NOW)
        with store.read() as session:
            assert [user.email for user in session.access.list_users()] == ["z@example.com", "a@example.com"]

    def test_a_key_is_found_by_the_hash_of_its_secret(self, store: Store) -> None:
        with store.write() as session:
            user = session.access.create_user("ada@example.com", "Ada", False, NOW)
            made = session.access.create_key(user.id, "laptop", "pk_1a2b", "ab" * 32, NOW, NOW + HOUR)
        with store.read() as session:
            assert session.access.key_by_hash("ab" * 32) == made
            assert session.access.key_by_hash("cd" * 32) is None
        assert (made.user_id, made.name, made.prefix) == (user.id, "laptop", "pk_1a2b")
        assert made.expires_at == NOW + HOUR

    def test_a_key_is_revoked_once(self, store: Store) -> None:
        with store.write() as session:
            user = session.access.create_user("ada@example.com", "Ada", False, NOW)
            key = session.access.create_key(user.id, "laptop", "pk", "ab" * 32, NOW, None)
            assert session.access.revoke_key(key.uid, NOW + 1)
            assert not session.access.revoke_key(key.uid, NOW + 2)
            found = session.access.key_by_hash("ab" * 32)
        assert found is not None
        assert found.revoked_at == NOW + 1

    def test_keys_are_listed_of_one_user_or_of_everybody(self, store: Store) -> None:
        with store.write() as session:
            users = [session.access.create_user(f"{name}@example.com", "", False, NOW) for name in "ab"]
            for user in users:
                session.access.create_key(user.id, user.email, "pk", user.uid, NOW, None)
        with store.read() as session:
            assert [key.name for key in session.access.list_keys(users[1].id)] == ["b@example.com"]
            assert len(session.access.list_keys(None)) == 2

    def test_a_key_keeps_what_it_is_for(self, store: Store) -> None:
        with store.write() as session:
            user = session.access.create_user("ada@example.com", "Ada", False, NOW)
            made = session.access.create_key(user.id, "laptop", "pk", "ab" * 32, NOW, None, "read")
            other = session.access.create_key(user.id, "server", "pk", "cd" * 32, NOW, None)
        assert (made.scope, other.scope) == ("read", "all")
        with store.read() as session:
            assert session.access.key_by_hash("ab" * 32) == made

    def test_the_latest_use_of_a_key_is_kept(self, store: Store) -> None:
        with store.write() as session:
            user = session.access.create_user("ada@example.com", "Ada", False, NOW)
            key = session.access.create_key(user.id, "laptop", "pk", "ab" * 32, NOW, None)
            assert key.last_used_at is None
            for at in (NOW + 5, NOW + 9, NOW + 7):
                session.access.note_key_use(key.id, at)
            (listed,) = session.access.list_keys(user.id)
        assert listed.last_used_at == NOW + 9

    def test_a_sign_in_link_works_once(self, store: Store) -> None:
        with store.write() as session:
            user = session.access.create_user("ada@example.com", "Ada", False, NOW)
            session.access.create_link("ab" * 32, user.id, NOW + HOUR)
            assert session.access.use_link("ab" * 32, NOW) == user.id
            assert session.access.use_link("ab" * 32, NOW) is None

    def test_an_expired_or_unknown_link_opens_nothing(self, store: Store) -> None:
        with store.write() as session:
            user = session.access.create_user("ada@example.com", "Ada", False, NOW)
            session.access.create_link("ab" * 32, user.id, NOW)
            assert session.access.use_link("ab" * 32, NOW) is None
            assert session.access.use_link("cd" * 32, NOW) is None

    def test_a_web_session_lasts_until_it_expires(self, store: Store) -> None:
        with store.write() as session:
            user = session.access.create_user("ada@example.com", "Ada", False, NOW)
            session.access.create_session("ab" * 32, user.id, NOW + HOUR)
        with store.read() as session:
            assert session.access.session_user("ab" * 32, NOW + HOUR - 1) == user.id
            assert session.access.session_user("ab" * 32, NOW + HOUR) is None
            assert session.access.session_user("cd" * 32, NOW) is None

    def test_a_web_session_that_was_ended_is_nobodys_and_others_go_on(self, store: Store) -> None:
        with store.write() as session:
            user = session.access.create_user("ada@example.com", "Ada", False, NOW)
            for secret in ("ab", "cd"):
                session.access.create_session(secret * 32, user.id, NOW + HOUR)
            assert session.access.end_session("ab" * 32)
            assert not session.access.end_session("ab" * 32)
        with store.read() as session:
            assert session.access.session_user("ab" * 32, NOW) is None
            assert session.access.session_user("cd" * 32, NOW) == user.id

    def test_what_has_expired_is_purged_in_steps_and_what_lasts_stays(self, store: Store) -> None:
        with store.write() as session:
            user = session.access.create_user("ada@example.com", "Ada", False, NOW)
            for number, secret in enumerate(("ab", "cd", "ef")):
                session.access.create_session(secret * 32, user.id, NOW + number * HOUR)
                session.access.create_link(secret * 32, user.id, NOW + number * HOUR)
        with store.write() as session:
            counts = [session.access.purge_expired(NOW + HOUR, limit=1) for _ in range(3)]
        assert counts == [2, 2, 0]
        with store.write() as session:
            # Asked as of before anything expired: what is gone is gone, not merely too old.
            sessions = [session.access.session_user(one * 32, NOW - 1) for one in ("ab", "cd", "ef")]
            links = [session.access.use_link(one * 32, NOW - 1) for one in ("ab", "cd", "ef")]
        assert sessions == links == [None, None, user.id]

    def test_the_projects_somebody_has_a_role_in_are_told_at_once(self, store: Store) -> None:
        worlds = [populate(store) for _ in range(3)]
        ids = [world.project_id for world in worlds]
        with store.write() as session:
            user = session.access.create_user("ada@example.com", "Ada", False, NOW)
            for project_id in ids[:2]:
                session.access.set_role(project_id, user.id, "viewer")
            assert session.access.projects_of(user.id, ids) == set(ids[:2])
            assert session.access.projects_of(user.id, ids[1:]) == {ids[1]}
            session.projects.delete(ids[0], NOW)
            assert session.access.projects_of(user.id, ids) == {ids[1]}

    def test_a_role_holds_in_one_project_and_can_be_changed(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            user = session.access.create_user("ada@example.com", "Ada", False, NOW)
            session.access.set_role(world.project_id, user.id, "labeler")
            session.access.set_role(world.project_id, user.id, "reviewer")
            assert session.access.role(world.project_id, user.id) == "reviewer"
            assert session.access.role(world.project_id + 1, user.id) is None

    def test_a_deleted_project_gives_no_roles(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            user = session.access.create_user("ada@example.com", "Ada", False, NOW)
            session.access.set_role(world.project_id, user.id, "owner")
            session.projects.delete(world.project_id, NOW)
            assert session.access.role(world.project_id, user.id) is None

    def test_users_are_listed_in_pages(self, store: Store) -> None:
        with store.write() as session:
            made = [session.access.create_user(f"{name}@example.com", "", False, NOW) for name in "abc"]
            assert session.access.list_users(after_id=made[0].id, limit=1) == [made[1]]
            assert session.access.users([made[0].id, made[2].id, 999]) == {
                made[0].id: made[0],
                made[2].id: made[2],
            }
            assert session.access.user_by_uid(made[1].uid) == made[1]
            assert session.access.emails() == [user.email for user in made]

    def test_administrators_who_are_disabled_do_not_count(self, store: Store) -> None:
        with store.write() as session:
            assert session.access.first_admin() is None
            first, second = (
                session.access.create_user(f"{name}@example.com", "", True, NOW) for name in "ab"
            )
            assert session.access.first_admin() == first
            assert session.access.has_other_admin(first.id)
            first.disabled_at = NOW
            session.access.update_user(first)
            assert session.access.first_admin() == second
            assert not session.access.has_other_admin(second.id)

    def test_ending_access_ends_every_way_in_of_one_user(self, store: Store) -> None:
        with store.write() as session:
            ada, bob = (session.access.create_user(f"{name}@example.com", "", False, NOW) for name in "ab")
            for user in (ada, bob):
                session.access.create_key(user.id, "k", "pk", f"key {user.id}", NOW, None)
                session.access.create_link(f"link {user.id}", user.id, NOW + HOUR)
                session.access.create_session(f"session {user.id}", user.id, NOW + HOUR)
            session.access.end_access(ada.id, NOW)
            assert [key.revoked_at for key in session.access.list_keys(None)] == [NOW, None]
            assert session.access.use_link(f"link {ada.id}", NOW) is None
            assert session.access.use_link(f"link {bob.id}", NOW) == bob.id
            assert session.access.session_user(f"session {ada.id}", NOW) is None
            assert session.access.session_user(f"session {bob.id}", NOW) == bob.id
