"""Reading the body of an answer without ever holding more than was agreed."""

import zlib
from collections.abc import Iterable, Iterator

from postil.errors import LimitError
from postil.ports.fetcher import FetchError

_PIECE = 65_536
# A gzip stream of incompressible bytes is a little longer than what it holds.
_GZIP_ALLOWANCE = 65_536


def read_body(
    chunks: Iterable[bytes], encoding: str, max_bytes: int, *, is_whole: bool
) -> tuple[bytes, bool]:
    """Collect a body up to a size limit, which holds for bytes received and for bytes unpacked.

    Args:
        chunks: The body as received.
        encoding: The `Content-Encoding` header; `gzip` and none are understood.
        max_bytes: Largest size accepted, inclusive.
        is_whole: Refuse a longer body; otherwise return its beginning.

    Returns:
        The bytes, and whether they are all there is.

    Raises:
        FetchError: SRC022 for another encoding or broken gzip, SRC021 when gzip ends early.
        LimitError: SRC023.
    """
    content = bytearray()
    for piece in unpacked(chunks, encoding, max_bytes):
        content += piece
        if len(content) > max_bytes:
            if is_whole:
                raise too_large(max_bytes)
            return bytes(content[:max_bytes]), False
    return bytes(content), True


def pieces_of(chunks: Iterable[bytes], encoding: str, max_bytes: int) -> Iterator[bytes]:
    """Yield a body up to a size limit, unpacked; raises as `read_body` does."""
    size = 0
    for piece in unpacked(chunks, encoding, max_bytes):
        size += len(piece)
        if size > max_bytes:
            raise too_large(max_bytes)
        if piece:
            yield piece


def too_large(max_bytes: int) -> LimitError:
    """Build the refusal of a body larger than `max_bytes`."""
    return LimitError(
        f"the source is larger than {max_bytes:,} bytes",
        code="SRC023",
        hint="use a smaller file, or raise the limit of the server",
    )


def unpacked(chunks: Iterable[bytes], encoding: str, max_bytes: int) -> Iterator[bytes]:
    """Yield the pieces of a body without its encoding; packed ones are counted against the limit too."""
    encoding = encoding.strip().lower()
    if encoding in {"", "identity"}:
        return iter(chunks)
    if encoding in {"gzip", "x-gzip"}:
        return _inflated(_capped(chunks, max_bytes))
    raise FetchError(
        "the other side sent a content encoding that was not asked for",
        code="SRC022",
        hint="serve the source as it is or with gzip",
    )


def _capped(chunks: Iterable[bytes], max_bytes: int) -> Iterator[bytes]:
    # Packed bytes may unpack to nothing for ever (empty gzip members), so they are counted as well.
    received = 0
    for chunk in chunks:
        received += len(chunk)
        if received > max_bytes + _GZIP_ALLOWANCE:
            raise too_large(max_bytes)
        yield chunk


def _inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    member = _GzipMember()
    for chunk in chunks:
        rest = chunk
        while rest:
            yield from member.pieces(rest)
            rest = member.unused
            if member.is_over:
                member = _GzipMember()
    if member.is_begun:
        raise FetchError(
            "the gzip-encoded answer ended early", code="SRC021", hint="try again", is_retryable=True
        )


class _GzipMember:
    """One member of a gzip stream; a stream is one or more of them in a row."""

    def __init__(self) -> None:
        self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self.is_begun = False

    @property
    def is_over(self) -> bool:
        return self._inflater.eof

    @property
    def unused(self) -> bytes:
        return self._inflater.unused_data

    def pieces(self, packed: bytes) -> Iterator[bytes]:
        self.is_begun = True
        while True:
            try:
                piece = self._inflater.decompress(packed, _PIECE)
            except zlib.error:
                raise FetchError(
                    "the answer claims gzip encoding but is not gzip",
                    code="SRC022",
                    hint="serve the source without a Content-Encoding header",
                ) from None
            yield piece
            packed = self._inflater.unconsumed_tail
            # A full piece may leave output inside the inflater although all input is consumed.
            if self.is_over or (not packed and len(piece) < _PIECE):
                return
