"""What other imports publish, undo or redo while one runs is counted and judged before it is published."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest

from postil.errors import StoreError
from postil.ports.jobs import Counts, Job
from postil.services.imports import resettle
from postil.services.imports.importer import Importer
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.meanwhile import FailingStore, MeanwhileStore
from tests.unit.services.imports.rows import box, relationship, source, uuid, weather

OTHER = {"left": 5, "top": 5, "width": 5, "height": 5}


def outcome(counts: Counts) -> tuple[int, int, int, int, int]:
    return (counts.read, counts.accepted, counts.updated, counts.unchanged, counts.rejected)


def run_while(studio: Studio, rows: list[dict[str, Any]], act: Callable[[], object], **asked: Any) -> Job:
    """Import rows; `act` happens after the import has begun and has looked at what is there."""
    job = studio.receive(source(rows), format="labelbox", name="slow", **asked)
    shop = msgspec.structs.replace(studio.shop, store=MeanwhileStore(studio.store, 2, act))
    Importer(shop, "slow").run(job.uid)
    return studio.imports.get(job.uid)


def test_what_is_published_at_the_last_moment_counts_too(studio: Studio) -> None:
    job = studio.receive(source([box(1)]), format="labelbox", name="slow")
    store = MeanwhileStore(studio.store, 3, lambda: studio.run([box(1)]))
    Importer(msgspec.structs.replace(studio.shop, store=store), "slow").run(job.uid)
    assert outcome(studio.imports.get(job.uid).counts) == (1, 0, 0, 1, 0)


def test_rows_another_import_brought_meanwhile_are_counted_against_it(studio: Studio) -> None:
    rows = [box(1), box(2, "two"), box(3, "three")]
    job = run_while(studio, rows, lambda: studio.run([box(1), box(2, "two", bbox=OTHER)]))
    assert outcome(job.counts) == (3, 1, 1, 1, 0)


def test_rows_another_import_took_away_meanwhile_are_new(studio: Studio) -> None:
    monday = studio.run([box(1), box(2)])

    def undo() -> None:
        with studio.store.write() as session:
            session.jobs.set_undone(monday.id, is_undone=True, by=None, at=1)

    job = run_while(studio, [box(1), box(2, bbox=OTHER)], undo)
    assert outcome(job.counts) == (2, 2, 0, 0, 0)


def test_how_many_data_rows_were_changed_meanwhile_and_by_whom_is_told(studio: Studio) -> None:
    rows = [box(1), box(2, "two"), box(3, "three")]
    job = run_while(studio, rows, lambda: studio.run([box(1), box(9, "two")], name="monday"))
    (group,) = (one for one in studio.imports.groups(job.uid) if one.code == "ROW030")
    assert (group.severity, group.count) == ("info", 2)
    assert "'monday'" in group.example.message
    assert job.counts.warnings == sum(one.count for one in studio.imports.groups(job.uid))


def test_an_import_about_other_data_rows_changes_nothing(studio: Studio) -> None:
    job = run_while(studio, [box(1)], lambda: studio.run([box(1, "two")]))
    assert outcome(job.counts) == (1, 1, 0, 0, 0)
    assert studio.imports.groups(job.uid) == []


def test_an_answer_another_import_gave_meanwhile_refuses_the_second_one(studio: Studio) -> None:
    job = run_while(studio, [weather(1, "sun"), box(2)], lambda: studio.run([weather(9, "rain")]))
    assert studio.failed(job) == {1: ["CLS005"]}
    assert outcome(job.counts) == (2, 1, 0, 0, 1)
    assert [one.key for one in studio.seen("one")] == [uuid(9), uuid(2)]


def test_an_end_that_another_import_brought_meanwhile_is_there(studio: Studio) -> None:
    rows = [relationship(9, 1, 2)]
    job = run_while(studio, rows, lambda: studio.run([box(1), box(2)]))
    assert outcome(job.counts) == (1, 1, 0, 0, 0)


def test_an_end_that_was_undone_meanwhile_is_missing(studio: Studio) -> None:
    ends = studio.run([box(1), box(2)])

    def undo() -> None:
        with studio.store.write() as session:
            session.jobs.set_undone(ends.id, is_undone=True, by=None, at=1)

    job = run_while(studio, [relationship(9, 1, 2)], undo)
    assert studio.failed(job) == {1: ["REL004", "REL004"]}


def test_an_atomic_import_whose_row_became_bad_meanwhile_is_refused_whole(studio: Studio) -> None:
    rows = [weather(1, "sun"), box(2)]
    atomic = {"policy": "atomic"}
    job = run_while(studio, rows, lambda: studio.run([weather(9, "rain")]), settings=atomic)
    assert (job.state, job.error.code if job.error else "") == ("failed", "ROW019")
    assert [one.key for one in studio.seen("one")] == [uuid(9)]


@pytest.mark.parametrize("is_committed", [False, True])
@pytest.mark.parametrize("at", range(2, 10))
def test_power_lost_at_any_write_counts_nothing_twice(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, at: int, is_committed: bool
) -> None:
    monkeypatch.setattr(resettle, "BATCH", 1)
    rows = [box(1), box(2, "two", bbox=OTHER), box(3, "three"), weather(4, "sun")]
    job = studio.receive(source(rows), format="labelbox", name="slow")

    def publish_others() -> None:
        studio.run([box(1), box(2, "two"), box(9, "three"), weather(8, "rain")])

    store = FailingStore(MeanwhileStore(studio.store, 2, publish_others), at, is_committed=is_committed)
    try:
        Importer(msgspec.structs.replace(studio.shop, store=store), "slow").run(job.uid)
    except StoreError:
        # Whoever goes on finds one more import in between.
        studio.run([box(3, "three", bbox=OTHER)])
        Importer(studio.shop, "slow").run(job.uid)
    ended = studio.imports.get(job.uid)
    assert ended.state == "finished"
    assert studio.failed(ended) == {4: ["CLS005"]}
    assert outcome(ended.counts) == (4, *by_hand(studio, ended), 1)


def test_imports_that_run_at_the_same_time_all_count_exactly(studio: Studio) -> None:
    def rows(shift: int) -> list[dict[str, Any]]:
        moved = {"left": shift, "top": 5, "width": 5, "height": 5}
        return [box(1), box(2, "two", bbox=moved), box(3, "three", bbox=moved if shift else OTHER)]

    with ThreadPoolExecutor(4) as threads:
        jobs = list(threads.map(lambda number: studio.run(rows(number % 3)), range(12)))
    for job in jobs:
        assert outcome(job.counts) == (3, *by_hand(studio, job), 0)


def by_hand(studio: Studio, job: Job) -> tuple[int, int, int]:
    """Count what a published job changed by looking at what readers saw right before it and right after."""
    assert job.published_no is not None
    with studio.store.read() as session:
        before, after = (
            session.bundles.fold(job.set_id, studio.row_ids, as_of=no)
            for no in (job.published_no - 1, job.published_no)
        )
    said = [(bundle, uuid(number)) for bundle, number in zip(after, (1, 2, 3), strict=True)]
    kinds = []
    for bundle, key in said:
        old = next((one for one in before.get(bundle, []) if one.key == key), None)
        new = next(one for one in after[bundle] if one.key == key)
        kinds.append("new" if old is None else "same" if old == new else "other")
    return kinds.count("new"), kinds.count("other"), kinds.count("same")
