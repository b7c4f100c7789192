import fcntl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from postil.errors import RetryableStoreError, StoreError
from postil.stores.sql.turn import ThreadQueue, WriteTurn

# Two turns of one file stand for two processes: the lock belongs to the open file, not to the process.


@pytest.fixture
def turns(tmp_path: Path):
    pair = [WriteTurn(tmp_path / "postil.db", wait_s=30) for _ in range(2)]
    yield pair
    for turn in pair:
        turn.close()


def wait_until_queued(queue: ThreadQueue, count: int) -> None:
    """Wait until so many threads stand in the queue."""
    while len(queue._waiting) < count:  # noqa: SLF001
        threading.Event().wait(0.001)


def wait_until_next(file: Path) -> None:
    """Wait until somebody stands first in the queue of processes."""
    with file.open() as queue:
        for _ in range(10_000):
            try:
                fcntl.flock(queue, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            fcntl.flock(queue, fcntl.LOCK_UN)
            threading.Event().wait(0.001)
    raise AssertionError("nobody waits")


def test_threads_are_served_in_the_order_they_came():
    queue, served = ThreadQueue(), []

    def ask(name: int) -> None:
        queue.acquire(30)
        served.append(name)
        queue.release()

    queue.acquire(0)
    with ThreadPoolExecutor(5) as threads:
        for name in range(5):
            threads.submit(ask, name)
            wait_until_queued(queue, name + 1)
        queue.release()
    assert served == [0, 1, 2, 3, 4]


def test_a_thread_that_waited_in_vain_leaves_the_queue():
    queue = ThreadQueue()
    queue.acquire(0)
    assert not queue.acquire(0.01)
    queue.release()
    assert queue.acquire(0)


def test_one_process_writes_at_a_time(turns):
    inside = threading.Semaphore(1)

    def write(turn: WriteTurn) -> bool:
        seen = []
        for _ in range(50):
            with turn.taken():
                seen.append(inside.acquire(blocking=False))
                inside.release()
        return all(seen)

    with ThreadPoolExecutor(2) as threads:
        assert all(threads.map(write, turns))


def test_a_process_that_writes_all_the_time_lets_others_in(turns, tmp_path):
    greedy, other = turns
    written: list[str] = []

    def write(turn: WriteTurn, name: str) -> None:
        with turn.taken():
            written.append(name)

    with ThreadPoolExecutor(1) as threads:
        with greedy.taken():
            threads.submit(write, other, "other")
            wait_until_next(tmp_path / "postil.db.next")
        for _ in range(100):
            write(greedy, "greedy")
    assert written[0] == "other"


def test_a_turn_that_does_not_come_in_time_is_a_retryable_error(tmp_path):
    first, second = (WriteTurn(tmp_path / "postil.db", wait_s=0.01) for _ in range(2))
    with first.taken(), pytest.raises(RetryableStoreError, match=r"0\.01 s") as caught, second.taken():
        pass
    assert caught.value.code == "STO002"
    for turn in (first, second):
        turn.close()


def test_a_failed_wait_does_not_keep_the_turn(tmp_path):
    first, second = (WriteTurn(tmp_path / "postil.db", wait_s=0.01) for _ in range(2))
    with first.taken(), pytest.raises(RetryableStoreError), second.taken():
        pass
    with second.taken():
        pass
    for turn in (first, second):
        turn.close()


def test_a_turn_within_a_turn_of_the_same_thread_is_an_error_at_once(turns):
    with turns[0].taken(), pytest.raises(StoreError, match="inside another"), turns[0].taken():
        pass


def test_the_turn_is_free_again_after_an_exception(turns):
    with pytest.raises(ValueError, match="refused"), turns[0].taken():
        raise ValueError("refused")
    with turns[1].taken():
        pass


@pytest.mark.parametrize("other", [0, 1], ids=["thread", "process"])
def test_a_waiting_writer_is_noticed_and_nobody_else_is(turns, other):
    # Two turns of one file are two processes to the operating system.
    with turns[0].taken():
        assert not turns[0].is_awaited()
        waiting = threading.Thread(target=lambda: take_and_leave(turns[other]))
        waiting.start()
        while not turns[0].is_awaited():
            time.sleep(0.001)
    waiting.join()
    with turns[0].taken():
        assert not turns[0].is_awaited()


def take_and_leave(turn):
    with turn.taken():
        pass
