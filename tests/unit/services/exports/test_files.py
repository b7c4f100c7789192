"""Files of exports are found by any offset, and cut only at the ends of lines."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postil.blobs.spool import FolderSpool
from postil.errors import ConflictError, UsageError
from postil.model.identity import new_uid
from postil.services.exports import files as module
from postil.services.exports.files import Chunk, ExportFiles, Extent

DAY = 24 * 3600 * 1_000_000


@pytest.fixture
def files(tmp_path: Path) -> ExportFiles:
    return ExportFiles(FolderSpool(tmp_path / "spool"))


def content(files: ExportFiles, uid: str) -> list[tuple[Chunk, bytes]]:
    """Fetch a stream the way clients do: the next offset is the end and one."""
    found, offset = [], 0
    while offset < files.extent(uid, "rows").size:
        chunk = files.chunk(uid, "rows", offset)
        found.append((chunk, b"".join(files.read(uid, "rows", chunk.start, chunk.end))))
        offset = chunk.end + 1
    return found


def test_a_stream_is_as_long_as_what_was_written(files):
    uid = new_uid()
    assert files.write(uid, "rows", [[b"ab\n", b"c\n"], [], [b"\n"]]) == Extent(6, 3)
    assert files.extent(uid, "rows") == Extent(6, 3)


def test_a_small_stream_is_one_piece_with_both_ends_in_it(files):
    uid = new_uid()
    files.write(uid, "rows", [[b"ab\n", b"c\n"]])
    assert content(files, uid) == [(Chunk(0, 4, 0, 1), b"ab\nc\n")]


def test_a_stream_without_lines_leaves_no_file(files, tmp_path):
    assert files.write(new_uid(), "errors", [[], []]) == Extent(0, 0)
    assert list((tmp_path / "spool").iterdir()) == []


def test_a_piece_begins_where_it_is_asked_for_also_within_a_line(files):
    uid = new_uid()
    files.write(uid, "rows", [[b"abc\n", b"def\n", b"ghi\n"]])
    assert files.chunk(uid, "rows", 5) == Chunk(5, 11, 1, 2)


@pytest.mark.parametrize("offset", [-1, 3, 10**18])
def test_an_offset_outside_is_refused(files, offset):
    uid = new_uid()
    files.write(uid, "rows", [[b"ab\n"]])
    with pytest.raises(UsageError, match="3 bytes"):
        files.chunk(uid, "rows", offset)


def test_an_export_written_again_replaces_what_was_there(files):
    uid = new_uid()
    files.write(uid, "rows", [[b"old\n"]])
    files.write(uid, "rows", [[b"new one\n"]])
    assert content(files, uid)[0][1] == b"new one\n"


def test_an_export_that_fails_leaves_nothing(files, tmp_path):
    def failing():
        yield [b"line\n"]
        raise RuntimeError("the disk went away")

    with pytest.raises(RuntimeError):
        files.write(new_uid(), "rows", failing())
    assert list((tmp_path / "spool").iterdir()) == []


def test_files_expire_seven_days_after_the_export_was_asked_for(files):
    uid = new_uid()
    files.write(uid, "rows", [[b"line\n"]])
    made = int(uid.replace("-", "")[:12], 16) * 1000
    assert files.sweep(made + 7 * DAY) == 0
    assert files.sweep(made + 7 * DAY + 1000) == 2
    with pytest.raises(ConflictError, match="7 days"):
        files.extent(uid, "rows")


lines = st.lists(st.binary(max_size=40).map(lambda text: text.replace(b"\n", b"") + b"\n"), min_size=1)


@settings(max_examples=25)
@given(pages=st.lists(lines, min_size=1), offsets=st.data())
def test_pieces_put_together_are_the_stream_and_every_offset_is_found(tmp_path_factory, pages, offsets):
    files = ExportFiles(FolderSpool(tmp_path_factory.mktemp("spool")))
    uid, whole = new_uid(), b"".join(line for page in pages for line in page)
    with pytest.MonkeyPatch.context() as small:
        small.setattr(module, "STEP_BYTES", 16)
        small.setattr(module, "CHUNK_BYTES", 100)
        files.write(uid, "rows", pages)
        found = content(files, uid)
        offset = offsets.draw(st.integers(0, len(whole) - 1))
        chunk = files.chunk(uid, "rows", offset)
    assert b"".join(piece for _, piece in found) == whole
    assert all(piece.endswith(b"\n") for _, piece in found)
    assert all(len(piece) <= 100 or piece.count(b"\n") < 16 for _, piece in found)
    assert [after.first_line for _, (after, _) in pairwise(found)] == [
        one.last_line + 1 for one, _ in found[:-1]
    ]
    assert found[-1][0].last_line + 1 == whole.count(b"\n")
    assert (chunk.start, chunk.first_line) == (offset, whole[:offset].count(b"\n"))
    assert whole[chunk.end : chunk.end + 1] == b"\n"
