from threading import Event

from postil.server.daily import Daily


def test_the_work_is_done_at_once_and_again() -> None:
    done: list[int] = []
    twice = Event()

    def work() -> None:
        done.append(1)
        if len(done) == 2:
            twice.set()

    daily = Daily(every_s=0.01)
    daily.start(work)
    assert twice.wait(30)
    daily.close()


def test_work_that_fails_is_tried_again() -> None:
    tries: list[int] = []
    again = Event()

    def work() -> None:
        tries.append(1)
        if len(tries) == 2:
            again.set()
        raise ValueError("not today")

    daily = Daily(every_s=0.01)
    daily.start(work)
    assert again.wait(30)
    daily.close()


def test_one_that_was_never_started_is_closed() -> None:
    Daily().close()
