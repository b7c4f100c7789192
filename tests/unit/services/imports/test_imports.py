"""An import that was stopped in its middle is taken up where it stands, with what it began with."""

from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from postil.errors import ConflictError, StoreError
from postil.ports.access import User
from postil.ports.jobs import Job
from postil.stores.sql.sqlite import SqliteStore
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.outage import Outage, stumbling_block
from tests.unit.services.imports.rows import blocks_of, box, source, uuid, weather

ROWS = ([box(1), box(2, name="kar"), weather(7, "rain", "two")], [stumbling_block(3), box(4, "two")])
CONTENT = blocks_of(*ROWS)


class Site:
    """A studio whose imports stop at the second block until the outage is over."""

    def __init__(self, folder: Path, store: SqliteStore, actor: User) -> None:
        self.outage = Outage()
        self.studio = Studio(folder, store, actor, self.outage)
        self.imports = self.studio.imports

    def stop_one(self, **asked: object) -> Job:
        """Begin an import, let it stop in its middle, and return it as it stands."""
        job = self.studio.receive(CONTENT, **{"format": "labelbox", "name": "monday", **asked})
        with pytest.raises(StoreError):
            self.imports.start(job)
        return self.imports.get(job.uid)

    def path(self, job: Job) -> Path:
        found = self.studio.shop.spool.path(job.input_path)
        assert found is not None
        return found


@pytest.fixture
def site(tmp_path: Path, store: SqliteStore, actor: User) -> Site:
    return Site(tmp_path, store, actor)


def told(studio: Studio, job: Job) -> object:
    """Return all that is to be known about an import, whatever it is called."""
    groups = [(group.code, group.count) for group in studio.imports.groups(job.uid)]
    return job.state, msgspec.to_builtins(job.counts), studio.failed(job), groups


def test_a_failing_disk_leaves_the_import_where_it_stands_and_says_how_to_go_on(site: Site) -> None:
    job = site.studio.receive(CONTENT, format="labelbox", name="monday")
    with pytest.raises(StoreError, match=r"import 'monday' .* stopped: the disk is full") as stopped:
        site.imports.start(job)
    assert (stopped.value.code, job.uid in stopped.value.message) == ("STO001", True)
    assert f"`postil resume {job.uid[-8:]}`" in stopped.value.hint
    job = site.imports.get(job.uid)
    assert (job.state, job.chunk, job.lease_owner, job.lease_until) == ("running", 1, None, 0)


def test_an_interrupted_import_is_known_as_such_with_the_reason(site: Site) -> None:
    job = site.stop_one()
    assert site.imports.interruption(job) == "STO001 the disk is full - free some space"


def test_nothing_of_an_interrupted_import_is_visible(site: Site) -> None:
    site.stop_one()
    assert site.studio.seen("one") == []


def test_a_resumed_import_comes_to_what_an_undisturbed_one_does(site: Site) -> None:
    job = site.stop_one()
    site.outage.is_out = False
    resumed = site.imports.resume(job.uid)
    assert site.studio.failed(resumed) == {2: ["ONT001"], 5: ["SRC021"]}
    assert (resumed.counts.read, resumed.counts.accepted, resumed.counts.rejected) == (5, 3, 2)
    assert [one.key for one in site.studio.seen("one")] == [uuid(1)]
    assert [one.key for one in site.studio.seen("two")] == [uuid(7), uuid(4)]


def test_sending_the_same_file_again_goes_on_too(site: Site) -> None:
    job = site.stop_one()
    site.outage.is_out = False
    again = site.imports.start(site.studio.receive(CONTENT, format="labelbox", name="monday"))
    assert (again.uid, again.state, again.counts.read) == (job.uid, "finished", 5)


def test_what_is_still_there_stops_it_again_and_costs_nothing(site: Site) -> None:
    job = site.stop_one()
    for _ in range(3):
        with pytest.raises(StoreError):
            site.imports.resume(job.uid)
    site.outage.is_out = False
    assert site.imports.resume(job.uid).counts.read == 5


def test_a_bug_lets_go_of_the_import_like_a_full_disk(site: Site) -> None:
    site.outage.error = RuntimeError("a fault of ours")
    job = site.studio.receive(CONTENT, format="labelbox")
    with pytest.raises(RuntimeError):
        site.imports.start(job)
    site.outage.is_out = False
    assert site.imports.resume(job.uid).state == "finished"


def test_an_import_that_has_ended_is_not_resumed(site: Site) -> None:
    job = site.studio.run([box(1)])
    with pytest.raises(ConflictError, match="is finished"):
        site.imports.resume(job.uid)


def test_an_import_another_process_holds_is_answered_as_it_stands(site: Site) -> None:
    job = site.studio.receive(CONTENT, format="labelbox")
    with site.studio.store.write() as session:
        held = session.jobs.lease(job.id, "somebody", 1 << 60, 1 << 61)
    assert site.imports.resume(job.uid) == held
    assert site.imports.interruption(site.imports.get(job.uid)) is None


def test_an_interrupted_import_can_be_cancelled_and_leaves_nothing(site: Site) -> None:
    job = site.imports.cancel(site.stop_one().uid)
    assert job.state == "cancelled"
    assert site.studio.seen("one") == []
    with site.studio.store.read() as session:
        assert session.jobs.unswept() == []


@pytest.mark.parametrize(
    "change", [lambda old: old[:-20], lambda old: old.replace(b"30.5", b"30.6"), bytes.upper]
)
def test_an_input_that_changed_meanwhile_is_refused_with_the_reason(site: Site, change) -> None:
    job = site.stop_one()
    path = site.path(job)
    path.write_bytes(change(path.read_bytes()))
    site.outage.is_out = False
    ended = site.imports.resume(job.uid)
    assert ended.error is not None
    assert (ended.state, ended.error.code) == ("failed", "SRC013")
    assert "changed since it began" in ended.error.message
    assert site.studio.seen("one") == []


def test_an_input_that_changed_before_the_first_block_was_written_is_refused_too(site: Site) -> None:
    job = site.studio.receive(source([stumbling_block(1), box(2)]), format="labelbox")
    with pytest.raises(StoreError):
        site.imports.start(job)
    path = site.path(job)
    path.write_bytes(path.read_bytes().replace(b"30.5", b"30.6"))
    site.outage.is_out = False
    assert site.imports.resume(job.uid).state == "failed"


def test_an_input_that_is_gone_is_refused_with_the_reason(site: Site) -> None:
    job = site.stop_one()
    site.path(job).unlink()
    site.outage.is_out = False
    ended = site.imports.resume(job.uid)
    assert ended.error is not None
    assert (ended.state, ended.error.code) == ("failed", "SRC013")


def test_a_feature_that_was_deleted_meanwhile_is_still_the_one_the_import_began_with(site: Site) -> None:
    job = site.stop_one()
    with site.studio.store.write() as session:
        ontology = session.ontologies.by_id(site.studio.project.ontology_id or 0)
        assert ontology is not None
        ontology.features = [feature for feature in ontology.features if feature.name != "car"]
        session.ontologies.update(ontology, 2)
    site.outage.is_out = False
    resumed = site.imports.resume(job.uid)
    assert resumed.ontology_version == 1
    assert site.studio.failed(resumed) == {2: ["ONT001"], 5: ["SRC021"]}
    assert len(site.studio.seen("two")) == 2
    after = site.studio.run([box(9)])
    assert site.studio.failed(after) == {1: ["ONT001"]}


def test_a_feature_that_was_added_meanwhile_does_not_change_what_was_begun(site: Site) -> None:
    job = site.stop_one()
    with site.studio.store.write() as session:
        ontology = session.ontologies.by_id(site.studio.project.ontology_id or 0)
        assert ontology is not None
        next(feature for feature in ontology.features if feature.name == "car").name = "kar"
        session.ontologies.update(ontology, 2)
    site.outage.is_out = False
    assert site.studio.failed(site.imports.resume(job.uid)) == {2: ["ONT001"], 5: ["SRC021"]}


def test_an_interrupted_and_an_undisturbed_import_tell_the_same(site: Site) -> None:
    job = site.stop_one()
    site.outage.is_out = False
    resumed = told(site.studio, site.imports.resume(job.uid))
    with closing(SqliteStore(site.studio.folder / "beside.db")) as store:
        with store.write() as session:
            actor = session.access.create_user("bea@example.org", "Bea", True, 1)
        beside = Studio(site.studio.folder / "beside", store, actor, site.outage)
        undisturbed = told(beside, beside.run_source(CONTENT))
    assert resumed == undisturbed
