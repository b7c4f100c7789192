"""What leaves in one format and comes back in another has not changed; what was edited on the way has."""

import json
from typing import Any

import pytest

from postil.ports.jobs import Job
from postil.services.exports.exports import Exports
from postil.services.exports.query import ExportQuery
from postil.services.exports.sources import Sources
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, uuid, weather

ANSWERED = box(
    3,
    "two",
    confidence=0.5,
    classifications=[{"name": "colour", "answer": {"name": "red"}}],
    uuid=uuid(3).upper(),
)


def outcome(job: Job) -> tuple[int, int, int, int]:
    counts = job.counts
    return (counts.accepted, counts.updated, counts.unchanged, counts.rejected)


def sent(studio: Studio, fmt: str) -> bytes:
    blobs = studio.shop.blobs
    sources = Sources(blobs, lambda *_: ("", (0, 0, 0)), lambda sha256: f"/blobs/{sha256}")
    exports = Exports(studio.store, blobs, lambda _: sources)
    return b"".join(exports.rows(ExportQuery(project_uid=studio.project.uid, format=fmt)))


@pytest.fixture
def labelled(studio: Studio) -> Studio:
    no_uuid = box(0, "two")
    del no_uuid["uuid"]
    studio.run([box(1), box(2), ANSWERED, no_uuid, weather(5, "rain")])
    return studio


@pytest.mark.parametrize("fmt", ["postil", "label_studio", "labelbox"])
def test_what_left_and_came_back_is_unchanged(labelled: Studio, fmt: str) -> None:
    before = [labelled.seen(key) for key in ("one", "two")]
    job = labelled.run_source(sent(labelled, fmt), format=fmt)
    assert job.counts.unchanged == job.counts.read > 0
    assert [labelled.seen(key) for key in ("one", "two")] == before


def test_a_box_moved_on_the_way_is_an_update_of_that_box(labelled: Studio) -> None:
    tasks: list[dict[str, Any]] = json.loads(sent(labelled, "label_studio"))
    for task in tasks:
        for result in task.get("predictions", [{"result": []}])[0]["result"]:
            if result["id"] == uuid(1):
                result["value"]["x"] = 50
    job = labelled.run_source(json.dumps(tasks).encode(), format="label_studio")
    # One task per data row: that of the box, that of the others, and one with nothing in it.
    assert outcome(job) == (0, 1, 2, 0)
    assert {one.key for one in labelled.seen("one")} == {uuid(1), uuid(2), uuid(5)}


def test_after_it_came_back_the_first_file_is_unchanged_still(labelled: Studio) -> None:
    labelled.run_source(sent(labelled, "label_studio"), format="label_studio")
    assert outcome(labelled.run([box(1), box(2), weather(5, "rain")])) == (0, 0, 3, 0)


@pytest.mark.parametrize(
    "spelling",
    [
        "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
        "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}",
        "a0eebc999c0b4ef8bb6d6bb9bd380a11",
        "a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11",
        "{a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11}",
    ],
)
def test_every_spelling_of_a_uuid_is_the_same_key_and_comes_back_as_it_was_sent(
    studio: Studio, spelling: str
) -> None:
    studio.run([box(0, uuid="a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")])
    again = studio.run([box(0, uuid=spelling)])
    assert outcome(again) == (0, 0, 1, 0)
    moved = studio.run([box(0, uuid=spelling, bbox={"left": 1, "top": 1, "width": 2, "height": 2})])
    assert outcome(moved) == (0, 1, 0, 0)
    (status,) = [json.loads(line) for line in studio.imports.statuses(moved.uid)]
    (exported,) = [json.loads(line) for line in sent(studio, "labelbox").splitlines()]
    assert (status["uuid"], exported["uuid"]) == (spelling, spelling)
