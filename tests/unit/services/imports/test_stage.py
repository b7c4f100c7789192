"""Dry runs wait where nobody sees them, and become exactly what they said when they are committed."""

import json

import msgspec
import pytest

from postil.errors import ConflictError, StoreError
from postil.executors.inline import InlineExecutor
from postil.model.ontology import Feature, Ontology
from postil.ports.jobs import Job
from postil.services.imports.importer import Importer
from postil.services.imports.imports import Imports
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.meanwhile import FailingStore
from tests.unit.services.imports.rows import box, relationship, source, uuid, weather

MOVED = {"left": 5, "top": 5, "width": 5, "height": 5}
DRY = {"is_dry_run": True}
ROWS = [box(1, bbox=MOVED), box(2), box(3), weather(4, "sun"), box(5, name="kar"), relationship(6, 1, 7)]


def outcome(job: Job) -> tuple[int, int, int, int, int]:
    counts = job.counts
    return (counts.read, counts.accepted, counts.updated, counts.unchanged, counts.rejected)


@pytest.fixture
def monday(studio: Studio) -> Job:
    return studio.run([box(1), box(2)], name="monday")


def test_a_dry_run_shows_nothing_and_says_what_it_would_come_to(studio: Studio, monday: Job) -> None:
    before = studio.seen("one")
    job = studio.run(ROWS, settings=DRY)
    assert (job.state, job.stage, job.published_no) == ("staged", "publish", None)
    assert outcome(job) == (6, 2, 1, 1, 2)
    assert studio.seen("one") == before


def test_a_commit_comes_to_what_the_dry_run_said(studio: Studio, monday: Job) -> None:
    staged = studio.run(ROWS, settings=DRY)
    said = studio.diffs.get(staged.uid)
    job = studio.imports.commit(staged.uid)
    assert (job.state, job.counts) == ("finished", staged.counts)
    assert studio.diffs.get(staged.uid) == said
    direct = studio.run(ROWS)
    assert outcome(direct) == (6, 0, 0, 4, 2)


def test_committing_twice_is_committing_once(studio: Studio) -> None:
    job = studio.run([box(1)], settings=DRY)
    assert studio.imports.commit(job.uid) == studio.imports.commit(job.uid)


def test_a_commit_counts_what_others_changed_since_and_says_so(studio: Studio) -> None:
    job = studio.run([box(1), box(2, "two")], settings=DRY)
    studio.run([box(1)], name="tuesday")
    committed = studio.imports.commit(job.uid)
    assert outcome(job) == (2, 2, 0, 0, 0)
    assert outcome(committed) == (2, 1, 0, 1, 0)
    (group,) = studio.imports.groups(job.uid)
    assert (group.code, group.count) == ("ROW030", 1)
    assert studio.diffs.get(job.uid).rows == job.counts


def test_a_large_dry_run_is_committed_elsewhere(studio: Studio) -> None:
    elsewhere: list[str] = []
    imports = Imports(studio.shop, InlineExecutor(), elsewhere.append, threshold_rows=1)
    job = studio.run([box(1), box(2)], settings=DRY)
    assert imports.commit(job.uid).state == "queued"
    assert elsewhere == [job.uid]
    assert [one.uid for one in imports.resume_unfinished()] == [job.uid]
    Importer(studio.shop, "elsewhere").run(job.uid)
    assert imports.get(job.uid).state == "finished"


def test_several_dry_runs_wait_beside_each_other_and_block_nothing(studio: Studio) -> None:
    first, second = studio.run([box(1)], settings=DRY), studio.run([box(1, bbox=MOVED)], settings=DRY)
    assert outcome(studio.run([box(9)])) == (1, 1, 0, 0, 0)
    assert outcome(studio.imports.commit(second.uid)) == (1, 1, 0, 0, 0)
    assert outcome(studio.imports.commit(first.uid)) == (1, 0, 1, 0, 0)


def test_a_dry_run_is_discarded_by_cancelling_it(studio: Studio) -> None:
    job = studio.run([box(1)], settings=DRY)
    assert studio.imports.cancel(job.uid).state == "cancelled"
    with studio.store.read() as session:
        assert session.bundles.job_segments(job.id, after_id=0, limit=9) == []
    with pytest.raises(ConflictError, match="cancelled"):
        studio.imports.commit(job.uid)


def test_an_import_that_was_no_dry_run_is_not_committed(studio: Studio) -> None:
    queued = studio.receive(source([box(1)]), format="labelbox", name="queued")
    with pytest.raises(ConflictError, match="is queued"):
        studio.imports.commit(queued.uid)
    finished = studio.run([box(1)])
    with pytest.raises(ConflictError, match="is finished"):
        studio.imports.commit(finished.uid)


def test_an_atomic_dry_run_with_a_bad_row_is_staged_and_cannot_be_committed(studio: Studio) -> None:
    job = studio.run([box(1), box(2, name="kar")], settings={**DRY, "policy": "atomic"})
    assert job.state == "staged"
    assert studio.diffs.get(job.uid).counts.created == 1
    with pytest.raises(ConflictError, match="1 row was refused") as refused:
        studio.imports.commit(job.uid)
    assert refused.value.code == "ROW019"
    assert studio.imports.get(job.uid).state == "staged"


def test_an_import_named_like_a_waiting_dry_run_of_the_same_file_is_told_of_it(studio: Studio) -> None:
    studio.run([box(1)], name="boxes", settings=DRY)
    with pytest.raises(ConflictError, match="dry run"):
        studio.run([box(1)], name="boxes")


def test_a_feature_deleted_after_the_dry_run_is_told_and_the_pinned_version_holds(studio: Studio) -> None:
    elsewhere = {"left": 50, "top": 60, "width": 7, "height": 8}
    job = studio.run([box(1), box(2, bbox=elsewhere), weather(3, "sun")], settings=DRY)
    with studio.store.write() as session:
        ontology = session.ontologies.by_id(studio.project.ontology_id or 0)
        assert ontology is not None
        left = [feature for feature in ontology.features if feature.name != "car"]
        changed: Ontology = msgspec.structs.replace(ontology, features=[*left, Feature("bus", "box")])
        session.ontologies.update(changed, 2)
    committed = studio.imports.commit(job.uid)
    (group,) = studio.imports.groups(job.uid)
    assert (committed.state, committed.counts.warnings) == ("finished", 2)
    assert (group.code, group.count, group.example.got) == ("ONT020", 2, "car")
    assert [one.key for one in studio.seen("one")] == [uuid(1), uuid(2), uuid(3)]


@pytest.mark.parametrize("is_committed", [False, True])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_power_lost_while_staging_loses_nothing(studio: Studio, at: int, is_committed: bool) -> None:
    job = studio.receive(source(ROWS), format="labelbox", name="slow", settings=DRY)
    store = FailingStore(studio.store, at, is_committed=is_committed)
    with pytest.raises(StoreError):
        Importer(msgspec.structs.replace(studio.shop, store=store), "slow").run(job.uid)
    studio.imports.resume_unfinished()
    Importer(studio.shop, "slow").run(job.uid)
    staged = studio.imports.get(job.uid)
    assert (staged.state, outcome(staged)) == ("staged", (6, 4, 0, 0, 2))
    assert studio.diffs.get(job.uid).counts.created == 4


@pytest.mark.parametrize("is_committed", [False, True])
@pytest.mark.parametrize("at", [1, 2])
def test_a_commit_goes_on_after_power_was_lost(studio: Studio, at: int, is_committed: bool) -> None:
    job = studio.run(ROWS, settings=DRY)
    with studio.store.write() as session:
        assert session.jobs.commit(job.id)
    store = FailingStore(studio.store, at, is_committed=is_committed)
    with pytest.raises(StoreError):
        Importer(msgspec.structs.replace(studio.shop, store=store), "slow").run(job.uid)
    Importer(studio.shop, "slow").run(job.uid)
    assert studio.imports.get(job.uid).counts == job.counts
    assert len(studio.seen("one")) == 4


TASK: dict[str, object] = {"data": {"image": "/a.jpg"}, "predictions": [{"result": []}]}


def bring(studio: Studio, **settings: object) -> Job:
    """Import a task of Label Studio that brings its data row along."""
    asked = {"create_rows": True, "dataset_id": studio.dataset.id, **settings}
    return studio.run_source(json.dumps([TASK]).encode(), format="label_studio", settings=asked)


def rows_in_project(studio: Studio) -> int:
    with studio.store.read() as session:
        return len(list(session.catalog.iterate_row_ids(dataset_id=None, project_id=studio.project.id)))


def test_a_dry_run_shows_no_data_row_until_it_is_committed(studio: Studio) -> None:
    job = bring(studio, is_dry_run=True)
    assert (outcome(job), rows_in_project(studio)) == ((1, 1, 0, 0, 0), 3)
    studio.imports.commit(job.uid)
    assert rows_in_project(studio) == 4


@pytest.mark.parametrize("ending", ["commit", "cancel"])
def test_a_dry_run_keeps_nobody_from_bringing_the_same_data_row(studio: Studio, ending: str) -> None:
    staged = bring(studio, is_dry_run=True)
    job = bring(studio)
    assert (outcome(job), rows_in_project(studio)) == ((1, 1, 0, 0, 0), 4)
    getattr(studio.imports, ending)(staged.uid)
    assert rows_in_project(studio) == 4


def test_a_discarded_dry_run_leaves_a_shared_data_row_to_the_other(studio: Studio) -> None:
    first, second = bring(studio, is_dry_run=True), bring(studio, is_dry_run=True)
    studio.imports.cancel(first.uid)
    assert studio.imports.commit(second.uid).state == "finished"
    assert rows_in_project(studio) == 4
