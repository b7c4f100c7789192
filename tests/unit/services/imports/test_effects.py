"""What follows from a change may be interrupted anywhere, and is gone through again."""

from random import Random

import pytest

from postil.services.imports.effects import follow, follow_on
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.sights import bring, line, sights, undos_of

ROWS = 1_000


def brought(studio: Studio, count: int = ROWS) -> str:
    rows = (line(f"row {number}", ("a", 1), kind="ground_truth") for number in range(count))
    return bring(studio, *rows, purpose="ground_truth").uid


def interrupted(studio: Studio, job_id: int) -> None:
    with studio.store.write() as session:
        follow(session, job_id, 9, limit=1)
        raise KeyboardInterrupt


def test_an_interrupted_change_is_told_as_incomplete_and_ends_where_an_uninterrupted_one_does(
    studio: Studio,
) -> None:
    before = sights(studio)
    job = studio.imports.get(brought(studio))
    with studio.store.write() as session:
        session.jobs.set_undone(job.id, is_undone=True, by=None, at=9)
        assert not follow(session, job.id, 9, limit=1)
    assert studio.imports.get(job.uid).follow_after is not None
    assert len(sights(studio)["rows"]) > len(before["rows"])
    studio.imports.resume_unfinished()
    assert studio.imports.get(job.uid).follow_after is None
    assert sights(studio) == before


def test_a_step_that_is_rolled_back_is_done_again(studio: Studio) -> None:
    before, chance = sights(studio), Random(5)
    job = studio.imports.get(brought(studio))
    with studio.store.write() as session:
        session.jobs.set_undone(job.id, is_undone=True, by=None, at=9)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            interrupted(studio, job.id)
        if chance.random() < 0.5:
            with studio.store.write() as session:
                follow(session, job.id, 9, limit=1)
    follow_on(studio.store, job.id, 9)
    assert sights(studio) == before


def test_a_redo_in_the_midst_of_following_an_undo_wins(studio: Studio) -> None:
    job = studio.imports.get(brought(studio))
    after = sights(studio)
    with studio.store.write() as session:
        session.jobs.set_undone(job.id, is_undone=True, by=None, at=9)
        follow(session, job.id, 9, limit=1)
    undos_of(studio).redo(job.uid, studio.actor)
    assert sights(studio) == after


def test_an_import_that_is_still_being_published_cannot_be_undone_yet(studio: Studio) -> None:
    job = studio.imports.get(brought(studio, 1))
    with studio.store.write() as session:
        session.jobs.set_followed(job.id, 0)
    assert undos_of(studio).standing(job.uid).refusal == "it is still being published"
