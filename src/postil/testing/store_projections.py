"""What every store must do with projections: whatever happened, they say what a plain recount says."""

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postil.ports.labels import LabelVersion
from postil.ports.projections import Progress, TaskSummary
from postil.ports.store import Store
from postil.services.index.projector import Projector
from postil.testing.recount import ROWS, Layer, Scene, random_step
from postil.testing.world import NOW, populate

_many = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.differing_executors,
        HealthCheck.too_slow,
    ],
)


class ProjectionTests:
    """The contract of `postil.ports.projections.ProjectionStore`."""

    @_many
    @given(source=st.randoms(use_true_random=False))
    def test_after_any_history_the_projections_are_a_plain_recount(
        self, store: Store, source: Random
    ) -> None:
        scene = Scene(store)
        for _ in range(source.randint(5, 25)):
            random_step(source)(scene)
        Projector(store, rows_per_step=2).run()
        assert scene.projected() == scene.counted()

    def test_what_is_derived_anew_is_what_was_derived_before(self, store: Store) -> None:
        scene = Scene(store)
        scene.write(0, 0, 0, 0, Layer({"a": ("car", 0.3), "b": ("lorry", None)}, False, []))
        scene.write(1, 0, 0, 0, Layer({"a": ("bus", 0.9)}, False, ["b"]))
        scene.write(1, 0, 1, 1, Layer({"c": ("car", 0.9)}, False, []))
        scene.publish(0)
        scene.publish(1)
        scene.hide(1, is_undone=True)
        scene.delete(1)
        Projector(store).run()
        before = scene.projected()
        Projector(store).rebuild()
        assert scene.projected() == before == scene.counted()

    def test_nothing_of_an_unpublished_job_is_projected(self, store: Store) -> None:
        scene = Scene(store)
        scene.write(0, 0, 0, 0, Layer({"a": ("car", 0.5)}, False, []))
        Projector(store).run()
        assert scene.projected()[0] == {}

    def test_the_index_is_behind_from_a_change_until_it_is_projected(self, store: Store) -> None:
        scene = Scene(store)
        set_ids = [scene.world.set_id]
        Projector(store).run()
        told = []
        for act in (lambda: scene.publish(0), lambda: Projector(store).run()):
            act()
            with store.read() as session:
                told.append(session.projections.is_complete(set_ids))
        assert told == [False, True]

    def test_another_set_is_not_behind_for_it(self, store: Store) -> None:
        scene, other = Scene(store), Scene(store)
        Projector(store).run()
        scene.publish(0)
        with store.read() as session:
            assert session.projections.is_complete([other.world.set_id])

    def test_a_deleted_data_row_makes_the_index_behind(self, store: Store) -> None:
        scene = Scene(store)
        scene.write(0, 0, 0, 0, Layer({"a": ("car", 0.5)}, False, []))
        scene.publish(0)
        Projector(store).run()
        scene.delete(0)
        with store.read() as session:
            assert not session.projections.is_complete([scene.world.set_id])

    def test_a_step_somebody_else_took_is_not_taken_again(self, store: Store) -> None:
        with store.write() as session:
            before = session.projections.progress()
            assert session.projections.move(before, 5, 0)
            assert not session.projections.move(before, 4, 0)
            assert session.projections.progress() == Progress(5, 0, before.steps + 1)

    def test_a_mark_made_meanwhile_outlives_those_before_it(self, store: Store) -> None:
        row = populate(store).rows[0]
        with store.write() as session:
            session.projections.dirty([row])
            [first] = session.projections.dirty_rows(limit=9)
            session.projections.dirty([row])
            session.projections.clean([first[0]])
            assert [found for _, found in session.projections.dirty_rows(limit=9)] == [row]

    def test_the_backlog_is_not_counted_beyond_its_limit(self, store: Store) -> None:
        world = populate(store, rows=5)
        with store.write() as session:
            session.projections.dirty(world.rows)
            cursor = session.projections.progress().cursor
            assert session.projections.backlog(cursor, limit=3) == 3

    def test_rows_of_several_sets_and_features_come_in_one_order(self, store: Store) -> None:
        scene = Scene(store)
        car, bus = scene.recount.ids["car"], scene.recount.ids["bus"]
        for row, name in enumerate(["bus", "car", "bus"]):
            scene.write(0, 0, row, 0, Layer({"a": (name, 0.5)}, False, []))
        scene.publish(0)
        Projector(store).run()
        found: list[int] = []
        with store.read() as session:
            while len(found) < ROWS:
                after = found[-1] if found else 0
                page = session.projections.feature_rows(
                    [scene.world.set_id], [car, bus], after_row=after, limit=1
                )
                assert [mask for _, mask in page] == [1 << 8]
                found += [row for row, _ in page]
        assert found == scene.world.rows

    def test_what_is_said_names_the_job_that_said_it_last(self, store: Store) -> None:
        scene = Scene(store)
        scene.write(0, 0, 0, 0, Layer({"a": ("car", 0.5), "b": ("car", 0.5)}, False, []))
        scene.write(1, 0, 0, 0, Layer({"b": ("bus", 0.25)}, False, []))
        scene.publish(0)
        scene.publish(1)
        with store.read() as session:
            said = session.projections.said([scene.world.set_id], scene.world.rows)
        assert [(one.annotation.key, one.annotation.feature, one.job_id) for one in said] == [
            ("a", "car", scene.jobs[0].id),
            ("b", "bus", scene.jobs[1].id),
        ]

    def test_what_is_said_of_features_is_what_is_said(self, store: Store) -> None:
        scene = Scene(store)
        scene.write(0, 0, 0, 0, Layer({"a": ("car", 0.5), "b": ("car", 0.5)}, False, []))
        scene.write(1, 0, 0, 0, Layer({"b": ("bus", 0.25), "c": ("bus", None)}, False, ["a"]))
        scene.publish(0)
        scene.publish(1)
        asked = [scene.world.set_id], scene.world.rows
        with store.read() as session:
            whole = session.projections.said(*asked)
            found = session.projections.said_of_features(*asked)
        assert [(one.annotation.key, one.annotation.confidence, one.job_id) for one in found] == [
            (one.annotation.key, one.annotation.confidence, one.job_id) for one in whole
        ]

    def test_labels_are_counted_while_their_layers_are_visible(self, store: Store) -> None:
        scene = Scene(store)
        world = scene.world
        scene.write(0, 0, 0, 0, Layer({"a": ("car", None)}, False, []))
        scene.publish(0)
        with store.write() as session:
            session.labels.ensure_imported(world.project_id, world.set_id, None, world.rows[:1], NOW)
        counts = []
        for is_undone in (False, True):
            scene.hide(0, is_undone=is_undone)
            Projector(store).run()
            with store.read() as session:
                task = session.projects.tasks_of(world.project_id, world.rows)[world.rows[0]]
                found = session.projections.summaries([task.id])
            counts.append(found.get(task.id, TaskSummary()).label_count)
        assert counts == [1, 0]

    def test_a_label_somebody_versioned_is_counted_once_its_data_row_is_marked(self, store: Store) -> None:
        scene = Scene(store)
        world = scene.world
        scene.write(0, 0, 0, 0, Layer({"a": ("car", None)}, False, []))
        scene.publish(0)
        with store.write() as session:
            session.labels.ensure_imported(world.project_id, world.set_id, None, world.rows[:1], NOW)
            [label] = session.labels.of_rows(world.project_id, world.rows)
        scene.hide(0, is_undone=True)
        Projector(store).run()
        with store.write() as session:
            session.labels.append_version(LabelVersion(label_id=label.id, no=1, annotations=[]))
            session.projections.dirty(world.rows[:1])
        Projector(store).run()
        with store.read() as session:
            task = session.projects.tasks_of(world.project_id, world.rows)[world.rows[0]]
            assert session.projections.summaries([task.id])[task.id].label_count == 1
