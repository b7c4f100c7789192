"""The keeper as a program asks it, without the nursery between: what a request is answered with."""

import os
import select
import socket
from multiprocessing import Pipe
from multiprocessing.reduction import ForkingPickler

import pytest

from postil.executors.child import BEGUN, Terms
from postil.executors.keeper import Keeper
from postil.testing.executors import fail_with

PATIENCE_MS = 60_000


@pytest.fixture
def line():
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    orphaned, life = os.pipe()
    pid = os.fork()
    if pid == 0:
        ours.close()
        os.close(life)
        Keeper(theirs, orphaned).keep()
    theirs.close()
    os.close(orphaned)
    yield ours
    ours.close()
    os.close(life)
    assert os.waitpid(pid, 0)[1] == 0


def asked(line, theirs):
    request = bytes(ForkingPickler.dumps(Terms()))
    socket.send_fds(line, [request], [theirs.fileno()])
    return socket.recv_fds(line, 100, 2)


def status(handles):
    ended = select.poll()
    ended.register(handles[0], select.POLLIN)
    assert ended.poll(PATIENCE_MS)
    found = int.from_bytes(os.read(handles[1], 4), "big", signed=True)
    for handle in handles:
        os.close(handle)
    return found


def test_a_worker_works_at_the_connection_of_its_request(line):
    ours, theirs = Pipe()
    with ours:
        with theirs:
            answer, handles, _, _ = asked(line, theirs)
        assert answer == b"+"
        ours.send((fail_with, ("x",)))
        assert [ours.recv_bytes(), ours.recv_bytes()] == [BEGUN, b"-eRuntimeError: x"]
    assert status(handles) == 0


def test_the_status_a_task_ends_its_process_with_is_told(line):
    ours, theirs = Pipe()
    with ours:
        with theirs:
            _, handles, _, _ = asked(line, theirs)
        ours.send((os._exit, (3,)))
        assert status(handles) == 3


def test_a_worker_whose_program_closed_the_connection_ends(line):
    ours, theirs = Pipe()
    with theirs:
        _, handles, _, _ = asked(line, theirs)
    ours.close()
    assert status(handles) == 0
