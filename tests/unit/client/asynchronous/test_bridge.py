import asyncio
import threading
from collections.abc import Iterator

import anyio
import pytest

from postil.client.asynchronous import bridge as module
from postil.client.asynchronous.bridge import Bridge


def counting(upto: int, closed: list[bool] | None = None) -> Iterator[int]:
    try:
        yield from range(upto)
    finally:
        if closed is not None:
            closed.append(True)


def test_work_is_done_in_another_thread_and_waits_in_the_loop():
    bridge = Bridge()
    waited_in: list[threading.Thread] = []

    async def wait() -> str:
        waited_in.append(threading.current_thread())
        return "done"

    def work() -> tuple[threading.Thread, str]:
        return threading.current_thread(), bridge.wait(wait)

    async def main() -> tuple[threading.Thread, str]:
        return await bridge.call(work)

    thread, found = asyncio.run(main())
    assert found == "done"
    assert thread is not threading.main_thread()
    assert waited_in == [threading.main_thread()]


def test_an_error_reaches_whoever_called():
    def work() -> None:
        raise ValueError("wrong")

    with pytest.raises(ValueError, match="wrong"):
        asyncio.run(Bridge().call(work))


@pytest.mark.parametrize("kind", ["task", "scope", "timeout"])
def test_cancelling_ends_the_waiting_and_unwinds_the_thread(kind):
    bridge = Bridge()
    began, unwound = threading.Event(), threading.Event()

    def work() -> None:
        try:
            began.set()
            bridge.sleep(3600)
        finally:
            unwound.set()

    async def main() -> None:
        if kind == "task":
            task = asyncio.create_task(bridge.call(work))
            await asyncio.to_thread(began.wait)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        elif kind == "scope":
            async with anyio.create_task_group() as group:
                group.start_soon(bridge.call, work)
                await asyncio.to_thread(began.wait)
                group.cancel_scope.cancel()
        else:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(bridge.call(work), 0.01)
        assert await asyncio.to_thread(unwound.wait, 30)

    asyncio.run(main())


def test_no_more_than_so_many_calls_run_at_once(monkeypatch):
    monkeypatch.setattr(module, "AT_ONCE", 2)
    bridge, running, most = Bridge(), [0], [0]

    def work() -> None:
        running[0] += 1
        most[0] = max(most[0], running[0])
        bridge.sleep(0.01)
        running[0] -= 1

    async def main() -> None:
        await asyncio.gather(*[bridge.call(work) for _ in range(9)])

    asyncio.run(main())
    assert most == [2]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 1000])
def test_an_iterator_yields_all_its_items_in_order(count):
    async def main() -> list[int]:
        return [one async for one in Bridge().iterate(lambda: counting(count))]

    assert asyncio.run(main()) == list(range(count))


def test_few_items_are_taken_ahead():
    taken: list[int] = []

    def noting() -> Iterator[int]:
        for one in range(10_000):
            taken.append(one)
            yield one

    async def main() -> int:
        items = Bridge().iterate(noting)
        first = await anext(items)
        await items.aclose()  # type: ignore[attr-defined]
        return first

    assert asyncio.run(main()) == 0
    assert taken == [0]


def test_an_iterator_that_is_left_is_closed():
    closed: list[bool] = []

    async def main() -> None:
        items = Bridge().iterate(lambda: counting(1000, closed))
        async for one in items:
            if one == 5:
                break
        await items.aclose()  # type: ignore[attr-defined]

    asyncio.run(main())
    assert closed == [True]


def test_what_came_before_an_error_is_yielded():
    def failing() -> Iterator[int]:
        yield from range(5)
        raise ValueError("broke off")

    found: list[int] = []

    async def main() -> None:
        async for one in Bridge().iterate(failing):
            found.append(one)  # noqa: PERF401 - what came is wanted when it breaks off

    with pytest.raises(ValueError, match="broke off"):
        asyncio.run(main())
    assert found == [0, 1, 2, 3, 4]


def test_an_iterator_cancelled_while_it_waits_unwinds_in_its_thread():
    bridge = Bridge()
    unwound = threading.Event()

    def waiting() -> Iterator[int]:
        try:
            yield 0
            bridge.sleep(3600)
            yield 1
        finally:
            unwound.set()

    async def go_through() -> None:
        async for _ in bridge.iterate(waiting):
            pass

    async def main() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(go_through(), 0.05)
        assert await asyncio.to_thread(unwound.wait, 30)

    asyncio.run(main())
