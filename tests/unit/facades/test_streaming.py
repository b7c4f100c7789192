"""Pieces are made in threads while they are sent, and let go of when nobody wants more."""

import anyio
import pytest

from postil.facades.streaming import close, in_threads


class Source:
    """Pieces that know whether somebody has let go of them."""

    def __init__(self, pieces):
        self.pieces, self.is_closed = iter(pieces), False

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.pieces)

    def close(self):
        self.is_closed = True


def sent(source, first=None, most=99):
    async def collect():
        found, stream = [], in_threads(source, first)
        async for piece in stream:
            found.append(piece)
            if len(found) == most:
                break
        await stream.aclose()
        return found

    return anyio.run(collect)


@pytest.mark.parametrize(("first", "expected"), [(None, [b"b", b"c"]), (b"a", [b"a", b"b", b"c"]), (b"", [])])
def test_what_was_made_already_comes_first_and_an_empty_piece_is_the_end(first, expected):
    assert sent(Source([b"b", b"c"]), first) == expected


@pytest.mark.parametrize("most", [1, 99])
def test_a_source_is_let_go_of_at_its_end_and_when_nobody_wants_more(most):
    source = Source([b"a", b"b"])
    sent(source, most=most)
    assert source.is_closed


def test_what_cannot_be_closed_is_left_alone():
    close(iter([b"a"]))
