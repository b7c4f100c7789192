import hashlib
import subprocess
import sys

import pytest

from postil.blobs.spool import FolderSpool
from postil.errors import ConflictError, UsageError

BAD_NAMES = [
    "",
    "..",
    "../x",
    "/etc/passwd",
    "a/b",
    "a\\b",
    "A",
    "a.part",
    "a\0",
    "a\n",
    "ä",
    "a" * 65,
    "\N{ARABIC-INDIC DIGIT ONE}",
]


@pytest.fixture
def root(tmp_path):
    return tmp_path / "spool"


@pytest.fixture
def spool(root):
    return FolderSpool(root)


def receive(spool, name, content):
    with spool.writer(name) as writer:
        writer.write(content)
        return writer.commit()


def names(root):
    return sorted(path.name for path in root.iterdir())


def test_a_committed_file_has_its_content_and_name(spool, root):
    path = receive(spool, "job-1", b"abc")
    assert path == root / "job-1"
    assert path.read_bytes() == b"abc"
    assert spool.path("job-1") == path


def test_size_and_digest_run_along(spool):
    with spool.writer("a") as writer:
        assert (writer.size, writer.sha256) == (0, hashlib.sha256(b"").hexdigest())
        assert writer.write(b"ab") == 2
        writer.write(b"c")
        assert (writer.size, writer.sha256) == (3, hashlib.sha256(b"abc").hexdigest())


def test_a_file_is_invisible_until_committed(spool):
    with spool.writer("a") as writer:
        writer.write(b"abc")
        assert spool.path("a") is None


def test_leaving_without_a_commit_leaves_nothing(spool, root):
    with spool.writer("a") as writer:
        writer.write(b"abc")
    assert names(root) == []


def test_an_aborted_file_leaves_nothing(spool, root):
    writer = spool.writer("a")
    writer.write(b"abc")
    writer.abort()
    writer.abort()
    assert names(root) == []


def test_aborting_after_a_commit_does_nothing(spool):
    writer = spool.writer("a")
    writer.commit()
    writer.abort()
    assert spool.path("a") is not None


def test_an_old_writer_cannot_abort_its_successor(spool):
    old = spool.writer("a")
    old.commit()
    spool.remove("a")
    new = spool.writer("a")
    old.abort()
    assert new.commit().exists()


@pytest.mark.parametrize("end", ["commit", "abort"])
@pytest.mark.parametrize("act", [lambda writer: writer.write(b"x"), lambda writer: writer.commit()])
def test_an_ended_writer_refuses_more(spool, end, act):
    writer = spool.writer("a")
    getattr(writer, end)()
    with pytest.raises(UsageError, match="already"):
        act(writer)


def test_a_name_being_received_is_taken(spool):
    with spool.writer("a") as writer:
        with pytest.raises(ConflictError, match="being received"):
            spool.writer("a")
        assert writer.commit().exists()


def test_the_name_of_a_complete_file_is_taken(spool, root):
    receive(spool, "a", b"abc")
    with pytest.raises(ConflictError, match="complete"):
        spool.writer("a")
    assert (root / "a").read_bytes() == b"abc"
    assert names(root) == ["a"]


def test_a_removed_file_is_gone_and_its_name_free(spool):
    receive(spool, "a", b"abc")
    spool.remove("a")
    assert spool.path("a") is None
    assert receive(spool, "a", b"xyz").read_bytes() == b"xyz"


def test_removing_what_is_not_there_is_no_error(spool):
    spool.remove("a")


@pytest.mark.parametrize("name", BAD_NAMES)
@pytest.mark.parametrize("method", ["writer", "path", "remove"])
def test_a_name_that_could_leave_the_folder_is_refused(spool, method, name):
    with pytest.raises(UsageError, match="spool name"):
        getattr(spool, method)(name)


def test_a_sweep_removes_orphans_and_keeps_the_named_and_the_complete(spool, root):
    receive(spool, "done", b"abc")
    for name in ("kept", "orphan-2", "orphan-1"):
        (root / f"{name}.part").write_bytes(b"half")
    assert spool.sweep({"kept"}) == ["orphan-1", "orphan-2"]
    assert names(root) == ["done", "kept.part"]


def test_sweeping_a_spool_never_written_to_removes_nothing(spool):
    assert spool.sweep(set()) == []


def test_after_a_sweep_the_name_of_an_orphan_is_free(spool, root):
    receive(spool, "other", b"")
    (root / "a.part").write_bytes(b"half")
    spool.sweep(set())
    assert receive(spool, "a", b"abc").read_bytes() == b"abc"


def test_spool_files_are_private_to_the_owner(spool, root):
    path = receive(spool, "a", b"abc")
    assert path.stat().st_mode & 0o777 == 0o600
    assert root.stat().st_mode & 0o777 == 0o700


# A process that may write no file over 64 KiB receives twice that, in small pieces.
LIMITED = """
import resource, sys
from pathlib import Path
from postil.blobs.spool import FolderSpool
from postil.errors import StoreError

resource.setrlimit(resource.RLIMIT_FSIZE, (65536, resource.RLIM_INFINITY))
try:
    with FolderSpool(Path(sys.argv[1])).writer("a") as writer:
        for _ in range(128):
            writer.write(b"x" * 1024)
        writer.commit()
except StoreError as error:
    print(error.code)
"""


def test_a_disk_that_is_full_in_the_middle_has_its_code_and_nothing_remains(root):
    done = subprocess.run([sys.executable, "-c", LIMITED, root], capture_output=True, text=True, check=True)
    assert done.stdout == "STO001\n"
    assert names(root) == []
