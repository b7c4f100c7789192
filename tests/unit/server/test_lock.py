"""One holder at a time, and none after its process."""

import subprocess
import sys

from postil.server.lock import FolderLock

HOLD = """
import sys
from pathlib import Path
from postil.server.lock import FolderLock
lock = FolderLock(Path(sys.argv[1]), "x.lock")
print(lock.acquire(), flush=True)
sys.stdin.read()
"""


def test_a_lock_is_taken_once(tmp_path):
    first, second = FolderLock(tmp_path, "x.lock"), FolderLock(tmp_path, "x.lock")
    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()


def test_releasing_twice_is_releasing_once(tmp_path):
    lock = FolderLock(tmp_path, "x.lock")
    lock.acquire()
    lock.release()
    lock.release()


def test_the_folder_is_made_when_it_is_not_there(tmp_path):
    lock = FolderLock(tmp_path / "new" / "folder", "x.lock")
    assert lock.acquire()
    lock.release()


def test_a_killed_process_holds_nothing(tmp_path):
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"True\n"
        lock = FolderLock(tmp_path, "x.lock")
        assert not lock.acquire()
        holder.kill()
        holder.wait()
        assert lock.acquire()
        lock.release()
