from hypothesis import given
from hypothesis import strategies as st

from postil.stores.sql.records import PIECE, chunked


@given(st.integers(0, 3 * PIECE + 1))
def test_pieces_are_never_too_long_and_leave_nothing_out(count):
    pieces = list(chunked(range(count)))
    assert [value for piece in pieces for value in piece] == list(range(count))
    assert all(0 < len(piece) <= PIECE for piece in pieces)
