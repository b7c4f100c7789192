import gzip
import os
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.errors import LimitError
from postil.media.outbound.body import read_body
from postil.ports.fetcher import FetchError


def cut(content: bytes, size: int) -> list[bytes]:
    return [content[at : at + size] for at in range(0, len(content), size)]


@given(st.binary(max_size=300), st.integers(1, 50))
def test_plain_bytes_come_back_as_they_are(content, size):
    assert read_body(cut(content, size), "", 300, is_whole=True) == (content, True)


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(1, 50))
def test_gzip_members_in_any_pieces_come_back_unpacked(contents, size):
    packed = b"".join(gzip.compress(content) for content in contents)
    assert read_body(cut(packed, size), "gzip", 1_200, is_whole=True) == (b"".join(contents), True)


def test_bytes_that_do_not_shrink_come_back_unpacked():
    content = os.urandom(500_000)
    assert read_body(cut(gzip.compress(content), 65_536), "x-gzip", 500_000, is_whole=True) == (content, True)


def test_output_held_back_by_the_inflater_is_not_lost():
    content = bytes(1_000_000)
    assert read_body([gzip.compress(content)], "GZIP", 1_000_000, is_whole=True) == (content, True)


def test_the_limit_is_inclusive():
    assert read_body([b"abc"], "", 3, is_whole=True) == (b"abc", True)
    with pytest.raises(LimitError) as refused:
        read_body([b"abcd"], "", 3, is_whole=True)
    assert refused.value.code == "SRC023"


def test_an_endless_body_is_left_at_the_limit():
    def endless():
        sent = 0
        while True:
            sent += 1
            assert sent < 12
            yield bytes(100)

    with pytest.raises(LimitError):
        read_body(endless(), "", 1_000, is_whole=True)


def test_a_bomb_is_left_at_the_limit():
    # 256 MB of zeros in a quarter of a megabyte, of which the first kilobytes are enough to know.
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(256)) + packer.flush()
    with pytest.raises(LimitError) as refused:
        read_body(cut(bomb, 65_536), "gzip", 2_000_000, is_whole=True)
    assert refused.value.code == "SRC023"


def test_members_that_unpack_to_nothing_are_counted_as_received():
    with pytest.raises(LimitError):
        read_body((gzip.compress(b"") * 1_000 for _ in range(100)), "gzip", 1_000, is_whole=True)


def test_the_beginning_of_a_longer_body_is_returned_when_asked_for():
    assert read_body([b"ab", b"cd", b"ef"], "", 3, is_whole=False) == (b"abc", False)


def test_the_beginning_of_a_body_that_just_fits_is_all_of_it():
    assert read_body([b"ab", b"c"], "", 3, is_whole=False) == (b"abc", True)


def test_the_beginning_of_a_bomb_is_returned_when_asked_for():
    assert read_body([gzip.compress(bytes(10_000_000))], "gzip", 5, is_whole=False) == (bytes(5), False)


def test_gzip_that_ends_early_may_be_tried_again():
    with pytest.raises(FetchError) as refused:
        read_body([gzip.compress(b"abc" * 100)[:-4]], "gzip", 1_000, is_whole=True)
    assert (refused.value.code, refused.value.is_retryable) == ("SRC021", True)


def test_an_empty_body_is_empty_in_any_encoding():
    assert read_body([], "gzip", 10, is_whole=True) == (b"", True)


def test_bytes_that_are_not_gzip_are_refused_without_showing_them():
    with pytest.raises(FetchError) as refused:
        read_body([b"secret of the intranet"], "gzip", 1_000, is_whole=True)
    assert refused.value.code == "SRC022"
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip", "secret"])
def test_another_encoding_is_refused_without_showing_it(encoding):
    with pytest.raises(FetchError) as refused:
        read_body([b"x"], encoding, 1_000, is_whole=True)
    assert refused.value.code == "SRC022"
    assert "secret" not in str(refused.value)
