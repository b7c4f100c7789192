"""Ground truth about labels that a person has edited, before, while and after it is imported."""

from typing import Any

import msgspec
import pytest

from postil.model.annotation import Annotation
from postil.model.geometry import Box
from postil.ports.jobs import Job
from postil.ports.labels import LabelVersion
from postil.services.imports.importer import Importer
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.meanwhile import MeanwhileStore
from tests.unit.services.imports.rows import box, source, uuid

MOVED = {"left": 5, "top": 5, "width": 5, "height": 5}
VERSION = {"on_edited": "version"}


@pytest.fixture
def truth(studio: Studio) -> Studio:
    """Data rows one and two hold imported ground truth."""
    studio.run([box(1), box(2), box(3, "two")], purpose="ground_truth")
    return studio


def edit(studio: Studio, key: str = "one") -> None:
    """Let a person move the first box of a label and submit."""
    label = labels(studio)[key]
    with studio.store.write() as session:
        value = head(studio, key) or studio.seen(key, "ground_truth")
        moved = msgspec.structs.replace(value[0], geometry=Box(700, 1, 2, 3))
        version = LabelVersion(
            label_id=label.id, no=label.head_version + 1, annotations=[moved, *value[1:]], author_id=None
        )
        session.labels.append_version(version)


def labels(studio: Studio) -> dict[str, Any]:
    with studio.store.read() as session:
        found = session.labels.of_rows(studio.project.id, studio.row_ids)
    return {("one", "two", "three")[studio.row_ids.index(label.data_row_id)]: label for label in found}


def head(studio: Studio, key: str) -> list[Annotation] | None:
    label = labels(studio)[key]
    with studio.store.read() as session:
        version = session.labels.version(label.id, label.head_version)
    return version.annotations if version else None


def lefts(annotations: list[Annotation] | None) -> list[object]:
    return [one.geometry.left for one in annotations or [] if isinstance(one.geometry, Box)]


def run_while_editing(studio: Studio, before: int, rows: list[dict[str, Any]], **asked: Any) -> Job:
    """Import ground truth; the person submits before the n-th write of it, when the labels were looked at."""
    job = studio.receive(source(rows), format="labelbox", name="slow", purpose="ground_truth", **asked)
    store = MeanwhileStore(studio.store, before, lambda: edit(studio))
    Importer(msgspec.structs.replace(studio.shop, store=store), "slow").run(job.uid)
    return studio.imports.get(job.uid)


def test_rows_on_an_edited_label_are_refused_and_the_others_land(truth: Studio) -> None:
    edit(truth)
    job = truth.run([box(1, bbox=MOVED), box(9), box(3, "two", bbox=MOVED)], purpose="ground_truth")
    assert truth.failed(job) == {1: ["ROW018"], 2: ["ROW018"]}
    assert (job.counts.updated, job.counts.rejected) == (1, 2)
    assert lefts(head(truth, "one")) == [700, 10]


def test_pre_labels_are_not_refused(truth: Studio) -> None:
    edit(truth)
    assert truth.run([box(1)]).counts.accepted == 1


@pytest.mark.parametrize("before", [2, 3])
def test_a_label_edited_while_the_import_runs_is_not_overwritten(truth: Studio, before: int) -> None:
    job = run_while_editing(truth, before, [box(1, bbox=MOVED), box(9), box(3, "two", bbox=MOVED)])
    assert truth.failed(job) == {1: ["ROW018"], 2: ["ROW018"]}
    assert (job.counts.read, job.counts.updated, job.counts.rejected) == (3, 1, 2)
    assert lefts(truth.seen("one", "ground_truth")) == [10, 10]


@pytest.mark.parametrize("before", [2, 3])
def test_an_atomic_import_is_refused_whole_when_a_label_is_edited_while_it_runs(
    truth: Studio, before: int
) -> None:
    job = run_while_editing(truth, before, [box(3, "two", bbox=MOVED), box(9)], settings={"policy": "atomic"})
    assert (job.state, job.error.code if job.error else "") == ("failed", "ROW019")
    assert lefts(truth.seen("two", "ground_truth")) == [10]


def test_a_version_is_added_to_an_edited_label_when_that_was_asked_for(truth: Studio) -> None:
    edit(truth)
    job = truth.run([box(2, bbox=MOVED)], purpose="ground_truth", name="monday", settings=VERSION)
    assert (job.counts.updated, job.counts.rejected) == (1, 0)
    assert lefts(head(truth, "one")) == [700, 5]
    label = labels(truth)["one"]
    with truth.store.read() as session:
        version = session.labels.version(label.id, 2)
    assert version is not None
    assert (version.author_id, version.reason) == (truth.actor.id, "import monday")


@pytest.mark.parametrize("before", [2, 3])
def test_a_label_edited_while_the_import_runs_gets_the_version_too(truth: Studio, before: int) -> None:
    job = run_while_editing(truth, before, [box(2, bbox=MOVED)], settings=VERSION)
    assert job.counts.rejected == 0
    assert lefts(head(truth, "one")) == [700, 5]


def test_a_replacing_import_makes_its_rows_the_whole_version(truth: Studio) -> None:
    edit(truth)
    truth.run([box(2, bbox=MOVED)], purpose="ground_truth", settings={**VERSION, "replace": True})
    assert lefts(head(truth, "one")) == [5]


def test_an_import_that_says_nothing_new_adds_no_version(truth: Studio) -> None:
    edit(truth)
    truth.run([box(2)], purpose="ground_truth", settings=VERSION)
    assert labels(truth)["one"].head_version == 1


def test_a_label_nobody_edited_gets_no_version(truth: Studio) -> None:
    truth.run([box(2, bbox=MOVED)], purpose="ground_truth", settings=VERSION)
    assert labels(truth)["one"].head_version == 0
    assert [one.key for one in truth.seen("one", "ground_truth")] == [uuid(1), uuid(2)]
    assert lefts(truth.seen("one", "ground_truth")) == [10, 5]
