import gc
import os
from functools import partial

import pytest

from postil.server.importer import NICENESS, ImporterProcesses
from postil.testing.executors import append_line

PATIENCE_S = 60.0


def tell(path):
    """Append the process, how it is scheduled, and whether it collects."""
    append_line(path, f"{os.getpid()} {os.getpriority(os.PRIO_PROCESS, 0)} {gc.isenabled()}")


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    path = tmp_path_factory.mktemp("importer") / "told"
    processes = ImporterProcesses()
    for _ in range(2):
        assert processes.submit(partial(tell, str(path))).wait(PATIENCE_S)
    processes.close()
    return [line.split() for line in path.read_text().splitlines()]


def test_one_process_does_one_import_after_another(told):
    assert told[0][0] == told[1][0] != str(os.getpid())


def test_whoever_clicks_comes_first_as_much_with_the_second_import_as_with_the_first(told):
    own = os.getpriority(os.PRIO_PROCESS, 0)
    assert [int(line[1]) for line in told] == [own + NICENESS] * 2


def test_imports_run_without_the_collector(told):
    assert [line[2] for line in told] == ["False", "False"]
