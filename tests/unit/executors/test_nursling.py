import os
import signal
import subprocess
import sys

import pytest

from postil.executors.nursling import Nursling


@pytest.fixture
def sleeping():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        tells, told = os.pipe()
        nursling = Nursling(os.pidfd_open(process.pid), tells)
        yield process, nursling, told
        nursling.close()
        process.kill()


def test_the_status_is_known_after_joining(sleeping):
    _, nursling, told = sleeping
    assert nursling.exitcode is None
    nursling.kill()
    os.write(told, (-9).to_bytes(4, "big", signed=True))
    os.close(told)
    nursling.join()
    assert nursling.exitcode == -signal.SIGKILL


def test_without_a_word_it_counts_as_killed(sleeping):
    process, nursling, told = sleeping
    os.close(told)
    process.communicate(b"\n")
    nursling.join()
    assert nursling.exitcode == -signal.SIGKILL


def test_what_has_ended_can_be_killed_again(sleeping):
    process, nursling, told = sleeping
    os.close(told)
    process.kill()
    process.wait()
    nursling.kill()
