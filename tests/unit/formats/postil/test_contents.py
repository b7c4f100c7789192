import base64
import hashlib

from postil.errors import NotFoundError
from postil.formats.postil.contents import hashes_of, inline, outline
from postil.model.annotation import Annotation
from postil.model.geometry import Bitmap, Mask, MaskSource
from postil.model.label import Bundle
from postil.model.track import Keyframe, Track, TrackSegment


def masked(sha256):
    return Mask(source=MaskSource("png", sha256))


def test_masks_bitmaps_and_masks_of_tracks_are_found_once_each():
    frames = [Keyframe(1, masked("b")), Keyframe(2, masked("a"))]
    bundle = Bundle(
        [
            Annotation(geometry=masked("a")),
            Annotation(geometry=Bitmap(1, 1, "c", "png")),
            Annotation(geometry=Track([TrackSegment(frames)])),
            Annotation(geometry=Mask(source=MaskSource("png", url="https://example.com/m.png"))),
        ]
    )
    assert hashes_of([bundle]) == ["a", "c", "b"]


def test_what_the_store_has_lost_is_left_out():
    def content_of(sha256):
        if sha256 == "a":
            return b"abc"
        raise NotFoundError("gone")

    assert inline(["a", "b"], content_of) == {"a": base64.b64encode(b"abc").decode()}


def test_bytes_come_back_only_under_their_own_hash():
    sha256 = hashlib.sha256(b"abc").hexdigest()
    assert outline(sha256, "YWJj") == b"abc"
    assert outline("0" * 64, "YWJj") is None
    assert outline(sha256, "not base64!") is None
