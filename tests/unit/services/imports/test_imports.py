"""Laws of imports, over generated files with rows of every sort and whatever is there before them.

A dry run says what its commit does. A file comes to the same in any order, and in several jobs. Twice
is once.
"""

from collections.abc import Sequence
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from postil.model.annotation import Annotation
from postil.ports.diffs import DiffCounts
from postil.ports.jobs import Counts, Job
from tests.unit.services.imports.conftest import KEYS, Studio
from tests.unit.services.imports.rows import blocks_of, box, relationship, source, weather

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
    for number, (key, uuid) in enumerate(ends[: draw(st.integers(0, 3))]):
        link = relationship(30 + number, 1, 1, key)
        link["relationship"]["source"] = link["relationship"]["target"] = uuid
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
