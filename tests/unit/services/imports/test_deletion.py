"""An import that is deleted is undone, or stopped, and another can have its name."""

from postil.executors.inline import InlineExecutor
from postil.ports.clock import SystemClock
from postil.services.imports.deletion import delete_import
from postil.services.imports.undo import Undos
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box


def delete(studio: Studio, job) -> None:
    undos = Undos(studio.store, SystemClock(), InlineExecutor(), lambda uid: None)
    delete_import(studio.imports, undos, job, studio.actor)


def test_a_published_import_is_undone(studio: Studio):
    job = studio.run([box(1)], name="monday")
    delete(studio, job)
    found = studio.imports.get(job.uid)
    assert (studio.seen("one"), found.name) == ([], f"monday (deleted {job.uid[-8:]})")
    assert found.undone_at is not None


def test_a_dry_run_is_cancelled(studio: Studio):
    job = studio.run([box(1)], name="monday", settings={"is_dry_run": True})
    delete(studio, job)
    assert studio.imports.get(job.uid).state == "cancelled"


def test_a_deleted_import_leaves_its_name(studio: Studio):
    first = studio.run([box(1)], name="monday")
    delete(studio, first)
    second = studio.run([box(2)], name="monday")
    assert (second.uid != first.uid, second.name) == (True, "monday")
