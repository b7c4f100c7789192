import hashlib
import os
import stat
from io import BytesIO
from pathlib import Path

import pytest

from postil.blobs.folder import FolderBlobs
from postil.errors import StoreError

# SHA-256 of "abc": the first example of FIPS 180-2, appendix B.
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.fixture
def root(tmp_path):
    return tmp_path / "data" / "blobs"


@pytest.fixture
def blobs(root):
    return FolderBlobs(root)


def files(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def test_a_blob_lies_two_levels_deep_under_its_digest(blobs, root):
    blobs.put(b"abc")
    assert files(root) == [f"ba/78/{ABC}"]


def test_path_names_the_file(blobs, root):
    blobs.put(b"abc")
    assert blobs.path(ABC) == root / "ba" / "78" / ABC


def test_folders_and_files_are_private_to_the_owner(blobs, root):
    old = os.umask(0)
    try:
        blobs.put(b"abc")
    finally:
        os.umask(old)
    modes = {
        stat.S_IMODE(path.stat().st_mode) for path in [root.parent, root, *root.rglob("*")] if path.is_dir()
    }
    assert modes == {0o700}
    assert stat.S_IMODE((root / "ba" / "78" / ABC).stat().st_mode) == 0o600


def test_no_part_is_left_after_a_duplicate(blobs, root):
    blobs.put(b"abc")
    blobs.put(BytesIO(b"abc"))
    assert files(root) == [f"ba/78/{ABC}"]


def test_no_part_is_left_after_a_failing_stream(blobs, root):
    class Failing(BytesIO):
        def read(self, size=-1, /):
            raise ValueError("gone")

    with pytest.raises(ValueError, match="gone"):
        blobs.put(Failing())
    assert files(root) == []


def test_a_file_cut_short_by_a_damaged_disk_is_written_again(blobs, root):
    blobs.put(b"abc")
    (root / "ba" / "78" / ABC).write_bytes(b"a")
    blobs.put(b"abc")
    assert blobs.read(ABC) == b"abc"


def test_a_folder_of_that_name_is_not_a_blob(blobs, root):
    (root / "ba" / "78" / ABC).mkdir(parents=True)
    assert not blobs.has(ABC)
    assert blobs.path(ABC) is None


def test_a_failing_disk_is_a_store_error(tmp_path):
    (tmp_path / "blobs").write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="keeping a blob failed"):
        FolderBlobs(tmp_path / "blobs").put(b"abc")


def test_an_open_stream_outlives_a_delete(blobs):
    blobs.put(b"abc")
    with blobs.open(ABC) as stream:
        blobs.delete(ABC)
        assert stream.read() == b"abc"


def test_a_sweep_removes_what_killed_writers_left(blobs, root):
    blobs.put(b"abc")
    part = root / "parts" / "0123.part"
    part.write_bytes(b"half")
    os.utime(part, (0, 0))
    assert blobs.sweep() == 1
    assert files(root) == [f"ba/78/{ABC}"]


def test_a_sweep_spares_what_may_still_be_in_writing(blobs, root):
    blobs.put(b"abc")
    (root / "parts" / "0123.part").write_bytes(b"half")
    assert blobs.sweep() == 0


def test_sweeping_a_store_never_written_to_removes_nothing(blobs):
    assert blobs.sweep() == 0


def test_a_stream_of_a_file_is_kept(blobs, tmp_path):
    content = os.urandom(3_000_001)
    source = tmp_path / "source"
    source.write_bytes(content)
    with source.open("rb") as stream:
        blob = blobs.put(stream)
    assert (blob.sha256, blob.size) == (hashlib.sha256(content).hexdigest(), 3_000_001)
