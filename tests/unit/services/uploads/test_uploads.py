"""A file that comes in parts becomes an import, or leaves nothing."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from postil.errors import ConflictError, NotFoundError, RetryableStoreError
from postil.ports.access import User
from tests.unit.services.imports.rows import box, source
from tests.unit.services.imports.test_destination import Lab
from tests.unit.services.uploads.conftest import CONTENT, Dock, sha256


def test_a_file_sent_in_parts_is_imported_like_one_sent_whole(dock: Dock) -> None:
    job = dock.studio.imports.start(dock.bring())
    whole = dock.studio.run_source(CONTENT, name="whole")
    assert (job.state, job.counts.read, job.counts.accepted) == ("finished", 2, 2)
    assert (job.format, job.input_sha256, job.input_size) == ("labelbox", sha256(CONTENT), len(CONTENT))
    assert whole.counts.unchanged == 2


def test_the_import_has_the_id_of_the_upload_and_the_upload_is_gone(dock: Dock) -> None:
    upload = dock.begin()
    dock.send_all(upload)
    assert dock.uploads.complete(upload.uid).uid == upload.uid
    assert dock.uploads.list_uploads(dock.studio.actor) == []
    with pytest.raises(NotFoundError):
        dock.uploads.get(upload.uid)


def test_a_file_of_predictions_sent_in_parts_goes_into_its_run(dock: Dock) -> None:
    lab = Lab(dock.studio)
    to_run: dict[str, Any] = {"project_uid": "", "model_run_uid": lab.run.uid, "purpose": "prediction"}
    job = dock.studio.imports.start(dock.bring(**to_run))
    assert (job.state, job.model_run_id, job.project_id) == ("finished", lab.run.id, None)
    assert job.counts.accepted == 2
    again = dock.announce(**to_run).job
    assert again is not None
    assert again.uid == job.uid


def test_the_same_name_is_one_upload_in_a_project_and_another_in_a_run(dock: Dock) -> None:
    lab = Lab(dock.studio)
    first = dock.begin()
    second = dock.begin(project_uid="", model_run_uid=lab.run.uid, purpose="prediction")
    assert first.uid != second.uid
    assert dock.begin(project_uid="", model_run_uid=lab.run.uid, purpose="prediction").uid == second.uid


def test_somebody_else_announces_nothing_for_a_run(dock: Dock, other: User) -> None:
    lab = Lab(dock.studio)
    with pytest.raises(NotFoundError):
        dock.announce(project_uid="", model_run_uid=lab.run.uid, purpose="prediction", actor=other)


def test_the_data_lie_on_the_disk_once(dock: Dock) -> None:
    job = dock.bring()
    assert dock.kept() == [job.input_path]


def test_the_same_file_announced_again_is_the_same_upload_with_its_parts(dock: Dock) -> None:
    upload = dock.begin()
    dock.send(upload, 2)
    again = dock.announce()
    assert again.upload is not None
    assert (again.upload.uid, again.is_new) == (upload.uid, False)
    assert dock.uploads.parts(again.upload) == [2]


def test_announced_again_it_is_imported_as_it_was_said_last(dock: Dock) -> None:
    dock.begin()
    upload = dock.begin(purpose="ground_truth")
    dock.send_all(upload)
    assert dock.uploads.complete(upload.uid).purpose == "ground_truth"


def test_the_same_file_announced_after_it_was_imported_is_that_import(dock: Dock) -> None:
    job = dock.studio.imports.start(dock.bring())
    again = dock.announce()
    assert again.upload is None
    assert again.job is not None
    assert again.job.uid == job.uid


def test_a_name_that_an_import_with_other_content_has_is_refused_before_a_byte_is_sent(dock: Dock) -> None:
    dock.studio.run([box(1)], name="rows.ndjson")
    with pytest.raises(ConflictError, match="other content"):
        dock.announce()


def test_the_same_name_for_another_purpose_is_refused(dock: Dock) -> None:
    dock.studio.imports.start(dock.bring())
    with pytest.raises(ConflictError):
        dock.announce(purpose="ground_truth")


def test_two_people_send_the_same_file_beside_each_other_and_it_is_one_import(
    dock: Dock, other: User
) -> None:
    with dock.studio.store.write() as session:
        session.access.set_role(dock.studio.project.id, other.id, "manager")
    mine, theirs = dock.begin(), dock.begin(actor=other)
    for upload in (mine, theirs):
        dock.send_all(upload)
    first = dock.studio.imports.start(dock.uploads.complete(mine.uid))
    assert dock.uploads.complete(theirs.uid).uid == first.uid
    assert dock.kept() == [first.input_path]


def test_a_person_sees_their_own_uploads_and_an_administrator_all(dock: Dock, other: User) -> None:
    mine, theirs = dock.begin(), dock.begin(actor=other)
    assert [one.uid for one in dock.uploads.list_uploads(other)] == [theirs.uid]
    assert [one.uid for one in dock.uploads.list_uploads(dock.studio.actor)] == [theirs.uid, mine.uid]


def test_an_upload_outlives_its_server(dock: Dock) -> None:
    upload = dock.begin()
    dock.send(upload, 3)
    restarted = Dock.__new__(Dock)
    restarted.__dict__ |= dock.__dict__
    restarted.uploads = type(dock.uploads)(dock.studio.store, dock.files, dock.clock, 1 << 30)
    dock.studio.shop.spool.sweep(restarted.uploads.sweep())
    for no in (1, 2):
        restarted.send(upload, no)
    assert restarted.uploads.complete(upload.uid).input_sha256 == sha256(CONTENT)


def test_an_upload_nobody_sent_a_part_of_for_a_week_is_given_up_at_the_next_start(dock: Dock) -> None:
    idle = dock.begin(name="idle")
    dock.clock.ahead = timedelta(days=7, seconds=1)
    fresh = dock.begin(name="fresh")
    assert dock.uploads.sweep() == {fresh.uid}
    assert dock.kept() == [f"{fresh.uid}.part"]
    with pytest.raises(NotFoundError):
        dock.uploads.get(idle.uid)


def test_a_part_that_arrives_keeps_an_upload_for_another_week(dock: Dock) -> None:
    upload = dock.begin()
    dock.clock.ahead = timedelta(days=6)
    dock.send(upload, 1)
    dock.clock.ahead = timedelta(days=12)
    assert dock.uploads.sweep() == {upload.uid}


def test_an_ended_upload_leaves_nothing(dock: Dock) -> None:
    upload = dock.begin()
    dock.send(upload, 1)
    dock.uploads.delete(upload.uid)
    assert dock.kept() == []
    with pytest.raises(NotFoundError):
        dock.send(upload, 2)
    with pytest.raises(NotFoundError):
        dock.uploads.delete(upload.uid)


def test_an_upload_whose_file_was_taken_away_begins_from_the_start(dock: Dock, tmp_path: Path) -> None:
    upload = dock.begin()
    dock.send(upload, 1)
    (tmp_path / "spool" / f"{upload.uid}.part").unlink()
    assert dock.uploads.parts(dock.begin()) == []
    dock.send_all(upload)
    assert dock.uploads.complete(upload.uid).input_sha256 == sha256(CONTENT)


def test_completing_again_is_the_same_import(dock: Dock) -> None:
    job = dock.bring()
    assert dock.uploads.complete(job.uid).uid == job.uid


def test_what_is_being_verified_is_neither_completed_twice_nor_ended(dock: Dock) -> None:
    upload = dock.begin()
    dock.send_all(upload)
    with dock.uploads._alone(upload.uid):  # noqa: SLF001 - what another connection would be doing
        for act in (dock.uploads.complete, dock.uploads.delete):
            with pytest.raises(RetryableStoreError):
                act(upload.uid)
    assert dock.uploads.complete(upload.uid).uid == upload.uid


def test_a_file_of_one_part_is_an_upload_like_any_other(dock: Dock) -> None:
    content = source([box(1)])
    assert dock.studio.imports.start(dock.bring(content)).counts.accepted == 1
