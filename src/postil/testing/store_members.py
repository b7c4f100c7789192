"""What every store must do with members of projects, and with what they may know of because of it."""

from postil.model.ontology import Feature, Ontology
from postil.ports.access import Role, User
from postil.ports.store import Session, Store
from postil.testing.world import NOW, World, populate


def _user(session: Session, name: str) -> User:
    return session.access.create_user(f"{name}@example.com", name, False, NOW)


def _member(session: Session, world: World, name: str, role: Role = "viewer") -> User:
    user = _user(session, name)
    session.access.set_role(world.project_id, user.id, role)
    return user


class MembersTests:
    """The contract of `postil.ports.members.MemberStore`."""

    def test_members_are_listed_by_the_order_of_users(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            ada, bob = _user(session, "ada"), _member(session, world, "bob", "owner")
            session.access.set_role(world.project_id, ada.id, "labeler")
            found = session.members.list_members(world.project_id, after_id=0, limit=9)
            assert [(one.user, one.role) for one in found] == [(ada, "labeler"), (bob, "owner")]
            [second] = session.members.list_members(world.project_id, after_id=found[0].id, limit=9)
            assert second.user == bob

    def test_a_user_is_told_the_projects_they_are_in(self, store: Store) -> None:
        first, second = populate(store), populate(store)
        with store.write() as session:
            ada = _member(session, first, "ada", "manager")
            session.access.set_role(second.project_id, ada.id, "viewer")
            found = session.members.list_memberships(ada.id, after_id=0, limit=9)
            assert [(one.id, one.role) for one in found] == [
                (first.project_id, "manager"),
                (second.project_id, "viewer"),
            ]
            listed = session.members.list_projects(ada.id, after_id=0, limit=9)
            assert [one.id for one in listed] == [first.project_id, second.project_id]

    def test_a_deleted_project_has_no_members(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            ada = _member(session, world, "ada")
            session.projects.delete(world.project_id, NOW)
            assert session.members.list_memberships(ada.id, after_id=0, limit=9) == []
            assert session.members.list_projects(ada.id, after_id=0, limit=9) == []
            assert not session.members.sees_dataset(ada.id, world.dataset_id)
            assert session.members.seen_rows(ada.id, world.rows) == set()

    def test_a_member_is_removed_once(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            ada = _member(session, world, "ada")
            assert session.members.remove(world.project_id, ada.id)
            assert not session.members.remove(world.project_id, ada.id)
            assert session.access.role(world.project_id, ada.id) is None

    def test_another_owner_counts_while_not_disabled(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            ada, bob = _member(session, world, "ada", "owner"), _member(session, world, "bob", "manager")
            assert not session.members.has_other_owner(world.project_id, ada.id)
            session.access.set_role(world.project_id, bob.id, "owner")
            assert session.members.has_other_owner(world.project_id, ada.id)
            bob.disabled_at = NOW
            session.access.update_user(bob)
            assert not session.members.has_other_owner(world.project_id, ada.id)

    def test_a_project_uses_the_datasets_its_data_rows_lie_in(self, store: Store) -> None:
        world, other = populate(store), populate(store)
        with store.read() as session:
            assert session.members.uses_dataset(world.project_id, world.dataset_id)
            assert not session.members.uses_dataset(world.project_id, other.dataset_id)

    def test_a_dataset_is_seen_by_its_maker_and_by_members_of_projects_that_use_it(
        self, store: Store
    ) -> None:
        world = populate(store)
        with store.write() as session:
            maker, ada, eve = _user(session, "maker"), _member(session, world, "ada"), _user(session, "eve")
            own = session.catalog.create_dataset("own", "", maker.id, NOW)
            assert session.members.sees_dataset(maker.id, own.id)
            assert not session.members.sees_dataset(ada.id, own.id)
            assert session.members.sees_dataset(ada.id, world.dataset_id)
            assert not session.members.sees_dataset(eve.id, world.dataset_id)
            listed = [
                [one.id for one in session.members.list_datasets(user.id, after_id=0, limit=9)]
                for user in (maker, ada, eve)
            ]
            assert listed == [[own.id], [world.dataset_id], []]

    def test_an_ontology_is_seen_by_its_maker_and_by_members_of_projects_that_use_it(
        self, store: Store
    ) -> None:
        world = populate(store)
        with store.write() as session:
            maker, ada = _user(session, "maker"), _member(session, world, "ada")
            made = session.ontologies.create(Ontology("seen", [Feature("car", "box")]), NOW, maker.id)
            assert session.members.sees_ontology(maker.id, made.id or 0)
            assert not session.members.sees_ontology(ada.id, made.id or 0)
            session.projects.update(
                world.project_id, name=None, description=None, ontology_id=made.id, at=NOW
            )
            assert session.members.sees_ontology(ada.id, made.id or 0)
            for user in (maker, ada):
                listed = session.members.list_ontologies(user.id, after_id=0, limit=9)
                assert [one.name for one in listed] == ["seen"]

    def test_data_rows_are_seen_in_projects_and_in_datasets_of_ones_own(self, store: Store) -> None:
        world, other = populate(store, rows=3), populate(store, rows=2)
        with store.write() as session:
            ada, everything = _member(session, world, "ada"), [*world.rows, *other.rows]
            assert session.members.seen_rows(ada.id, everything) == set(world.rows)
            assert session.members.list_row_ids(ada.id, after_id=0, limit=99) == world.rows
            assert session.members.list_row_ids(ada.id, after_id=world.rows[0], limit=1) == [world.rows[1]]
            session.catalog.delete_rows(world.rows[:1], NOW)
            assert session.members.list_row_ids(ada.id, after_id=0, limit=99) == world.rows[1:]

    def test_jobs_are_listed_of_the_projects_of_a_user_newest_first(self, store: Store) -> None:
        world, other = populate(store), populate(store)
        jobs = [world.start_job("a"), other.start_job("b"), world.start_job("c")]
        with store.write() as session:
            ada = _member(session, world, "ada")
            found = session.members.list_jobs(ada.id, before_id=None, limit=9)
            assert [job.id for job in found] == [jobs[2].id, jobs[0].id]
            assert [job.id for job in session.members.list_jobs(ada.id, before_id=None, limit=1)] == [
                jobs[2].id
            ]
            older = session.members.list_jobs(ada.id, before_id=jobs[2].id, limit=9)
            assert [job.id for job in older] == [jobs[0].id]
