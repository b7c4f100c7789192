"""Who is over their quota waits for a moment, and is refused where a moment would not help."""

import anyio
import pytest
from starlette.responses import Response

from postil.errors import TooManyError
from postil.facades.labelbox.patience import MOST_OF_ALL, MOST_S, MOST_WAITING, Patience

DONE = Response("done")
ANN = "Bearer pk_ann"


class Work:
    """Refuses so many times, then answers."""

    def __init__(self, refusals: int, retry_after_s: int = 0) -> None:
        self.left, self.retry_after_s = refusals, retry_after_s

    async def __call__(self) -> Response:
        if self.left:
            self.left -= 1
            raise TooManyError("too many", retry_after_s=self.retry_after_s)
        return DONE


def test_a_request_within_the_quota_is_answered_at_once():
    assert anyio.run(Patience().answer, Work(0), ANN) is DONE


def test_a_request_over_the_quota_is_answered_when_there_is_room():
    assert anyio.run(Patience().answer, Work(3), ANN) is DONE


def test_a_request_that_would_wait_too_long_is_refused_in_the_words_the_package_knows():
    answer = anyio.run(Patience().answer, Work(1, retry_after_s=int(MOST_S) + 1), ANN)
    assert answer.status_code == 429
    assert b'"message":"You have exceeded' in answer.body


@pytest.mark.parametrize(
    ("waiting", "who", "status"),
    [
        (MOST_WAITING - 1, ANN, 200),
        (MOST_WAITING, ANN, 429),
        (MOST_WAITING, "bob", 200),
    ],
)
def test_very_many_of_one_sender_do_not_wait(waiting, who, status):
    assert anyio.run(answered_in_a_crowd, [ANN] * waiting, who) == status


def test_very_many_of_all_do_not_wait():
    crowd = [f"sender {number}" for number in range(MOST_OF_ALL)]
    assert anyio.run(answered_in_a_crowd, crowd, ANN) == 429


async def answered_in_a_crowd(crowd: list[str], who: str) -> int:
    patience = Patience()
    async with anyio.create_task_group() as group:
        for one in crowd:
            group.start_soon(patience.answer, Work(1_000, retry_after_s=5), one)
        await anyio.wait_all_tasks_blocked()
        answer = await patience.answer(Work(1), who)
        group.cancel_scope.cancel()
    return answer.status_code
