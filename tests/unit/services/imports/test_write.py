"""The transaction of a block: what is counted is counted once, however often the block is tried."""

import msgspec

from postil.formats.format import Block
from postil.ports.jobs import Job
from postil.services.imports.check import Judged
from postil.services.imports.rules import Uses
from postil.services.imports.tally import Tally
from postil.services.imports.write import write
from tests.unit.services.imports.conftest import Studio

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
