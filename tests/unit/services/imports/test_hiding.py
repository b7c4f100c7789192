"""What is hidden is gone for readers, whatever it was, and what comes later is read by itself."""

from postil.executors.inline import InlineExecutor
from postil.ports.clock import SystemClock
from postil.services.imports.undo import Undos
from postil.services.models.run_contents import predictions_on
from postil.services.models.run_rows import RunRows
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, source, uuid
from tests.unit.services.imports.test_destination import Lab, metric


def take_out_and_put_back(studio: Studio, lab: Lab) -> None:
    rows = RunRows(studio.store, SystemClock())
    assert rows.remove(lab.run.uid, studio.actor, global_keys=["one", "three"]).count == 1
    rows.add(lab.run.uid, studio.actor, global_keys=["one"])


def test_predictions_go_with_their_data_row_and_do_not_come_back_with_it(studio: Studio):
    lab = Lab(studio)
    lab.take(source([box(1), metric(0.5), box(2, key="two")]))
    take_out_and_put_back(studio, lab)
    assert (lab.seen(), lab.metrics()) == ([], {})
    with studio.store.read() as session:
        assert list(predictions_on(session, lab.run, studio.row_ids)) == studio.row_ids[1:2]
    lab.take(source([box(3)]))
    assert [[one.key for one in lab.seen(key)] for key in ("one", "two")] == [[uuid(3)], [uuid(2)]]


def test_hiding_predictions_can_be_undone(studio: Studio):
    lab = Lab(studio)
    lab.take(source([box(1), box(2)]))
    take_out_and_put_back(studio, lab)
    with studio.store.write() as session:
        predictions = session.bundles.ensure_set("prediction", model_run_id=lab.run.id)
        changes = session.jobs.changes(set_id=predictions.id, after_no=0)
        jobs = [session.jobs.by_id(one.job_id) for one in changes]
    [change] = [job for job in jobs if job is not None and job.is_deletion]
    assert (change.purpose, change.counts.removed, change.model_run_id) == ("prediction", 2, lab.run.id)
    Undos(studio.store, SystemClock(), InlineExecutor(), lambda _: None).undo(change.uid, studio.actor)
    assert [one.key for one in lab.seen()] == [uuid(1), uuid(2)]


def test_nothing_is_published_where_nothing_was_said(studio: Studio):
    lab = Lab(studio)
    take_out_and_put_back(studio, lab)
    with studio.store.read() as session:
        assert session.jobs.newest_change() == 0


def test_predictions_sent_again_under_the_same_name_are_taken_again(studio: Studio):
    lab = Lab(studio)
    first = lab.take(source([box(1)]), name="monday")
    assert lab.take(source([box(1)]), name="monday").uid == first.uid
    take_out_and_put_back(studio, lab)
    assert lab.take(source([box(1)]), name="monday").uid != first.uid
    assert [one.key for one in lab.seen()] == [uuid(1)]
