"""The whole is verified before it is an import."""

from pathlib import Path

import pytest

from postil.errors import ConflictError, ImportRejected, NotFoundError
from tests.unit.services.imports.rows import box, source
from tests.unit.services.uploads.conftest import CONTENT, FILLER, Dock, sha256


def test_an_upload_that_lacks_parts_says_which_and_goes_on(dock: Dock) -> None:
    upload = dock.begin()
    dock.send(upload, 1)
    with pytest.raises(ConflictError, match="2 of 3 parts are missing, the first is 2"):
        dock.uploads.complete(upload.uid)
    dock.send_all(upload)
    assert dock.uploads.complete(upload.uid).input_sha256 == sha256(CONTENT)


def test_parts_that_do_not_make_the_announced_file_are_refused_and_nothing_remains(dock: Dock) -> None:
    upload, changed = dock.begin(), CONTENT.replace(b"30.5", b"30.6", 1)
    dock.send_all(upload, changed)
    with pytest.raises(ImportRejected, match="changed while it was sent") as refused:
        dock.uploads.complete(upload.uid)
    assert refused.value.code == "SRC013"
    assert dock.kept() == []
    assert dock.uploads.list_uploads(dock.studio.actor) == []
    assert dock.studio.imports.list_jobs(dock.studio.project.uid) == []


def test_a_file_that_is_no_import_is_refused_and_nothing_remains(dock: Dock) -> None:
    upload = dock.begin(b"\x00\x01\x02 nothing we know", source_name="rows.bin")
    dock.send_all(upload, b"\x00\x01\x02 nothing we know")
    with pytest.raises(ImportRejected) as refused:
        dock.uploads.complete(upload.uid)
    assert refused.value.code == "SRC009"
    assert dock.kept() == []


def test_a_file_whose_rows_begin_in_a_later_part_is_not_empty(dock: Dock) -> None:
    content = FILLER * 2 + source([box(1)])
    job = dock.bring(content)
    assert (job.format, job.input_size) == ("labelbox", len(content))


def test_a_name_that_was_taken_meanwhile_is_a_conflict_that_costs_no_part(dock: Dock) -> None:
    upload = dock.begin()
    dock.send_all(upload)
    dock.studio.run([box(1)], name="rows.ndjson")
    with pytest.raises(ConflictError):
        dock.uploads.complete(upload.uid)
    assert dock.uploads.parts(upload) == [1, 2, 3]
    assert dock.kept() == [upload.uid]


def test_killed_after_the_file_got_its_name_it_is_completed_all_the_same(dock: Dock) -> None:
    upload = dock.begin()
    dock.send_all(upload)
    dock.files.complete(upload.uid)
    dock.studio.shop.spool.sweep(dock.uploads.sweep())
    assert dock.uploads.complete(upload.uid).input_sha256 == sha256(CONTENT)


def test_a_file_that_was_taken_away_is_told_as_such(dock: Dock, tmp_path: Path) -> None:
    upload = dock.begin()
    dock.send_all(upload)
    (tmp_path / "spool" / f"{upload.uid}.part").unlink()
    with pytest.raises(NotFoundError):
        dock.uploads.complete(upload.uid)
