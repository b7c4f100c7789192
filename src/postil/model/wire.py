"""The stored spelling of annotations: compact JSON, defaults left out, exactly invertible.

A segment document is a JSON array of annotations. Decoding is strict: an unknown geometry tag is an
error, because silently dropping it would lose data.
"""

from collections.abc import Sequence
from contextlib import suppress

import msgspec

from postil.errors import StoreError
from postil.model.annotation import Annotation, PlainObject
from postil.model.occurrence import OneFeature


class _Keyed(msgspec.Struct, gc=False):
    """What every annotation has, whatever else it is."""

    key: str = ""


_encoder = msgspec.json.Encoder()
_keyed = msgspec.json.Decoder(list[_Keyed])
_annotations = msgspec.json.Decoder(list[Annotation])
_keys = msgspec.json.Decoder(list[_Keyed])
_features = msgspec.json.Decoder(list[OneFeature])
_SAYS_MORE = (b'"labels"', b'"classifications"', b'"track"')
"""What is spelled in a document with an annotation that says something about several features."""

_annotation = msgspec.json.Decoder(Annotation)


def encode_annotations(annotations: Sequence[Annotation | PlainObject]) -> bytes:
    """Spell annotations as one segment document."""
    return _encoder.encode(annotations)


def decode_annotations(document: bytes) -> list[Annotation]:
    """Read one segment document.

    Raises:
        StoreError: The document is not one this version wrote.
    """
    try:
        return _annotations.decode(document)
    except msgspec.DecodeError as error:
        raise StoreError(f"stored annotations cannot be read: {error}") from error


def decode_features(document: bytes) -> Sequence[Annotation | OneFeature]:
    """Read of one segment document what it says about features: a quarter of the cost of reading all of it.

    It is all read when an annotation may say something about several features, or about none that is known.

    Raises:
        StoreError: The document is not one this version wrote.
    """
    if not any(more in document for more in _SAYS_MORE):
        with suppress(msgspec.DecodeError):
            return _features.decode(document)
    return decode_annotations(document)


def decode_keys(document: bytes) -> list[str]:
    """Read the keys of one segment document and skip the rest: a fraction of the cost of reading it.

    Raises:
        StoreError: The document is not one this version wrote.
    """
    try:
        return [one.key for one in _keys.decode(document)]
    except msgspec.DecodeError as error:
        raise StoreError(f"stored annotations cannot be read: {error}") from error


def encode_annotation(annotation: Annotation | PlainObject) -> bytes:
    """Spell one annotation; equal annotations have equal spellings when their numbers are spelled alike."""
    return _encoder.encode(annotation)


def decode_annotation(document: bytes) -> Annotation:
    """Read one annotation.

    Raises:
        StoreError: The bytes are not one annotation.
    """
    try:
        return _annotation.decode(document)
    except msgspec.DecodeError as error:
        raise StoreError(f"stored annotation cannot be read: {error}") from error
