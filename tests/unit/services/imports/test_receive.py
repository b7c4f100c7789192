"""An upload becomes a job, or leaves nothing."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from postil.errors import ConflictError, ImportRejected, NotFoundError, UsageError
from postil.ports.access import User
from postil.ports.jobs import Job
from postil.services.imports.receive import NewImport
from postil.services.imports.source import source_of
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import FILLER, box, source

ROWS = source([box(1), box(2)])


def upload(studio: Studio, content: bytes = ROWS, piece: int = 1 << 20, **asked: Any) -> Job:
    new = NewImport(**{"project_uid": studio.project.uid, "source_name": "rows.ndjson", **asked})
    receiver = studio.imports.receive(new, studio.actor)
    for start in range(0, len(content), piece):
        receiver.write(content[start : start + piece])
    return receiver.finish()


def kept(studio: Studio) -> list[str]:
    return sorted(file.name for file in (studio.folder / "spool").rglob("*") if file.is_file())


def content(studio: Studio, job: Job) -> bytes:
    with source_of(studio.store, studio.shop.spool, job).open() as stream:
        return stream.read()


def test_pieces_of_any_size_are_kept_as_the_source_they_are(studio: Studio) -> None:
    job = upload(studio, piece=7)
    assert content(studio, job) == ROWS
    assert (job.input_size, job.input_sha256) == (len(ROWS), hashlib.sha256(ROWS).hexdigest())


def test_a_small_source_is_kept_in_the_database(studio: Studio) -> None:
    upload(studio)
    assert kept(studio) == []


@pytest.mark.parametrize(("more", "files"), [(0, 0), (1, 1)])
def test_a_source_above_the_limit_is_a_file(
    tmp_path: Path, store: Any, actor: User, more: int, files: int
) -> None:
    studio = Studio(tmp_path, store, actor, most_inline=len(ROWS) - more)
    job = upload(studio, piece=7)
    assert len(kept(studio)) == files
    assert content(studio, job) == ROWS


def test_the_content_decides_on_the_format_and_the_source_on_the_name(studio: Studio) -> None:
    job = upload(studio, piece=7)
    assert (job.format, job.name, job.state) == ("labelbox", "rows.ndjson", "queued")


def test_a_job_without_any_name_is_called_by_its_id(studio: Studio) -> None:
    job = upload(studio, source_name="")
    assert job.name == job.uid


def test_a_source_whose_rows_begin_after_megabytes_of_blanks_is_not_empty(studio: Studio) -> None:
    receiver = studio.imports.receive(NewImport(project_uid=studio.project.uid), studio.actor)
    for chunk in (FILLER, FILLER, ROWS):
        receiver.write(chunk)
    job = studio.imports.get(studio.imports.start(receiver.finish()).uid)
    assert (job.format, job.counts.read) == ("labelbox", ROWS.count(b"\n"))


def test_a_source_of_no_known_format_is_refused_with_those_there_are(studio: Studio) -> None:
    with pytest.raises(ImportRejected) as refused:
        upload(studio, b"a,b,c\n1,2,3\n")
    assert refused.value.code == "SRC009"
    assert "labelbox" in refused.value.hint
    assert kept(studio) == []


def test_an_asked_for_format_that_does_not_exist_is_refused(studio: Studio) -> None:
    with pytest.raises(NotFoundError) as refused:
        upload(studio, format="coco7")
    assert refused.value.code == "SRC009"
    assert kept(studio) == []


def test_an_aborted_upload_leaves_nothing(studio: Studio) -> None:
    receiver = studio.imports.receive(NewImport(project_uid=studio.project.uid), studio.actor)
    receiver.write(ROWS)
    receiver.abort()
    assert kept(studio) == []
    assert studio.imports.list_jobs(studio.project.uid) == []


def test_the_same_source_again_is_the_same_job(studio: Studio) -> None:
    first = upload(studio)
    assert upload(studio).uid == first.uid


def test_the_same_large_source_again_is_kept_once(tmp_path: Path, store: Any, actor: User) -> None:
    studio = Studio(tmp_path, store, actor, most_inline=0)
    first = upload(studio)
    assert upload(studio).uid == first.uid
    assert kept(studio) == [first.input_path]


def test_the_same_name_and_source_for_another_purpose_is_refused(studio: Studio) -> None:
    upload(studio)
    with pytest.raises(ConflictError, match=r"rows\.ndjson"):
        upload(studio, purpose="ground_truth")


def test_an_unknown_project_is_refused_before_a_byte_is_kept(studio: Studio) -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        upload(studio, project_uid="nowhere")
    assert kept(studio) == []


def test_a_project_without_an_ontology_is_refused(studio: Studio) -> None:
    with studio.store.write() as session:
        bare = session.projects.create("bare", "", "image", None, studio.actor.id, 1)
    with pytest.raises(UsageError, match=r"bare.*ontology"):
        upload(studio, project_uid=bare.uid)


def test_a_purpose_no_import_can_have_is_refused(studio: Studio) -> None:
    with pytest.raises(UsageError, match="draft"):
        upload(studio, purpose="draft")


def test_the_job_keeps_the_version_the_ontology_had(studio: Studio) -> None:
    with studio.store.write() as session:
        ontology = session.ontologies.by_id(studio.project.ontology_id or 0)
        assert ontology is not None
        session.ontologies.update(ontology, 2)
    assert upload(studio).ontology_version == 2


def test_ground_truth_goes_to_the_set_of_whoever_imports_it(studio: Studio) -> None:
    with studio.store.write() as session:
        other = session.access.create_user("bob@example.org", "Bob", False, 1)
        session.access.set_role(studio.project.id, other.id, "manager")
    mine = upload(studio, name="mine", purpose="ground_truth")
    studio.actor = other
    theirs = upload(studio, name="theirs", purpose="ground_truth")
    with studio.store.read() as session:
        authors = {one.id: one.author_id for one in session.bundles.sets_of(studio.project.id)}
    assert authors[theirs.set_id] == other.id
    assert authors[mine.set_id] != other.id
