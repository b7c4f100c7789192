"""What every store must do to hand out tasks."""

from concurrent.futures import ThreadPoolExecutor

from postil.ports.labels import LabelVersion
from postil.ports.projects import Task
from postil.ports.store import Session, Store
from postil.testing.world import NOW, World, populate

ANN, BOB = 1, 2
LATER = NOW + 1_000


def _tasks(session: Session, world: World) -> list[Task]:
    found = session.projects.tasks_of(world.project_id, world.rows)
    return [found[row] for row in world.rows]


def _next(store: Store, world: World, user: int, at: int = NOW) -> int | None:
    """Return the place of the task that is a person's turn."""
    with store.read() as session:
        task = session.queue.next_task(world.project_id, user, at)
    return None if task is None else world.rows.index(task.data_row_id)


class QueueTests:
    """The contract of `postil.ports.queue.QueueStore`."""

    def test_the_oldest_of_equal_tasks_comes_first(self, store: Store) -> None:
        assert _next(store, populate(store), ANN) == 0

    def test_a_higher_priority_comes_before_age(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            session.queue.prioritise([_tasks(session, world)[2].id], 1, NOW)
        assert _next(store, world, ANN) == 2

    def test_the_tasks_ahead_are_in_the_order_in_which_they_are_handed_out(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            tasks = _tasks(session, world)
            session.queue.prioritise([tasks[2].id], 1, NOW)
            session.queue.hold(tasks[0], BOB, LATER)
            session.projects.set_task_state([tasks[1].id], "rework", NOW)
        with store.read() as session:
            ahead = session.queue.next_tasks(world.project_id, ANN, NOW, limit=2)
        assert [world.rows.index(task.data_row_id) for task in ahead] == [1, 2]

    def test_rework_comes_before_new_work_whatever_its_priority(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            tasks = _tasks(session, world)
            session.queue.prioritise([tasks[0].id], 1, NOW)
            session.projects.set_task_state([tasks[1].id], "rework", NOW)
        assert _next(store, world, ANN) == 1

    def test_rework_of_nobody_comes_before_new_work_of_ones_own(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            tasks = _tasks(session, world)
            session.queue.assign([tasks[0].id], ANN, NOW)
            session.projects.set_task_state([tasks[1].id], "rework", NOW)
        assert _next(store, world, ANN) == 1
        with store.write() as session:
            tasks = _tasks(session, world)
            session.queue.assign([tasks[2].id], ANN, NOW)
            session.projects.set_task_state([tasks[2].id], "rework", NOW)
        assert _next(store, world, ANN) == 2

    def test_what_is_done_or_in_review_is_nobodys_turn(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            tasks = _tasks(session, world)
            session.projects.set_task_state([tasks[0].id], "done", NOW)
            session.projects.set_task_state([tasks[1].id], "in_review", NOW)
        assert _next(store, world, ANN) == 2

    def test_ones_own_tasks_come_before_those_of_nobody(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            session.queue.assign([_tasks(session, world)[2].id], ANN, NOW)
        assert (_next(store, world, ANN), _next(store, world, BOB)) == (2, 0)

    def test_the_tasks_of_somebody_else_are_passed_over_until_they_are_nobodys(self, store: Store) -> None:
        world = populate(store, rows=1)
        with store.write() as session:
            session.queue.assign([_tasks(session, world)[0].id], ANN, NOW)
        assert _next(store, world, BOB) is None
        with store.write() as session:
            session.queue.assign([_tasks(session, world)[0].id], None, NOW)
        assert _next(store, world, BOB) == 0

    def test_what_somebody_holds_is_passed_over_for_others_until_it_ends(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            session.queue.hold(_tasks(session, world)[0], ANN, LATER)
        assert (_next(store, world, ANN), _next(store, world, BOB)) == (0, 1)
        assert _next(store, world, BOB, LATER) == 0

    def test_holding_another_task_lets_go_of_the_first(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            tasks = _tasks(session, world)
            session.queue.hold(tasks[0], ANN, LATER)
            session.queue.hold(tasks[1], ANN, LATER)
            assert session.queue.hold_on(tasks[0].id, NOW) is None
            hold = session.queue.hold_on(tasks[1].id, NOW)
        assert hold is not None
        assert (hold.user_id, hold.until) == (ANN, LATER)

    def test_only_the_holder_releases_a_task(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            task = _tasks(session, world)[0]
            session.queue.hold(task, ANN, LATER)
            session.queue.release(task.id, BOB)
            assert session.queue.hold_on(task.id, NOW) is not None
            session.queue.release(task.id, ANN)
            assert session.queue.hold_on(task.id, NOW) is None

    def test_a_hold_that_has_ended_is_taken_over(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            task = _tasks(session, world)[0]
            session.queue.hold(task, ANN, NOW)
            assert session.queue.hold_on(task.id, NOW) is None
            session.queue.hold(task, BOB, LATER)
            hold = session.queue.hold_on(task.id, NOW)
        assert hold is not None
        assert hold.user_id == BOB

    def test_tasks_of_another_project_are_not_handed_out(self, store: Store) -> None:
        world, other = populate(store, rows=0), populate(store)
        assert _next(store, world, ANN) is None
        assert _next(store, other, ANN) == 0

    def test_a_task_says_whose_it_is(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            session.queue.assign([_tasks(session, world)[1].id], ANN, NOW)
            assert [one.assignee_id for one in _tasks(session, world)] == [None, ANN, None]

    def test_who_has_had_their_say_is_given_others_where_several_label_a_data_row(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            own = session.bundles.ensure_set("ground_truth", project_id=world.project_id, author_id=ANN)
            session.labels.ensure_imported(world.project_id, own.id, ANN, [world.rows[0]], NOW)
            assert _shared(session, world, ANN) == 0
            label = session.labels.of_set(own.id, world.rows[0])
            assert label is not None
            session.labels.append_version(
                LabelVersion(label_id=label.id, no=1, annotations=[], author_id=ANN)
            )
            assert (_shared(session, world, ANN), _shared(session, world, BOB)) == (1, 0)
            tasks = _tasks(session, world)
            session.projects.set_task_state([tasks[0].id], "rework", NOW)
            assert _shared(session, world, ANN) == 0

    def test_many_who_ask_at_once_never_get_the_same_task(self, store: Store) -> None:
        world = populate(store, rows=12)
        people = range(1, 9)

        def take(user: int) -> int | None:
            with store.write() as session:
                task = session.queue.next_task(world.project_id, user, NOW)
                if task is not None:
                    session.queue.hold(task, user, LATER)
            return None if task is None else task.id

        with ThreadPoolExecutor(len(people)) as pool:
            first = list(pool.map(take, people))
            again = list(pool.map(take, people))
        assert len(set(first)) == len(people)
        assert again == first


def _shared(session: Session, world: World, user: int) -> int | None:
    task = session.queue.next_task(world.project_id, user, NOW, is_shared=True)
    return None if task is None else world.rows.index(task.data_row_id)
