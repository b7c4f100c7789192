"""A source is cut into blocks from where its job stands, and only if it is the source the job began with."""

import hashlib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from postil.errors import ImportRejected
from postil.formats.format import Block
from postil.formats.registry import get_format
from postil.ports.jobs import Job, JobSettings
from postil.services.imports.buckets import BucketWriter
from postil.services.imports.ranges import Ranges
from postil.services.imports.source import Source
from postil.services.imports.split import blocks
from tests.unit.services.imports.rows import FILLER

LINES = b'{"a": 1}\n' + FILLER + b'{"a": 2}\n'


def job_for(content: bytes, **changes: Any) -> Job:
    return Job(
        id=1,
        uid="job",
        name="monday",
        purpose="pre_label",
        format="labelbox",
        state="running",
        settings=JobSettings(),
        input_sha256=hashlib.sha256(content).hexdigest(),
        input_size=len(content),
        **changes,
    )


def cut(job: Job, path: Path) -> list[tuple[int, int, bytes]]:
    found = blocks(job, Source("input", path), get_format("labelbox"))
    return [(block.offset, block.first_line, block.content.strip()) for block in found]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "input"
    file.write_bytes(LINES)
    return file


def test_a_fresh_job_gets_every_block_with_its_first_line(path: Path) -> None:
    second = len(LINES) - len(b'{"a": 2}\n')
    assert cut(job_for(LINES), path) == [(0, 1, b'{"a": 1}'), (second, 3, b'{"a": 2}')]


def test_a_resumed_job_gets_the_blocks_from_its_cursor_on(path: Path) -> None:
    second = len(LINES) - len(b'{"a": 2}\n')
    resumed = job_for(LINES, offset=second, line=3, chunk=1)
    assert cut(resumed, path) == [(second, 3, b'{"a": 2}')]


def test_a_job_that_wrote_its_last_block_gets_none(path: Path) -> None:
    assert cut(job_for(LINES, offset=len(LINES), line=4, chunk=2), path) == []


def test_an_input_of_another_length_is_refused(path: Path) -> None:
    with pytest.raises(ImportRejected, match="changed"):
        cut(job_for(LINES + b"{}"), path)


def test_a_resumed_input_of_the_same_length_with_other_bytes_is_refused(path: Path) -> None:
    resumed = job_for(LINES.replace(b"1", b"3"), chunk=1)
    with pytest.raises(ImportRejected, match="changed"):
        cut(resumed, path)


def test_a_cursor_beyond_four_gigabytes_is_found(path: Path) -> None:
    start = 5 << 30
    with path.open("r+b") as source:
        source.seek(start)
        source.write(b'{"a": 3}\n{"a": 4}')
    job = msgspec.structs.replace(job_for(b"", offset=start, line=9), input_size=path.stat().st_size)
    assert cut(job, path) == [(start, 9, b'{"a": 3}\n{"a": 4}')]


def test_a_sorted_copy_is_read_instead_of_the_source(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    with copy.open("wb") as target:
        writer = BucketWriter(target.write, get_format("labelbox").name_rows, Ranges([b"a", b"b"], 2), 100)
        rows = [b'{"dataRow": {"id": "%s"}}' % name for name in (b"b", b"a", b"b")]
        writer.add(Block(b"\n".join(rows), 0, 1))
        writer.finish()
    found = [
        block.lines
        for block in blocks(job_for(LINES), Source("input", path), get_format("labelbox"), partition=copy)
    ]
    assert found == [[2], [1, 3]]
