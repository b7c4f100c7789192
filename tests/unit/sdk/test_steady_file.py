import hashlib
import os

import pytest

from postil.errors import ImportRejected
from postil.sdk.steady_file import PIECE_BYTES, SteadyFile

CONTENT = bytes(range(256)) * (PIECE_BYTES // 128)


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "rows.ndjson"
    file.write_bytes(CONTENT)
    return file


def grow(path):
    with path.open("ab") as file:
        file.write(b"x")


def shrink(path):
    os.truncate(path, 10)


def replace(path):
    other = path.with_name("other")
    other.write_bytes(CONTENT)
    other.replace(path)


def write_over(path):
    later = path.stat().st_mtime_ns + 1_000_000_000
    with path.open("r+b") as file:
        file.write(b"y")
    # What the clock does by itself, only that a test need not wait for it.
    os.utime(path, ns=(later, later))


def remove(path):
    path.unlink()


def test_a_file_that_stays_the_same_is_read_whole_and_anywhere(path):
    with SteadyFile(path) as file:
        assert file.size == len(CONTENT)
        assert b"".join(file.pieces()) == CONTENT
        assert file.sha256() == hashlib.sha256(CONTENT).hexdigest()
        assert file.read(256, 4) == b"\x00\x01\x02\x03"
        assert b"".join(file.pieces()) == CONTENT


@pytest.mark.parametrize("change", [grow, shrink, replace, write_over, remove])
def test_a_file_that_changes_while_it_is_read_is_refused_with_reason_and_fix(path, change):
    with SteadyFile(path) as file:
        pieces = file.pieces()
        next(pieces)
        change(path)
        with pytest.raises(ImportRejected, match=r"rows\.ndjson changed while it was being read") as refused:
            next(pieces)
    assert refused.value.code == "SRC013"
    assert "import it again" in refused.value.hint


def test_reading_beyond_the_end_is_no_steady_file(path):
    with SteadyFile(path) as file, pytest.raises(ImportRejected):
        file.read(len(CONTENT) - 1, 2)
