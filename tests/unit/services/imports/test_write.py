"""What is counted is counted once, however often a block is tried.

The law of every job: accepted + updated + unchanged + rejected = read, whatever happens to it.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from postil.formats.format import Block
from postil.model.annotation_type import add_types
from postil.ports.clock import SystemClock
from postil.ports.jobs import Job
from postil.services.imports.check import Judged
from postil.services.imports.importer import Importer
from postil.services.imports.rules import Uses
from postil.services.imports.tally import Tally
from postil.services.imports.write import forget_ahead, write
from postil.stores.sql.sqlite import SqliteStore
from postil.testing.world import segment
from tests.unit.services.imports.conftest import KEYS, Studio
from tests.unit.services.imports.rows import FILLER, blocks_of, box, relationship, weather

NOW = 1_700_000_000_000_000
USES: Uses = {"/features/Car": ["car", 2]}


def leased(studio: Studio) -> Job:
    job = studio.receive(b"{}\n{}\n", format="labelbox")
    with studio.store.write() as session:
        found = session.jobs.lease(job.id, "importer", NOW, NOW + 1)
    assert found is not None
    return found


def put(studio: Studio, job: Job, block: Block, uses: Uses) -> bool:
    return write(studio.store, job, block, Judged({}, {}, Tally(), uses=uses), {}, NOW)


def kept(studio: Studio, job: Job) -> dict[str, object]:
    found = studio.imports.get(job.uid).progress.get("recipe", {})
    assert isinstance(found, dict)
    return found


def test_uses_of_rules_are_added_to_those_of_the_blocks_before(studio: Studio) -> None:
    job = leased(studio)
    assert put(studio, job, Block(b"{}\n", 0, 1), USES)
    # Another process goes on with what the database says.
    again = studio.imports.get(job.uid)
    assert put(
        studio, again, Block(b"{}\n", 3, 2), {"/features/Car": ["car", 1], "/features/tree": [None, 4]}
    )
    assert kept(studio, job) == {"/features/Car": ["car", 3], "/features/tree": [None, 4]}


def test_a_block_that_was_written_already_counts_no_rule_again(studio: Studio) -> None:
    job = leased(studio)
    stale = msgspec.structs.replace(job)
    assert put(studio, job, Block(b"{}\n", 0, 1), USES)
    assert not put(studio, stale, Block(b"{}\n", 0, 1), USES)
    assert kept(studio, job) == USES


def test_the_progress_of_an_import_without_a_recipe_says_nothing_of_one(studio: Studio) -> None:
    job = leased(studio)
    assert put(studio, job, Block(b"{}\n", 0, 1), {})
    assert "recipe" not in studio.imports.get(job.uid).progress


RED = [{"name": "colour", "answer": {"name": "red"}}]

keys = st.sampled_from([*KEYS, "nowhere"])
numbers = st.integers(1, 4)
lefts = st.sampled_from([10, 10.0, 700])


def _box(number: int, key: str, left: float, name: str, answers: list[Any]) -> dict[str, Any]:
    bbox = {"left": left, "top": 20, "width": 30, "height": 40}
    return box(number, key, name=name, bbox=bbox, classifications=answers)


def _unnamed(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "uuid"}


boxes = st.builds(
    _box, numbers, keys, lefts, st.sampled_from(["car", "car", "kar"]), st.sampled_from([[], RED])
)
rows = st.one_of(
    boxes,
    boxes.map(_unnamed),
    st.builds(weather, numbers, st.sampled_from(["rain", "sun", "snow"]), keys),
    st.builds(relationship, st.integers(8, 9), numbers, numbers, keys),
)
lines = st.one_of(
    rows.map(lambda row: json.dumps(row).encode()), st.sampled_from([b"{oops", b"[]", b"", b" "])
)
FIRST = json.dumps(box(7, "three")).encode()
blocks = st.lists(st.lists(lines, max_size=8), min_size=1, max_size=2)
purposes = st.sampled_from(["pre_label", "ground_truth"])
policies = st.sampled_from(["rows", "atomic"])
imports = st.lists(st.tuples(blocks, purposes, policies), min_size=1, max_size=3)


# Every example is a whole import: looking for a smaller one takes minutes.
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)


@contextmanager
def fresh_studio() -> Iterator[Studio]:
    with tempfile.TemporaryDirectory() as name:
        store = SqliteStore(Path(name) / "postil.db")
        with store.write() as session:
            actor = session.access.create_user("ann@example.org", "Ann", True, 1)
        try:
            yield Studio(Path(name), store, actor)
        finally:
            store.close()


def spelled(groups: list[list[bytes]]) -> tuple[bytes, int]:
    """Return a source of as many blocks, and how many rows it has: lines that are not blank."""
    # A source that begins with a block of nothing is refused as empty before it is a job.
    groups = [[FIRST, *groups[0]], *groups[1:]]
    content = FILLER.join(b"".join(line + b"\n" for line in group) for group in groups)
    return content, sum(bool(line.strip()) for group in groups for line in group)


def accounted(job: Job) -> int:
    counts = job.counts
    return counts.accepted + counts.updated + counts.unchanged + counts.rejected


@settings(max_examples=20, phases=UNSHRUNK)
@given(imports)
def test_every_row_of_every_job_has_one_outcome(files: list[tuple[list[list[bytes]], str, str]]) -> None:
    with fresh_studio() as studio:
        for groups, purpose, policy in files:
            content, size = spelled(groups)
            job = studio.run_source(content, purpose=purpose, settings={"policy": policy})
            assert (accounted(job), job.counts.read) == (size, size)
            assert job.counts.rejected == len(studio.failed(job))
            assert job.state == ("failed" if policy == "atomic" and job.counts.rejected else "finished")


@settings(max_examples=20, phases=UNSHRUNK)
@given(blocks)
def test_what_a_first_import_has_used_is_what_readers_see(groups: list[list[bytes]]) -> None:
    content, _ = spelled(groups)
    with fresh_studio() as studio:
        job = studio.run_source(content)
        seen: dict[str, int] = {}
        for key in KEYS:
            for annotation in studio.seen(key):
                add_types(annotation, seen)
        with studio.store.read() as session:
            assert session.usage.of_job(job.id) == seen


class Interruption(SystemClock):
    """A clock at which somebody asks the job to stop, when it has been looked at so many times."""

    def __init__(self, studio: Studio, job: Job, after: int) -> None:
        self._studio, self._job, self._left = studio, job, after

    def now(self) -> datetime:
        self._left -= 1
        if self._left == 0:
            with self._studio.store.write() as session:
                session.jobs.cancel(self._job.id)
        return super().now()


@pytest.mark.parametrize("after", range(1, 6))
def test_a_cancelled_job_accounts_for_the_rows_it_has_read(studio: Studio, after: int) -> None:
    job = studio.receive(blocks_of([box(1), box(1)], [box(2, "nowhere")], [box(1)], [box(3)]), name="x")
    shop = msgspec.structs.replace(studio.shop, clock=Interruption(studio, job, after))
    Importer(shop, "me").run(job.uid)
    ended = studio.imports.get(job.uid)
    assert ended.state == "cancelled"
    assert accounted(ended) == ended.counts.read <= 5


def test_an_import_that_was_never_begun_has_read_nothing(studio: Studio) -> None:
    job = studio.receive(blocks_of([box(1)]), name="x")
    ended = studio.imports.cancel(job.uid)
    assert (ended.state, accounted(ended), ended.counts.read) == ("cancelled", 0, 0)


def test_an_import_of_rows_that_are_all_wrong_rejects_them_all(studio: Studio) -> None:
    job = studio.run([box(1, "nowhere"), box(2, name="unicorn")])
    assert (job.counts.rejected, accounted(job), job.counts.read) == (2, 2, 2)


def test_an_import_refused_whole_accounts_for_what_it_had_read(studio: Studio) -> None:
    tiny = {"left": 0.1, "top": 0.2, "width": 0.3, "height": 0.4}
    rows = [box(number, KEYS[number % 3], bbox=tiny) for number in range(60)]
    job = studio.run(rows)
    assert accounted(job) == job.counts.read


def test_layers_written_ahead_of_a_cursor_that_never_moved_are_taken_away(studio: Studio) -> None:
    job = leased(studio)
    ahead = [segment(row_id, {"a": "car"}) for row_id in studio.row_ids]
    with studio.store.write() as session:
        session.bundles.write_segments(job.set_id, job.id, 0, ahead[:1])
        session.bundles.write_segments(job.set_id, job.id, 1, ahead)
    forget_ahead(studio.store, msgspec.structs.replace(job, chunk=1))
    with studio.store.read() as session:
        assert [one.chunk for one in session.bundles.job_segments(job.id, after_id=0, limit=9)] == [0]
