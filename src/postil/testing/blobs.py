"""What every blob store must do. Subclass `BlobTests` and override the fixture `blobs`."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest

from postil.errors import NotFoundError, UsageError
from postil.ports.blobs import Blob, Blobs

# SHA-256 of "abc": the first example of FIPS 180-2, appendix B.
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
FOREIGN_DIGESTS = (
    "",
    "abc",
    ABC.upper(),
    ABC + "0",
    ABC[:-1] + "g",
    ABC + "\n",
    "../" * 21 + "a",
    "/" + ABC[1:],
    ABC[:31] + "/" + ABC[32:],
    ABC[:31] + "\0" + ABC[32:],
    "..\\" * 21 + "a",
    "٠" * 64,
)


class BlobTests:
    """The contract of `postil.ports.blobs.Blobs`."""

    @pytest.fixture
    def blobs(self) -> Blobs:
        """Return an empty store; a subclass must override this."""
        raise NotImplementedError

    def test_content_is_named_by_its_sha256(self, blobs: Blobs) -> None:
        assert blobs.put(b"abc") == Blob(ABC, 3)

    def test_a_stream_is_kept_like_the_same_bytes(self, blobs: Blobs) -> None:
        assert blobs.put(BytesIO(b"abc")) == Blob(ABC, 3)
        assert blobs.read(ABC) == b"abc"

    def test_a_stream_is_read_from_where_it_stands(self, blobs: Blobs) -> None:
        stream = BytesIO(b"xyzabc")
        stream.seek(3)
        assert blobs.put(stream).sha256 == ABC

    def test_content_of_several_megabytes_comes_back_whole(self, blobs: Blobs) -> None:
        content = bytes(range(256)) * 12_289
        assert blobs.read(blobs.put(BytesIO(content)).sha256) == content

    def test_empty_content_is_kept_like_any_other(self, blobs: Blobs) -> None:
        blob = blobs.put(b"")
        assert (blob.size, blobs.has(blob.sha256), blobs.read(blob.sha256)) == (0, True, b"")

    def test_the_same_content_again_changes_nothing(self, blobs: Blobs) -> None:
        assert blobs.put(b"abc") == blobs.put(b"abc") == blobs.put(BytesIO(b"abc"))
        assert blobs.read(ABC) == b"abc"

    def test_kept_content_opens_as_a_stream(self, blobs: Blobs) -> None:
        blobs.put(b"abc")
        with blobs.open(ABC) as stream:
            assert (stream.read(1), stream.seek(0), stream.read()) == (b"a", 0, b"abc")

    def test_absent_content_is_not_had(self, blobs: Blobs) -> None:
        assert not blobs.has(ABC)
        assert blobs.path(ABC) is None

    def test_opening_absent_content_is_an_error_with_the_digest(self, blobs: Blobs) -> None:
        with pytest.raises(NotFoundError, match=ABC):
            blobs.open(ABC)

    def test_reading_absent_content_is_an_error(self, blobs: Blobs) -> None:
        with pytest.raises(NotFoundError):
            blobs.read(ABC)

    def test_deleted_content_is_gone_and_may_be_kept_again(self, blobs: Blobs) -> None:
        blobs.put(b"abc")
        blobs.delete(ABC)
        assert not blobs.has(ABC)
        blobs.put(b"abc")
        assert blobs.read(ABC) == b"abc"

    def test_deleting_absent_content_is_no_error(self, blobs: Blobs) -> None:
        blobs.delete(ABC)

    def test_a_local_path_holds_the_content(self, blobs: Blobs) -> None:
        blobs.put(b"abc")
        path = blobs.path(ABC)
        assert path is None or path.read_bytes() == b"abc"

    @pytest.mark.parametrize("digest", FOREIGN_DIGESTS)
    @pytest.mark.parametrize("method", ["open", "read", "has", "delete", "path"])
    def test_anything_but_a_digest_is_refused(self, blobs: Blobs, method: str, digest: str) -> None:
        with pytest.raises(UsageError, match="SHA-256"):
            getattr(blobs, method)(digest)

    def test_many_writers_of_the_same_content_agree(self, blobs: Blobs) -> None:
        contents = [bytes([number % 4]) * 50_000 for number in range(32)]
        with ThreadPoolExecutor(8) as pool:
            kept = list(pool.map(blobs.put, contents))
        assert [blob.sha256 for blob in kept] == [hashlib.sha256(content).hexdigest() for content in contents]
        assert all(blobs.read(blob.sha256) == content for blob, content in zip(kept, contents, strict=True))

    def test_a_stream_that_fails_leaves_nothing_behind(self, blobs: Blobs) -> None:
        class Failing(BytesIO):
            def read(self, size: int | None = -1, /) -> bytes:
                if self.tell() > 0:
                    raise ValueError("the sender went away")
                return super().read(size if size is None or size < 0 else min(size, 2))

        with pytest.raises(ValueError, match="went away"):
            blobs.put(Failing(b"abc"))
        assert not blobs.has(ABC)
        assert not blobs.has(hashlib.sha256(b"ab").hexdigest())
