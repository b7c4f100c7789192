"""The uuids of rows to which a program gave none: a hash of what they say."""

from hashlib import blake2b

import msgspec

_encoder = msgspec.json.Encoder()
encode, encode_into = _encoder.encode, _encoder.encode_into
"""JSON of a row, as it is hashed and as it is written."""


class RowKeys:
    """Hands out the uuids of one label's rows; equal rows are told apart by their number."""

    def __init__(self) -> None:
        self._copies: dict[str, int] = {}

    def of(self, said: bytes) -> str:
        """Return the uuid of a row that says this."""
        digest = blake2b(said, digest_size=16)
        text = digest.hexdigest()
        copies = self._copies
        if text in copies:
            copies[text] += 1
            digest.update(b"%d" % copies[text])
            text = digest.hexdigest()
        else:
            copies[text] = 0
        # Version 8 of RFC 9562: a uuid whose bits its maker defines.
        return f"{text[:8]}-{text[8:12]}-8{text[13:16]}-a{text[17:20]}-{text[20:]}"


def line_of(said: bytes, uuid: str) -> bytes:
    """Return the JSON of a row whose uuid, its first key, is empty, with the uuid in its place."""
    return b'{"uuid":"%b%b' % (uuid.encode(), said[_UUID_AT:])


_UUID_AT = len('{"uuid":"')
