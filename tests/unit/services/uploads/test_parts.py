"""Parts: verified, durable, and never half there."""

import hashlib
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postil.errors import ConflictError, UsageError
from postil.ports.uploads import Upload
from tests.unit.services.uploads.conftest import CONTENT, PART, Dock, sha256


def file_of(dock: Dock, upload: Upload) -> bytes:
    with dock.files.read(upload.uid) as file:
        return file.read()


def test_a_part_is_there_when_it_was_received(dock: Dock) -> None:
    upload = dock.begin()
    dock.send(upload, 2)
    assert dock.uploads.parts(upload) == [2]
    assert file_of(dock, upload)[PART : 2 * PART] == CONTENT[PART : 2 * PART]


@given(order=st.permutations([1, 2, 3, 2, 1]), piece=st.sampled_from([1_000, 65_536, 100_000]))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_parts_in_any_order_and_repeated_make_the_same_file(dock: Dock, order: list[int], piece: int) -> None:
    upload = dock.begin()
    for no in order:
        dock.send(upload, no, piece=piece)
    assert file_of(dock, upload) == CONTENT
    dock.uploads.delete(upload.uid)


def test_a_part_with_another_checksum_is_refused_and_does_not_count(dock: Dock) -> None:
    upload = dock.begin()
    with pytest.raises(UsageError) as refused:
        dock.uploads.receive(upload.uid, 1, sha256(b"other"), [CONTENT[:PART]])
    assert refused.value.code == "SRC011"
    assert dock.uploads.parts(upload) == []


@pytest.mark.parametrize("size", [0, PART - 1, PART + 1])
def test_a_part_of_another_size_is_refused_and_does_not_count(dock: Dock, size: int) -> None:
    upload, content = dock.begin(), CONTENT[:size]
    with pytest.raises(UsageError) as refused:
        dock.uploads.receive(upload.uid, 1, sha256(content), [content])
    assert refused.value.code == "SRC012"
    assert dock.uploads.parts(upload) == []


def test_a_part_that_is_too_long_does_not_reach_its_neighbour(dock: Dock) -> None:
    upload = dock.begin()
    dock.send(upload, 2)
    with pytest.raises(UsageError):
        dock.uploads.receive(upload.uid, 1, sha256(b""), [b"x" * PART, b"x"])
    assert file_of(dock, upload)[PART : 2 * PART] == CONTENT[PART : 2 * PART]


def test_a_wrong_size_that_was_announced_is_refused_before_a_byte_is_read(dock: Dock) -> None:
    def pieces() -> Iterator[bytes]:
        raise AssertionError("nobody should read this")
        yield b""

    upload = dock.begin()
    with pytest.raises(UsageError):
        dock.uploads.receive(upload.uid, 1, sha256(b""), pieces(), declared=PART + 1)


@pytest.mark.parametrize("no", [0, 4, -1])
def test_a_part_that_does_not_exist_is_refused(dock: Dock, no: int) -> None:
    upload = dock.begin()
    with pytest.raises(UsageError) as refused:
        dock.uploads.receive(upload.uid, no, sha256(b""), [b""])
    assert refused.value.code == "SRC012"


@pytest.mark.parametrize("promised", [hashlib.sha256(CONTENT[:PART]).hexdigest(), sha256(b"y" * PART)])
def test_a_part_that_is_there_is_never_written_over(dock: Dock, promised: str) -> None:
    upload = dock.begin()
    dock.send(upload, 1)
    with pytest.raises(UsageError):
        dock.uploads.receive(upload.uid, 1, promised, [b"y" * PART])
    assert file_of(dock, upload)[:PART] == CONTENT[:PART]


def test_a_connection_that_was_thought_dead_cannot_write_over_the_one_that_replaced_it(dock: Dock) -> None:
    upload = dock.begin()

    def slow() -> Iterator[bytes]:
        yield b"z" * 100
        dock.send(upload, 1)
        yield b"z" * (PART - 100)

    with pytest.raises(ConflictError, match="another connection"):
        dock.uploads.receive(upload.uid, 1, sha256(b"z" * PART), slow())
    assert dock.uploads.parts(upload) == [1]
    assert file_of(dock, upload)[:PART] == CONTENT[:PART]


def test_a_connection_that_breaks_leaves_nothing_that_counts(dock: Dock) -> None:
    def broken() -> Iterator[bytes]:
        yield b"z" * 100
        raise UsageError("the client left")

    upload = dock.begin()
    with pytest.raises(UsageError):
        dock.uploads.receive(upload.uid, 1, sha256(CONTENT[:PART]), broken())
    assert dock.uploads.parts(upload) == []
    dock.send_all(upload)
    assert dock.uploads.complete(upload.uid).input_sha256 == sha256(CONTENT)
