"""Rows find the data rows they name, and those they bring themselves."""

import json
from typing import Any

from postil.formats.entry import Entry, Run
from postil.model.data_row import Asset, DataRow, DataRowReference
from postil.model.identity import new_uid, spell_id
from postil.ports.catalog import NewRow, RowFinding
from postil.ports.jobs import Job, JobSettings
from postil.services.imports.resolve import Findings, bring_rows, global_key_of, resolve
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, source


def by_key(key: str) -> DataRowReference:
    return DataRowReference("global_key", key)


def by_id(text: str) -> DataRowReference:
    return DataRowReference("id", text)


def running(studio: Studio, name: str = "monday", **settings: Any) -> Job:
    settings.setdefault("create_rows", True)
    settings.setdefault("dataset_id", studio.dataset.id)
    job = studio.receive(source([box(1)]), format="labelbox", name=name)
    with studio.store.write() as session:
        leased = session.jobs.lease(job.id, "test", 1, 2)
    assert leased is not None
    leased.settings = JobSettings(**settings)
    return leased


def look_up(studio: Studio, job: Job, references: list[DataRowReference]) -> Findings:
    with studio.store.read() as session:
        return resolve(session, job, [Entry(line, one) for line, one in enumerate(references, 1)])


def described(reference: DataRowReference, line: int = 1) -> Entry:
    row = DataRow([Asset("image", width=40, height=30)], data={"image": "a.png"})
    return Entry(line, reference, data_row=row)


def bring(studio: Studio, job: Job, entries: list[Entry]) -> Findings:
    found = look_up(studio, job, [entry.reference for entry in entries if entry.reference])
    bring_rows(studio.store, job, entries, found, 5)
    return found


def uid_of(studio: Studio, number: int) -> str:
    with studio.store.read() as session:
        return session.catalog.rows_by_id([studio.row_ids[number]])[0].uid


def id_of(finding: RowFinding | None) -> int | None:
    return None if finding is None else finding.id


def test_a_data_row_is_found_by_global_key(studio: Studio) -> None:
    found = look_up(studio, running(studio), [by_key("two"), by_key("nobody")])
    finding = found.get(by_key("two"))
    assert finding is not None
    assert (finding.id, finding.size, finding.task_id is not None) == (studio.row_ids[1], (1000, 800), True)
    assert found.get(by_key("nobody")) is None


def test_a_data_row_is_found_by_both_spellings_of_its_id(studio: Studio) -> None:
    uid = uid_of(studio, 1)
    found = look_up(studio, running(studio), [by_id(uid), by_id(spell_id(uid))])
    assert [id_of(found.get(by_id(text))) for text in (uid, spell_id(uid))] == [studio.row_ids[1]] * 2


def test_a_data_row_is_found_by_a_foreign_id_that_stands_for_it(studio: Studio) -> None:
    foreign = spell_id(new_uid())
    with studio.store.write() as session:
        session.set_alias("data_row", foreign, studio.row_ids[2])
    found = look_up(studio, running(studio), [by_id(foreign), by_id("no id at all")])
    assert id_of(found.get(by_id(foreign))) == studio.row_ids[2]
    assert found.get(by_id("no id at all")) is None


def test_an_id_is_no_global_key(studio: Studio) -> None:
    assert look_up(studio, running(studio), [by_id("one")]).get(by_id("one")) is None


def test_the_rows_of_a_run_are_looked_up_by_their_one_reference(studio: Studio) -> None:
    with studio.store.read() as session:
        found = resolve(session, running(studio), [Run(by_key("one"), [], [])])
    assert set(found.by_global_key) == {"one"}


def test_a_row_known_by_its_content_only_has_a_key_made_from_it() -> None:
    assert global_key_of(DataRowReference("content", "ab" * 32)) == "content-" + "ab" * 16


def test_a_described_row_nobody_has_is_made_and_found(studio: Studio) -> None:
    job = running(studio)
    finding = bring(studio, job, [described(by_key("new"))]).get(by_key("new"))
    assert finding is not None
    assert (finding.size, finding.task_id) == ((40, 30), None)


def test_a_made_row_is_hidden_from_everybody_but_its_job(studio: Studio) -> None:
    job = running(studio)
    bring(studio, job, [described(by_key("new"))])
    assert look_up(studio, job, [by_key("new")]).get(by_key("new")) is not None
    assert look_up(studio, running(studio, "tuesday"), [by_key("new")]).get(by_key("new")) is None
    with studio.store.read() as session:
        assert len(session.catalog.list_rows(dataset_id=None, after_id=0, limit=10)) == 3


def test_no_row_is_made_unless_the_import_was_asked_to(studio: Studio) -> None:
    entries = [described(by_key("new"))]
    assert bring(studio, running(studio, create_rows=False), entries).get(by_key("new")) is None
    assert bring(studio, running(studio, "tuesday", dataset_id=None), entries).get(by_key("new")) is None


def test_a_row_named_by_a_foreign_id_is_made_without_a_key_and_found_by_that_id_again(
    studio: Studio,
) -> None:
    job, foreign = running(studio), by_id(spell_id(new_uid()))
    made = bring(studio, job, [described(foreign)]).get(foreign)
    assert made is not None
    assert look_up(studio, job, [foreign]).get(foreign) == made
    with studio.store.read() as session:
        assert session.catalog.rows_by_id([made.id])[0].global_key is None


def test_a_row_that_an_earlier_stretch_of_the_same_view_has_made_is_not_made_twice(studio: Studio) -> None:
    job = running(studio)
    before = look_up(studio, job, [by_key("new")])
    bring(studio, job, [described(by_key("new"))])
    bring_rows(studio.store, job, [described(by_key("new"), 2)], before, 5)
    assert before.get(by_key("new")) is not None


def test_a_row_another_unpublished_import_brings_is_not_made_and_said_to_be_taken(studio: Studio) -> None:
    bring(studio, running(studio), [described(by_key("new"))])
    found = bring(studio, running(studio, "tuesday"), [described(by_key("new")), described(by_key("free"))])
    assert found.get(by_key("new")) is None
    assert found.taken == {"new"}
    assert found.get(by_key("free")) is not None


def test_a_process_that_lost_its_job_makes_no_rows(studio: Studio) -> None:
    job = running(studio)
    with studio.store.write() as session:
        session.jobs.lease(job.id, "another", 3, 4)
    assert bring(studio, job, [described(by_key("new"))]).get(by_key("new")) is None
    with studio.store.read() as session:
        assert session.catalog.used_global_keys(["new"]) == set()


def test_the_same_asset_on_the_first_and_the_last_of_many_lines_is_one_data_row(studio: Studio) -> None:
    def line(key: str) -> bytes:
        row = {"assets": [{"width": 10, "height": 10}], "global_key": key}
        return json.dumps({"postil": 1, "data_row": row, "bundles": []}).encode() + b"\n"

    content = b"".join(line(f"row-{number}") for number in range(2_500)) + line("row-0")
    settings = {"create_rows": True, "dataset_id": studio.dataset.id}
    job = studio.run_source(content, format="postil", settings=settings)
    assert (job.state, job.counts.read, job.counts.rejected) == ("finished", 2_501, 0)
    with studio.store.read() as session:
        project = session.projects.by_id(studio.project.id)
    assert project is not None
    assert project.task_counts == {"to_label": 3 + 2_500}


def test_a_data_row_in_the_catalog_that_was_deleted_is_found_as_deleted(studio: Studio) -> None:
    row = NewRow(uid=new_uid(), media_type="image", assets=[Asset()], global_key="gone")
    with studio.store.write() as session:
        ids = session.catalog.create_rows(studio.dataset.id, [row], studio.actor.id, 1)
        session.catalog.delete_rows(ids, 2)
    finding = look_up(studio, running(studio), [by_key("gone")]).get(by_key("gone"))
    assert finding is not None
    assert finding.is_deleted
