"""What every store must do for exports."""

from postil.model.annotation import Annotation
from postil.model.data_row import Asset
from postil.model.identity import new_uid
from postil.ports.catalog import Attachment, NewRow
from postil.ports.labels import LabelVersion
from postil.ports.models import TakenLabel
from postil.ports.store import Session, Store
from postil.testing.store_models import make_run
from postil.testing.world import NOW, World, populate, segment

TEXT = Asset(media_type="text", inline="ein Text", facts={"text_length": 8})


def _described(session: Session, world: World) -> int:
    """Make a data row with everything there may be beside it."""
    row = NewRow(
        uid=new_uid(),
        media_type="text",
        assets=[TEXT],
        global_key="told",
        external_id="e",
        metadata={"weather": "rain", "lux": 1.5},
        attachments=[Attachment(type="HTML", value="<p>", name="note")],
    )
    return session.catalog.create_rows(world.dataset_id, [row], None, NOW)[0]


def _labels(session: Session, world: World) -> list[int]:
    """Make a label of an import on every data row; return their ids."""
    truth = session.bundles.ensure_set("ground_truth", project_id=world.project_id)
    session.labels.ensure_imported(world.project_id, truth.id, None, world.rows, NOW)
    return [label.id for label in session.exports.labels(world.project_id, world.rows)]


class ExportTests:
    """The contract of `postil.ports.exports.ExportStore`."""

    def test_data_rows_come_in_the_order_asked_for_with_their_first_asset(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            made = _described(session, world)
            rows = session.exports.rows([made, world.rows[0], 10**9])
        assert [row.id for row in rows] == [made, world.rows[0]]
        assert (rows[0].asset, rows[0].global_key, rows[0].external_id) == (TEXT, "told", "e")
        assert (rows[0].created_at, rows[0].dataset_id) == (NOW, world.dataset_id)
        assert rows[1].asset is not None
        assert (rows[1].asset.width, rows[1].asset.url) == (640, "https://example.com/a.jpg")

    def test_a_data_row_without_an_asset_has_none(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            bare = NewRow(uid=new_uid(), media_type="image", assets=[])
            [made] = session.catalog.create_rows(world.dataset_id, [bare], None, NOW)
            assert session.exports.rows([made])[0].asset is None

    def test_deleted_and_hidden_data_rows_are_not_exported(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            hidden = NewRow(uid=new_uid(), media_type="image", assets=[], hidden_by=job.id)
            [unseen] = session.catalog.create_rows(world.dataset_id, [hidden], None, NOW)
            session.catalog.delete_rows(world.rows[:1], NOW)
            rows = session.exports.rows([*world.rows, unseen])
        assert [row.id for row in rows] == world.rows[1:]

    def test_the_data_rows_of_a_project_come_in_pages_by_state_and_batch(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            exports = session.exports
            pages = exports.project_rows(world.project_id, state=None, batch_id=None, after_task=0, limit=2)
            assert [row for _, row in pages] == world.rows[:2]
            rest = exports.project_rows(
                world.project_id, state=None, batch_id=None, after_task=pages[-1][0], limit=2
            )
            assert [row for _, row in rest] == world.rows[2:]
            session.projects.set_task_state([rest[0][0]], "done", NOW)
            done = exports.project_rows(world.project_id, state="done", batch_id=None, after_task=0, limit=9)
            assert done == rest
            none = exports.project_rows(world.project_id, state=None, batch_id=10**9, after_task=0, limit=9)
        assert none == []

    def test_tasks_are_those_of_the_project(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            assert session.exports.tasks(world.project_id, world.rows) == session.projects.tasks_of(
                world.project_id, world.rows
            )
            assert session.exports.tasks(world.project_id + 1, world.rows) == {}

    def test_labels_of_a_set_are_listed_whether_or_not_it_shows_anything(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            _labels(session, world)
            labels = session.exports.labels(world.project_id, world.rows)
            assert session.labels.of_rows(world.project_id, world.rows) == []
        assert [label.data_row_id for label in labels] == world.rows
        assert [(label.is_benchmark, label.is_skipped) for label in labels] == [(False, False)] * 3

    def test_a_deleted_label_is_not_exported(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            ids = _labels(session, world)
            session.labels.append_version(LabelVersion(label_id=ids[0], no=1, annotations=[]))
            session.labels.delete(ids[:1], NOW)
            labels = session.exports.labels(world.project_id, world.rows)
        assert [label.id for label in labels] == ids[1:]

    def test_the_newest_version_of_a_label_is_its_head(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            ids = _labels(session, world)
            for no, key in ((1, "old"), (2, "new")):
                session.labels.append_version(
                    LabelVersion(label_id=ids[0], no=no, annotations=[Annotation(key)], lead_time=no)
                )
            heads = session.exports.heads(ids)
            assert heads == {ids[0]: session.labels.version(ids[0], 2)}

    def test_metadata_and_attachments_are_told_by_data_row(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            made = _described(session, world)
            ids = [*world.rows, made]
            metadata, attachments = session.exports.metadata(ids), session.exports.attachments(ids)
        assert {(field.name, field.kind, value) for field, value in metadata[made]} == {
            ("weather", "string", "rain"),
            ("lux", "number", 1.5),
        }
        assert [(one.type, one.value, one.name) for one in attachments[made]] == [("HTML", "<p>", "note")]
        assert metadata.keys() == attachments.keys() == {made}

    def test_batches_and_projects_are_told_by_id(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            [batch] = session.projects.list_batches(world.project_id, after_id=0, limit=9)
            named = session.exports.batch_names([batch.id, 10**9])
            assert (named[batch.id].uid, named[batch.id].name, len(named)) == (batch.uid, "first", 1)
            assert session.exports.project_ids(world.rows) == [world.project_id]
            session.projects.delete(world.project_id, NOW)
            assert session.exports.project_ids(world.rows) == []

    def test_a_run_tells_what_its_labels_said_when_it_took_them(self, store: Store) -> None:
        world = populate(store)
        first, second, third = world.rows
        with store.write() as session:
            ids = _labels(session, world)
            version = LabelVersion(label_id=ids[0], no=1, annotations=[Annotation("versioned")])
            session.labels.append_version(version)
            run = make_run(session)
            session.models.add_rows(run.id, [third])
            session.models.set_splits(run.id, {third: "test"})
            copied = [Annotation("copied")]
            session.models.take_labels(
                run.id,
                [
                    TakenLabel(data_row_id=first, label_id=ids[0], version=1),
                    TakenLabel(data_row_id=second, label_id=ids[1], annotations=copied),
                ],
            )
            session.labels.append_version(LabelVersion(label_id=ids[0], no=2, annotations=[]))
            taken = session.exports.taken(run.id, world.rows)
            runs = session.exports.run_ids(world.rows)
        assert [one.key for row in world.rows for one in taken[row].annotations] == ["versioned", "copied"]
        assert (taken[first].project_id, taken[third].label_uid) == (world.project_id, None)
        assert (taken[third].split, taken[first].split, runs) == ("test", None, [run.id])

    def test_the_predictions_of_a_run_are_a_set_of_their_own(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            runs = [make_run(session, name) for name in ("one", "two")]
            made = session.bundles.ensure_set("prediction", model_run_id=runs[0].id)
            assert [session.exports.prediction_sets(run.id) for run in runs] == [[made.id], []]
            assert session.bundles.fold(made.id, world.rows) == {}

    def test_a_page_of_more_rows_than_a_statement_takes_is_read_whole(self, store: Store) -> None:
        world = populate(store, rows=1_000)
        job = world.start_job()
        world.layer(job, [segment(world.rows[-1], {"a": "car"})])
        world.publish(job)
        with store.read() as session:
            assert [row.id for row in session.exports.rows(world.rows)] == world.rows
            assert len(session.exports.tasks(world.project_id, world.rows)) == 1_000
