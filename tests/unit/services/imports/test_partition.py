"""A scattered source is sorted before it is read, and nobody can tell from what becomes of it."""

import json
import random
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postil.errors import StoreError
from postil.formats.blocks import BOM
from postil.model.identity import new_uid, spell_id
from postil.ports.access import User
from postil.ports.blobs import Spool, SpoolWriter
from postil.ports.jobs import Job, JobSettings
from postil.services.imports import partition as stage
from postil.services.imports.importer import Importer
from postil.services.imports.partition import Cutting
from postil.services.imports.receive import NewImport
from postil.stores.sql.sqlite import SqliteStore
from tests.unit.services.imports.conftest import KEYS, Studio
from tests.unit.services.imports.rows import box, relationship, source, uuid, weather

SMALL = 700
"""Bytes of a block: two or three rows."""

WHOLE = Cutting(sort="never")
SORTED = Cutting(block_bytes=SMALL, sort="always")
FRESH = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def new_job(studio: Studio, content: bytes, **asked: Any) -> Job:
    """Upload a source for a project of its own with the same data rows."""
    with studio.store.write() as session:
        ontology_id = studio.project.ontology_id
        project = session.projects.create(new_uid(), "", "image", ontology_id, studio.actor.id, 1)
        batch = session.projects.create_batch(project.id, "all", 5, studio.actor.id, 1)
        session.projects.add_tasks(batch, studio.row_ids, 1)
    new = NewImport(
        project_uid=project.uid,
        name="rows",
        format="labelbox",
        source_name="rows.ndjson",
        settings=JobSettings(**asked),
    )
    receiver = studio.imports.receive(new, studio.actor)
    receiver.write(content)
    return receiver.finish()


def outcome(studio: Studio, content: bytes, cutting: Cutting, **asked: Any) -> dict[str, Any]:
    """Import a source into a project of its own; return all that anybody can see of it."""
    job = new_job(studio, content, **asked)
    Importer(studio.shop, "here", cutting).run(job.uid)
    return seen(studio, job)


def seen(studio: Studio, job: Job) -> dict[str, Any]:
    job = studio.imports.get(job.uid)
    with studio.store.read() as session:
        values = session.bundles.fold(job.set_id, studio.row_ids)
        failures = session.jobs.failures(job.id, after_line=0, limit=10_000)
        groups = session.jobs.issue_groups(job.id)
    return {
        "state": job.state,
        "error": job.error,
        "counts": msgspec.to_builtins(job.counts),
        "values": {key: msgspec.to_builtins(value) for key, value in sorted(values.items())},
        "failures": msgspec.to_builtins(failures),
        "groups": msgspec.to_builtins(groups),
        "statuses": [json.loads(line) for line in studio.imports.statuses(job.uid)],
        "rejected": list(studio.imports.rejected(job.uid)),
    }


class Kind(NamedTuple):
    """One row of a source: its sort, its uuid, another one, its data row and how that is named."""

    name: str
    number: int
    other: int
    row: str
    by_id: bool


KINDS = [
    "box",
    "moved box",
    "nameless box",
    "keyless box",
    "weather",
    "relationship",
    "broken",
    "lost",
    "blank",
]
kinds = st.builds(
    Kind,
    st.sampled_from(KINDS),
    st.integers(1, 5),
    st.integers(1, 5),
    st.sampled_from([*KEYS, "nobody"]),
    st.booleans(),
)


def line_of(kind: Kind, ids: dict[str, str]) -> bytes:
    """Write one source row of some sort."""
    number, other, key = kind.number, kind.other, kind.row
    rows = {
        "box": lambda: box(number, key),
        "moved box": lambda: box(number, key, bbox={"left": 1, "top": 2, "width": 3, "height": 4}),
        "nameless box": lambda: box(number, key, name="kar"),
        "keyless box": lambda: {name: value for name, value in box(0, key).items() if name != "uuid"},
        "weather": lambda: weather(number, "rain" if other % 2 else "sun", key),
        "relationship": lambda: relationship(number + 10, number, other, key),
        "lost": lambda: {"uuid": uuid(number), "name": "car"},
    }
    if kind.name in ("broken", "blank"):
        return b'{"dataRow": {"globalKey": "one"}, oops' if kind.name == "broken" else b"  "
    row = rows[kind.name]()
    if kind.by_id and "dataRow" in row:
        row["dataRow"] = {"id": ids.get(key, "c" + "0" * 24)}
    return json.dumps(row).encode()


def spelled_ids(studio: Studio) -> dict[str, str]:
    with studio.store.read() as session:
        rows = session.catalog.rows_by_id(studio.row_ids)
    return {row.global_key or "": spell_id(row.uid) for row in rows}


@FRESH
@given(
    st.lists(kinds, min_size=1, max_size=40), st.sampled_from([b"\n", b"\r\n"]), st.booleans(), st.booleans()
)
def test_a_sorted_source_comes_to_the_same_as_one_read_whole(
    studio: Studio, rows: list[Kind], end: bytes, has_mark: bool, is_ended: bool
) -> None:
    ids = spelled_ids(studio)
    content = end.join(line_of(kind, ids) for kind in rows) + (end if is_ended else b"")
    content = (BOM if has_mark else b"") + content + b'{"dataRow": {"globalKey": "two"}}'
    assert outcome(studio, content, SORTED) == outcome(studio, content, WHOLE)


@FRESH
@given(st.lists(kinds, min_size=1, max_size=40))
def test_a_source_read_in_many_blocks_comes_to_the_same_as_one_read_whole(
    studio: Studio, rows: list[Kind]
) -> None:
    ids = spelled_ids(studio)
    content = b"\n".join([*(line_of(kind, ids) for kind in rows), b"{}"])
    small = Cutting(block_bytes=SMALL, sort="never")
    assert outcome(studio, content, small) == outcome(studio, content, WHOLE)


@FRESH
@given(st.permutations(range(24)))
def test_the_order_of_rows_that_do_not_touch_each_other_changes_nothing_but_order(
    studio: Studio, order: list[int]
) -> None:
    rows = [
        box(number, (*KEYS, "nobody")[number % 4], name="kar" if number % 7 == 0 else "car")
        for number in range(24)
    ]
    rows[20:] = [relationship(30 + number, number, number + 4, KEYS[number % 4]) for number in (1, 2, 5, 6)]

    def found(rows: list[dict[str, Any]], cutting: Cutting) -> tuple[Any, ...]:
        it = outcome(studio, source(rows), cutting)
        values = {key: sorted(value, key=lambda one: one["key"]) for key, value in it["values"].items()}
        return it["counts"], values, sorted((one["key"], one["issues"][0]["code"]) for one in it["failures"])

    assert found([rows[at] for at in order], SORTED) == found(rows, WHOLE)


def test_copies_of_a_data_row_named_in_two_ways_are_numbered_by_line(studio: Studio) -> None:
    rows = [Kind("keyless box", 1, 1, "one", by_id) for by_id in (True, False, True, False, True)]
    content = b"\n".join(line_of(kind, spelled_ids(studio)) for kind in rows)
    sorted_in_one_block = Cutting(sort="always")
    found = outcome(studio, content, sorted_in_one_block)
    assert found == outcome(studio, content, WHOLE)
    [values] = found["values"].values()
    assert [one["key"].partition(".")[2] for one in values] == ["", "1", "2", "3", "4"]


def scattered(count: int, seed: int = 3) -> bytes:
    """Write boxes of three data rows in random order."""
    rows = [box(number, KEYS[number % 3]) for number in range(count)]
    random.Random(seed).shuffle(rows)
    return source(rows)


def copies(studio: Studio) -> list[str]:
    return sorted(path.name for path in (studio.folder / "spool").iterdir() if "-" in path.name[36:])


def layers_of(studio: Studio, job: Job) -> int:
    with studio.store.read() as session:
        return len(session.bundles.job_segments(job.id, after_id=0, limit=1000))


def test_a_data_row_of_a_sorted_source_has_one_layer(studio: Studio) -> None:
    job = new_job(studio, scattered(40))
    Importer(studio.shop, "here", Cutting(block_bytes=3000, sort="always")).run(job.uid)
    assert layers_of(studio, job) == 3


def test_scattered_rows_are_sorted_without_being_asked(studio: Studio) -> None:
    job = new_job(studio, scattered(200))
    Importer(studio.shop, "here", Cutting(block_bytes=8000)).run(job.uid)
    in_blocks = new_job(studio, scattered(200))
    Importer(studio.shop, "here", Cutting(block_bytes=8000, sort="never")).run(in_blocks.uid)
    assert layers_of(studio, job) < layers_of(studio, in_blocks) / 2


def test_nothing_is_left_of_the_copy_when_the_job_has_ended(studio: Studio) -> None:
    job = new_job(studio, scattered(40))
    Importer(studio.shop, "here", SORTED).run(job.uid)
    with studio.store.read() as session:
        assert session.jobs.partition(job.id) is None
    assert copies(studio) == []


def test_a_unit_that_does_not_fit_is_judged_on_the_first_block_of_the_source(studio: Studio) -> None:
    fraction = {"left": 0.1, "top": 0.1, "width": 0.2, "height": 0.2}
    # Sorted by data row, the last rows come first.
    rows = [box(number, "two", bbox=fraction) for number in range(12)]
    rows += [box(100 + number, "one") for number in range(60)]
    cutting = Cutting(block_bytes=1800, sort="always")
    found = outcome(studio, source(rows), cutting)
    assert (found["state"], found["error"].code) == ("failed", "GEO005")
    assert outcome(studio, source(rows[12:] + rows[:12]), cutting)["state"] == "finished"
    assert copies(studio) == []


def test_too_little_room_for_the_copy_stops_the_job_and_says_how_much_is_needed(
    tmp_path: Path, store: SqliteStore, actor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = Studio(tmp_path, store, actor, most_inline=0)
    # Only the disk can say that it is full; no disk of a test is.
    monkeypatch.setattr(stage, "SPARE_BYTES", shutil.disk_usage(studio.folder).total)
    job = new_job(studio, scattered(40))
    with pytest.raises(StoreError, match=r"no room to sort them: [\d,]+ MiB are needed"):
        Importer(studio.shop, "here", SORTED).run(job.uid)
    monkeypatch.undo()
    Importer(studio.shop, "here", SORTED).run(job.uid)
    assert studio.imports.get(job.uid).state == "finished"


class PowerCut(BaseException):
    """The process is gone."""


class FailingSpool:
    """A spool that is cut off at the n-th piece written to a copy, or when the copy is done."""

    def __init__(self, spool: Spool, at: int) -> None:
        self._spool, self._left = spool, at

    def __getattr__(self, name: str) -> Any:
        return getattr(self._spool, name)

    def writer(self, name: str) -> SpoolWriter:
        writer = self._spool.writer(name)
        real = writer.write, writer.commit

        def write(chunk: bytes) -> int:
            self._left -= 1
            if not self._left:
                raise PowerCut
            return real[0](chunk)

        def commit() -> Path:
            path = real[1]()
            self._left -= 1
            if self._left < 3:
                raise PowerCut
            return path

        writer.write, writer.commit = write, commit  # type: ignore[method-assign]
        return writer


@pytest.mark.parametrize("at", [1, 2, 7, 14, 30])
def test_a_job_that_is_cut_off_while_it_sorts_goes_on_to_the_same_end(studio: Studio, at: int) -> None:
    content = scattered(30) + source([box(3), box(3, name="kar"), relationship(90, 0, 3)])
    job = new_job(studio, content)
    shop = msgspec.structs.replace(studio.shop, spool=FailingSpool(studio.shop.spool, at))
    with pytest.raises(PowerCut):
        Importer(shop, "here", SORTED).run(job.uid)
    assert studio.imports.get(job.uid).stage == "partition"
    Importer(studio.shop, "here", SORTED).run(job.uid)
    assert seen(studio, job) == outcome(studio, content, WHOLE)
    assert copies(studio) == []


def test_a_copy_that_is_gone_is_said_to_be(studio: Studio, tmp_path: Path) -> None:
    job = new_job(studio, scattered(30))
    with studio.store.write() as session:
        leased = session.jobs.lease(job.id, "here", 1, 2)
        assert leased is not None
        session.jobs.set_partition(job.id, leased.fence, f"{job.uid}-1")
    done = Importer(studio.shop, "here", SORTED).run(job.uid)
    assert done is not None
    assert (done.state, done.error and done.error.message) == (
        "failed",
        "the sorted copy of the input of import 'rows' is gone",
    )
