"""Imports as a service: taken up where they stopped, and the laws they keep over generated files.

A dry run says what its commit does. A file comes to the same in any order, and in several jobs. Twice
is once.
"""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from postil.errors import ConflictError, StoreError
from postil.model.annotation import Annotation
from postil.ports.access import User
from postil.ports.diffs import DiffCounts
from postil.ports.jobs import Counts, Job
from postil.stores.sql.sqlite import SqliteStore
from tests.unit.services.imports.conftest import KEYS, Studio
from tests.unit.services.imports.outage import Outage, stumbling_block
from tests.unit.services.imports.rows import blocks_of, box, relationship, source, uuid, weather

ROWS = ([box(1), box(2, name="kar"), weather(7, "rain", "two")], [stumbling_block(3), box(4, "two")])
CONTENT = blocks_of(*ROWS)


class Site:
    """A studio whose imports stop at the second block until the outage is over."""

    def __init__(self, folder: Path, store: SqliteStore, actor: User) -> None:
        self.outage = Outage()
        self.studio = Studio(folder, store, actor, self.outage, most_inline=0)
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


Row = dict[str, Any]

few = settings(
    max_examples=10,
    phases=(Phase.explicit, Phase.generate),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

lefts = st.integers(0, 3)
keys = st.sampled_from(KEYS)


def placed(left: int) -> Row:
    return {"left": left, "top": 2, "width": 5, "height": 5}


def nameless(left: int, key: str) -> Row:
    row = box(0, key, bbox=placed(left))
    del row["uuid"]
    return row


numbers = st.integers(1, 5)
boxes = st.builds(lambda number, left, key: box(number, key, bbox=placed(left)), numbers, lefts, keys)
rows_of_every_sort = st.one_of(
    boxes,
    st.builds(nameless, lefts, keys),
    st.builds(
        lambda number, answer, key: weather(number + 10, answer, key),
        numbers,
        st.sampled_from(["rain", "sun"]),
        keys,
    ),
    st.builds(
        lambda number, one, two, key: relationship(number + 20, one, two, key),
        numbers,
        numbers,
        numbers,
        keys,
    ),
    st.builds(lambda number, key: box(number, key, name="kar"), numbers, keys),
    st.builds(lambda number, key: box(number, key, confidence=9), numbers, keys),
    st.builds(lambda number: box(number, "nobody"), numbers),
)
files = st.lists(rows_of_every_sort, min_size=1, max_size=12)


@st.composite
def consistent_files(draw: st.DrawFn) -> list[Row]:
    """Rows none of which contradicts another: every key once per data row; ends come first."""
    found: list[Row] = []
    for key in KEYS:
        numbered = draw(st.sets(numbers))
        found += [box(number, key, bbox=placed(draw(lefts))) for number in numbered]
        found += [nameless(left, key) for left in draw(st.sets(lefts))]
        if draw(st.booleans()):
            found.append(weather(11, draw(st.sampled_from(["rain", "sun"])), key))
    found = draw(st.permutations(found))
    found += [box(9, "nobody"), box(9, "one", name="kar")][: draw(st.integers(0 if found else 1, 2))]
    ends = sorted(
        {(row["dataRow"]["globalKey"], row["uuid"]) for row in found if "bbox" in row and "uuid" in row}
    )
    for number, (key, end) in enumerate(ends[: draw(st.integers(0, 3))]):
        link = relationship(30 + number, 1, 1, key)
        link["relationship"]["source"] = link["relationship"]["target"] = end
        found.append(link)
    return found


def value(studio: Studio) -> dict[tuple[str, str], Annotation]:
    """What readers see, order aside."""
    return {(key, one.key): one for key in KEYS for one in studio.seen(key)}


def undo(studio: Studio, *jobs: Job) -> None:
    with studio.store.write() as session:
        for job in jobs:
            session.jobs.set_undone(job.id, is_undone=True, by=None, at=1)


def outcome(counts: Counts) -> tuple[int, int, int, int, int, int]:
    return (counts.read, counts.accepted, counts.updated, counts.unchanged, counts.rejected, counts.removed)


@few
@given(before=files, rows=files, cut=st.integers(1, 12), replace=st.booleans())
def test_a_dry_run_says_what_its_commit_does_and_what_an_import_would(
    studio: Studio, before: list[Row], rows: list[Row], cut: int, replace: bool
) -> None:
    studio.start_anew()
    studio.run(before)
    content = blocks_of(rows[:cut], rows[cut:])
    said = {"replace": replace}
    staged = studio.run_source(content, settings={**said, "is_dry_run": True})
    diff = studio.diffs.get(staged.uid)
    committed = studio.imports.commit(staged.uid)
    after = value(studio)
    assert committed.counts == staged.counts == diff.rows
    assert studio.failed(committed) == studio.failed(staged)
    undo(studio, committed)
    assert diff.counts == compared(value(studio), after, diff.counts.unchanged)
    direct = studio.run_source(content, settings=said)
    assert (direct.counts, value(studio)) == (staged.counts, after)


def compared(before: dict[Any, Annotation], after: dict[Any, Annotation], unchanged: int) -> Any:
    """Count what differs between two states; what stayed may or may not have been in the file."""
    return DiffCounts(
        created=len(after.keys() - before.keys()),
        removed=len(before.keys() - after.keys()),
        updated=sum(before[key] != after[key] for key in before.keys() & after.keys()),
        unchanged=unchanged,
    )


@few
@given(before=files, rows=consistent_files(), chance=st.randoms(use_true_random=False))
def test_the_order_of_a_file_does_not_matter(
    studio: Studio, before: list[Row], rows: list[Row], chance: Any
) -> None:
    studio.start_anew()
    studio.run(before)
    ordered = studio.run_source(source(rows))
    after = value(studio)
    undo(studio, ordered)
    shuffled = chance.sample(rows, len(rows))
    cut = chance.randint(1, len(rows))
    other = studio.run_source(blocks_of(shuffled[:cut], shuffled[cut:]))
    assert outcome(other.counts) == outcome(ordered.counts)
    assert value(studio) == after


@few
@given(before=files, rows=consistent_files(), parts=st.integers(2, 4))
def test_a_file_in_several_jobs_comes_to_what_it_comes_to_in_one(
    studio: Studio, before: list[Row], rows: list[Row], parts: int
) -> None:
    studio.start_anew()
    studio.run(before)
    whole = studio.run_source(source(rows))
    after = value(studio)
    undo(studio, whole)
    size = -(-len(rows) // parts) or 1
    jobs = [studio.run(rows[start : start + size]) for start in range(0, len(rows), size)]
    assert value(studio) == after
    assert added(jobs) == outcome(whole.counts)
    again = [studio.run(rows[start : start + size]) for start in range(0, len(rows), size)]
    assert added(again)[1:3] == (0, 0)


def added(jobs: Sequence[Job]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*(outcome(job.counts) for job in jobs), strict=True)))


@few
@given(before=files, rows=files, replace=st.booleans())
def test_importing_twice_is_importing_once(
    studio: Studio, before: list[Row], rows: list[Row], replace: bool
) -> None:
    studio.start_anew()
    studio.run(before)
    once = studio.run(rows, settings={"replace": replace})
    after = value(studio)
    twice = studio.run(rows, settings={"replace": replace})
    assert value(studio) == after
    assert (twice.counts.accepted, twice.counts.updated, twice.counts.removed) == (0, 0, 0)
    assert twice.counts.rejected == once.counts.rejected
