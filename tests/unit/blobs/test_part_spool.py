import subprocess
import sys

import pytest

from postil.blobs.part_spool import FolderPartSpool
from postil.blobs.spool import FolderSpool
from postil.errors import NotFoundError, UsageError

# A process that may write no file over 64 KiB reserves more than that.
LIMITED = """
import resource, sys
from pathlib import Path
from postil.blobs.part_spool import FolderPartSpool
from postil.errors import StoreError

resource.setrlimit(resource.RLIMIT_FSIZE, (65536, resource.RLIM_INFINITY))
try:
    FolderPartSpool(Path(sys.argv[1])).reserve("a", 1 << 20)
except StoreError as error:
    print(error.code)
"""


@pytest.fixture
def root(tmp_path):
    return tmp_path / "spool"


@pytest.fixture
def spool(root):
    return FolderPartSpool(root)


def write(spool, name, *pieces):
    with spool.open(name) as file:
        for offset, content in pieces:
            file.write(offset, content)
        file.sync()


def test_parts_written_in_any_order_lie_where_they_belong(spool):
    assert spool.reserve("a", 6)
    write(spool, "a", (4, b"ef"), (0, b"abcd"))
    assert spool.complete("a").read_bytes() == b"abcdef"


def test_a_reserved_file_has_its_size_and_its_place_on_the_disk_at_once(spool, root):
    spool.reserve("a", 1 << 20)
    stat = (root / "a.part").stat()
    assert stat.st_size == 1 << 20
    assert stat.st_blocks * 512 >= 1 << 20
    assert stat.st_mode & 0o777 == 0o600


def test_reserving_again_keeps_what_is_there(spool):
    spool.reserve("a", 3)
    write(spool, "a", (0, b"abc"))
    assert not spool.reserve("a", 3)
    with spool.read("a") as file:
        assert file.read() == b"abc"
    spool.complete("a")
    assert not spool.reserve("a", 3)


def test_a_half_received_file_is_invisible_to_the_spool_and_swept_unless_kept(spool, root):
    spool.reserve("a", 3)
    spool.reserve("b", 3)
    plain = FolderSpool(root)
    assert plain.path("a") is None
    assert plain.sweep({"a"}) == ["b"]
    spool.open("a").__exit__()
    with pytest.raises(NotFoundError):
        spool.open("b")


def test_a_complete_file_is_one_of_the_spool_and_completing_it_again_changes_nothing(spool, root):
    spool.reserve("a", 3)
    write(spool, "a", (0, b"abc"))
    assert spool.complete("a") == spool.complete("a") == FolderSpool(root).path("a")
    with spool.read("a") as file:
        assert file.read() == b"abc"


def test_a_complete_file_is_not_written_to(spool):
    spool.reserve("a", 3)
    spool.complete("a")
    with pytest.raises(NotFoundError):
        spool.open("a")


@pytest.mark.parametrize("is_complete", [True, False])
def test_a_removed_file_is_gone(spool, root, is_complete):
    spool.reserve("a", 3)
    if is_complete:
        spool.complete("a")
    spool.remove("a")
    spool.remove("a")
    assert list(root.iterdir()) == []
    for act in (spool.read, spool.open, spool.complete):
        with pytest.raises(NotFoundError):
            act("a")


@pytest.mark.parametrize("name", ["", "../x", "a/b", "A", "a.part"])
def test_names_that_lead_elsewhere_are_refused(spool, name):
    with pytest.raises(UsageError):
        spool.reserve(name, 1)


def test_a_file_there_is_no_room_for_is_refused_at_once_and_leaves_nothing(root):
    done = subprocess.run([sys.executable, "-c", LIMITED, root], capture_output=True, text=True, check=True)
    assert done.stdout == "STO001\n"
    assert list(root.iterdir()) == []
