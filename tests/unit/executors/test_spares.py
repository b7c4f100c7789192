import time
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

from postil.executors.child import Terms
from postil.executors.spares import Spares
from postil.executors.worker import Worker
from postil.testing.executors import write_process_id

PATIENCE_S = 60.0
TERMS = Terms(None, 9, 1 << 40)


def started(path):
    """Return a worker that has told where it runs, and that process id."""
    worker = Worker(TERMS)
    worker.run(bytes(ForkingPickler.dumps((write_process_id, (str(path),)))))
    return worker, int(path.read_text())


def exists(process_id):
    return Path(f"/proc/{process_id}").exists()


def test_who_came_last_goes_first(tmp_path):
    spares = Spares(PATIENCE_S)
    workers = [started(tmp_path / name)[0] for name in ("a", "b")]
    for worker in workers:
        spares.put(worker)
    taken = [spares.take(), spares.take()]
    assert taken == workers[::-1]
    assert spares.take() is None
    for worker in workers:
        worker.close()


def test_a_process_does_not_wait_for_ever(tmp_path):
    spares = Spares(0.01)
    worker, process_id = started(tmp_path / "id")
    spares.put(worker)
    ends_at = time.monotonic() + PATIENCE_S
    while exists(process_id):
        assert time.monotonic() < ends_at
        time.sleep(0.01)
    assert spares.take() is None


def test_closing_leaves_no_process(tmp_path):
    spares = Spares(PATIENCE_S)
    worker, process_id = started(tmp_path / "id")
    spares.put(worker)
    spares.close()
    assert not exists(process_id)
