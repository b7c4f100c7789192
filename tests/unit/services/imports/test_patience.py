"""Who waits for an import is told as soon as it has ended, and not kept for ever."""

from postil.services.imports.patience import settled
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, source


def test_an_import_that_ends_meanwhile_is_returned_ended(studio: Studio):
    job = studio.receive(source([box(1)]), format="labelbox", name="monday")
    studio.imports.start(job)
    assert settled(studio.imports, job, 5).state == "finished"


def test_an_import_that_goes_on_is_returned_as_it_stands(studio: Studio):
    job = studio.receive(source([box(1)]), format="labelbox", name="monday")
    assert settled(studio.imports, job, 0.05).state == "queued"
