"""What kind of file bytes are, from how they begin. Names and claims of the sender are never asked."""

import codecs
import re

from postil.media.headers.bmp import HEADER_LENGTHS

HEAD_LENGTH = 65_536
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|iframe|title|!--)[\s>/-]", re.IGNORECASE)
# Possessive throughout: a file of nothing but comments must not send the search back and forth.
_SVG = re.compile(
    rb"(?:<\?xml[^>]*+>\s*+)?+(?:(?><!--.*?-->)\s*+)*+(?:<!doctype\s++svg[^>]*+>\s*+)?+<svg[\s>]",
    re.DOTALL | re.IGNORECASE,
)
# Control characters no text holds; tab, line feed, form feed and carriage return are text.
_NO_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_PREFIXES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"II+\0\x08\0\0\0", "image/tiff"),
    (b"MM\0+\0\x08\0\0", "image/tiff"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "image/jp2"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"\0\0\x01\xba", "video/mpeg"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BRANDS = (
    (b"qt  ", "video/quicktime"),
    (b"M4A", "audio/mp4"),
    (b"M4B", "audio/mp4"),
    (b"avi", "image/avif"),
    (b"hei", "image/heic"),
    (b"hev", "image/heic"),
    (b"mif1", "image/heic"),
    (b"msf1", "image/heic"),
    (b"3g", "video/3gpp"),
)


def sniff(head: bytes, *, is_all: bool) -> str | None:
    """Return the MIME type bytes begin like; None when nothing known does.

    Args:
        head: The first bytes, up to `HEAD_LENGTH` of them.
        is_all: Nothing follows `head`, so a character cut in half at its end is not UTF-8.
    """
    for prefix, media_type in _PREFIXES:
        if head.startswith(prefix):
            return media_type
    return _container(head) or _distant(head) or _audio_frame(head) or _text(head, is_all=is_all)


def _container(head: bytes) -> str | None:
    if head[4:8] == b"ftyp":
        return _iso_media(head[8:12])
    if head.startswith((b"RIFF", b"FORM")):
        return "audio/aiff" if head[8:12] in {b"AIFF", b"AIFC"} else _RIFF.get(head[8:12])
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm" if b"webm" in head[:64] else "video/x-matroska"
    if head.startswith(b"OggS"):
        return "video/ogg" if b"theora" in head[:256] else "audio/ogg"
    return None


def _distant(head: bytes) -> str | None:
    """Know a file by marks further in, where the first bytes say too little."""
    if head[128:132] == b"DICM":
        return "application/dicom"
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in HEADER_LENGTHS:
        return "image/bmp"
    if head[:1] == b"G" and head[188:189] == b"G" and head[376:377] == b"G" and _NO_TEXT.search(head[:376]):
        return "video/mp2t"
    return None


def _iso_media(brand: bytes) -> str:
    for prefix, media_type in _BRANDS:
        if brand.startswith(prefix):
            return media_type
    return "video/mp4"


def _audio_frame(head: bytes) -> str | None:
    if len(head) < 4 or head[0] != 0xFF:
        return None
    if head[1] & 0xF6 == 0xF0:
        return "audio/aac"
    is_layer_3 = head[1] & 0xE6 == 0xE2
    has_rate = head[2] >> 4 not in {0, 15} and head[2] >> 2 & 3 != 3
    return "audio/mpeg" if is_layer_3 and has_rate else None


def _text(head: bytes, *, is_all: bool) -> str | None:
    if not head or _NO_TEXT.search(head):
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, is_all)
    except UnicodeDecodeError:
        return None
    start = head.removeprefix(codecs.BOM_UTF8).lstrip(b"\t\n\f\r ")[:4096]
    if _SVG.match(start):
        return "image/svg+xml"
    if _HTML.match(start):
        return "text/html"
    return "text/xml" if start.startswith(b"<?xml") else "text/plain"
