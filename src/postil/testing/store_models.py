"""What every store must do with models, their runs and the data rows of runs."""

import pytest

from postil.errors import ConflictError
from postil.model.annotation import Annotation
from postil.model.ontology import Feature, Ontology
from postil.ports.models import Model, ModelRun, RunRow, TakenLabel
from postil.ports.store import Session, Store
from postil.testing.world import NOW, populate, segment


def make_model(session: Session, name: str = "detector", by: int | None = None) -> Model:
    """Store a model of an ontology of its own."""
    ontology = session.ontologies.create(Ontology(f"{name} features", [Feature("car", "box")]), NOW)
    return session.models.create_model(name, ontology.id or 0, by, NOW)


def make_run(session: Session, name: str = "one") -> ModelRun:
    """Store a run of a model of its own."""
    return session.models.create_run(make_model(session, f"{name}'s").id, name, {}, None, NOW)


class ModelTests:
    """The contract of `postil.ports.models.ModelStore`."""

    def test_a_model_comes_back_as_it_was_stored(self, store: Store) -> None:
        with store.write() as session:
            made = make_model(session)
            assert session.models.get_model(made.uid) == session.models.model_by_id(made.id) == made
            session.models.rename_model(made.id, "other")
            renamed = session.models.get_model(made.uid)
        assert (made.name, made.created_at, renamed and renamed.name) == ("detector", NOW, "other")

    def test_models_are_listed_in_pages_and_by_name(self, store: Store) -> None:
        with store.write() as session:
            first, second = make_model(session, "a"), make_model(session, "b")
            assert session.models.list_models(after_id=0, limit=9) == [first, second]
            assert session.models.list_models(after_id=first.id, limit=9) == [second]
            assert session.models.list_models(after_id=0, limit=9, name="a") == [first]

    def test_of_a_model_know_its_maker_and_members_of_projects_with_its_ontology(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            makers = [session.access.create_user(f"{name}@example.org", "", False, NOW) for name in "abc"]
            maker, member, other = (user.id for user in makers)
            model = make_model(session, by=maker)
            session.projects.update(
                world.project_id, name=None, description=None, ontology_id=model.ontology_id, at=NOW
            )
            session.access.set_role(world.project_id, member, "viewer")
            sees = [session.models.sees_model(user, model.id) for user in (maker, member, other)]
            listed = [
                session.models.list_models(after_id=0, limit=9, seen_by=user)
                for user in (maker, member, other)
            ]
        assert sees == [True, True, False]
        assert listed == [[model], [model], []]

    def test_a_deleted_model_is_not_found_and_neither_are_its_runs(self, store: Store) -> None:
        with store.write() as session:
            run = make_run(session)
            session.models.delete_model(run.model_id, NOW)
            assert session.models.model_by_id(run.model_id) is None
            assert session.models.list_models(after_id=0, limit=9) == []
            assert session.models.get_run(run.uid) is session.models.run_by_id(run.id) is None

    def test_a_run_comes_back_as_it_was_stored_and_changed(self, store: Store) -> None:
        with store.write() as session:
            model = make_model(session)
            run = session.models.create_run(model.id, "one", {"rate": 0.1}, None, NOW)
            assert session.models.get_run(run.uid) == session.models.run_by_id(run.id) == run
            session.models.update_run(run.id, settings={"rate": 1})
            session.models.update_run(run.id, name="two")
            changed = session.models.get_run(run.uid)
            assert session.models.list_runs(model.id, after_id=0, limit=9) == [changed]
        assert run.settings == {"rate": 0.1}
        assert changed is not None
        assert (changed.name, changed.settings) == ("two", {"rate": 1})

    def test_two_runs_of_a_model_cannot_have_one_name(self, store: Store) -> None:
        with store.write() as session:
            run = make_run(session)
            other = session.models.create_run(run.model_id, "two", {}, None, NOW)
            with pytest.raises(ConflictError):
                session.models.create_run(run.model_id, run.name, {}, None, NOW)
            with pytest.raises(ConflictError):
                session.models.update_run(other.id, name=run.name)

    def test_the_name_of_a_deleted_run_is_free(self, store: Store) -> None:
        with store.write() as session:
            run = make_run(session)
            session.models.delete_run(run.id, NOW)
            again = session.models.create_run(run.model_id, run.name, {}, None, NOW)
            assert session.models.get_run(run.uid) is None
            assert session.models.list_runs(run.model_id, after_id=0, limit=9) == [again]

    def test_data_rows_are_added_once_and_taken_out(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            run = make_run(session)
            added = session.models.add_rows(run.id, [*world.rows[:2], world.rows[0]])
            again = session.models.add_rows(run.id, world.rows)
            gone = session.models.delete_rows(run.id, [world.rows[1], 4242])
            left = session.models.run_rows(run.id, after_row=0, limit=9)
            rest = session.models.run_rows(run.id, after_row=world.rows[0], limit=9)
        assert (added, again, gone) == (2, 1, 1)
        assert left == [RunRow(data_row_id=row) for row in (world.rows[0], world.rows[2])]
        assert rest == left[1:]

    def test_splits_are_set_in_bulk_for_rows_of_the_run(self, store: Store) -> None:
        world = populate(store)
        first, second, third = world.rows
        with store.write() as session:
            run = make_run(session)
            session.models.add_rows(run.id, [first, second])
            outside = session.models.set_splits(run.id, {first: "test", second: "training", third: "test"})
            session.models.set_splits(run.id, {second: None})
            rows = session.models.rows_of(run.id, world.rows)
            counts = session.models.count_rows(run.id)
        assert outside == [third]
        assert {row: one.split for row, one in rows.items()} == {first: "test", second: None}
        assert counts == {"test": 1, None: 1}

    def test_a_deleted_data_row_is_neither_listed_nor_counted(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            run = make_run(session)
            session.models.add_rows(run.id, world.rows)
            session.catalog.delete_rows(world.rows[:1], NOW)
            rows = session.models.run_rows(run.id, after_row=0, limit=9)
            assert [row.data_row_id for row in rows] == world.rows[1:]
            assert session.models.count_rows(run.id) == {None: 2}

    def test_a_run_keeps_labels_by_version_or_by_content(self, store: Store) -> None:
        world = populate(store)
        first, second, _ = world.rows
        said = [Annotation("a", "car")]
        with store.write() as session:
            run = make_run(session)
            session.models.add_rows(run.id, [first])
            session.models.set_splits(run.id, {first: "validation"})
            taken = [
                TakenLabel(data_row_id=first, label_id=5, version=3),
                TakenLabel(data_row_id=second, label_id=6, annotations=said),
            ]
            session.models.take_labels(run.id, taken)
            session.models.take_labels(run.id, [])
            rows = session.models.rows_of(run.id, world.rows)
            kept = session.models.kept_labels(run.id, world.rows)
        assert rows[first] == RunRow(data_row_id=first, split="validation", label_id=5, label_version=3)
        assert rows[second] == RunRow(data_row_id=second, label_id=6, label_version=0)
        assert kept == {second: said}

    def test_jobs_of_a_run_are_found_by_name_and_listed(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            run = make_run(session)
            job = world.new_job("predictions")
            job.project_id, job.model_run_id, job.purpose = None, run.id, "prediction"
            made = session.jobs.create(job)
            session.jobs.create(world.new_job("predictions"))
            assert session.jobs.named_in_run(run.id, "predictions") == made
            assert session.jobs.named_in_run(run.id + 1, "predictions") is None
            listed = session.jobs.list_jobs(project_id=None, before_id=None, limit=9, model_run_id=run.id)
        assert listed == [made]

    def test_jobs_of_runs_are_told_to_who_made_the_model(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            maker = session.access.create_user("maker@example.org", "", False, NOW)
            other = session.access.create_user("other@example.org", "", False, NOW)
            run = session.models.create_run(make_model(session, by=maker.id).id, "one", {}, maker.id, NOW)
            job = world.new_job("predictions")
            job.project_id, job.model_run_id, job.purpose = None, run.id, "prediction"
            made = session.jobs.create(job)
            assert session.members.list_jobs(maker.id, before_id=None, limit=9) == [made]
            assert session.members.list_jobs(other.id, before_id=None, limit=9) == []
            session.models.delete_run(run.id, NOW)
            assert session.members.list_jobs(maker.id, before_id=None, limit=9) == []

    def test_metrics_stay_when_sealed_layers_are_put_together(self, store: Store) -> None:
        world = populate(store)
        row = world.rows[0]
        for number, metrics in enumerate(({"a": 1, "b": 1}, {"b": 2})):
            job = world.start_job(f"job {number}")
            layer = segment(row, {f"key {number}": "car"})
            layer.metrics = dict(metrics)
            world.layer(job, [layer])
            world.publish(job)
            with store.write() as session:
                session.jobs.set_followed(job.id, None)
        with store.write() as session:
            assert session.jobs.seal(NOW + 1, NOW + 2) == 2
            session.bundles.collapse(job.id, after_row=0, limit=9)
        with store.read() as session:
            assert session.bundles.bundles([world.set_id], [row])[0].metrics == {"a": 1, "b": 2}

    def test_metrics_of_layers_add_up_and_later_ones_win(self, store: Store) -> None:
        world = populate(store)
        row = world.rows[0]
        for number, metrics in enumerate(({"a": 1, "b": 1}, {"b": 2})):
            job = world.start_job(f"job {number}")
            layer = segment(row, {})
            layer.metrics = dict(metrics)
            world.layer(job, [layer])
            world.publish(job)
        with store.read() as session:
            assert session.bundles.bundles([world.set_id], [row])[0].metrics == {"a": 1, "b": 2}
        world.undo(job)
        with store.read() as session:
            assert session.bundles.bundles([world.set_id], [row])[0].metrics == {"a": 1, "b": 1}
