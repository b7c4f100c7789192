"""One run of the writer: what it may ask for, and where it reports what it could not carry."""

import base64
from collections.abc import Callable
from typing import Any

from postil.formats.format import ContentOf
from postil.formats.labelbox.reading import EXT
from postil.model.annotation import Annotation
from postil.model.issue import Loss
from postil.model.number import Size

_KEPT_TEXTS = 8


class Spelling:
    """What the writer knows while it spells the annotations of one data row.

    `size` is the displayed size of the asset and `text` what a text says; None when unknown.
    """

    def __init__(self, content_of: ContentOf, losses: Callable[[Loss], None]) -> None:
        self.size: Size | None = None
        self.text: str | None = None
        self._content_of = content_of
        self._losses = losses
        self._texts: dict[str, str] = {}

    def content_text(self, sha256: str) -> str:
        """Return kept bytes as base64; the last few are remembered, rows share composites."""
        text = self._texts.get(sha256)
        if text is None:
            if len(self._texts) >= _KEPT_TEXTS:
                del self._texts[next(iter(self._texts))]
            text = self._texts[sha256] = base64.b64encode(self._content_of(sha256)).decode("ascii")
        return text

    def lose(self, code: str, message: str, annotation: Annotation) -> None:
        """Report that something of an annotation is not carried."""
        self._losses(Loss(code, message, example=annotation.key or annotation.feature))


def quirks_of(annotation: Annotation) -> dict[str, Any]:
    """Return what an annotation's `ext` says about its spelling in this format."""
    found = annotation.ext.get(EXT)
    return found if isinstance(found, dict) else {}
