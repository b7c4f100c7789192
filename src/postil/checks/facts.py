"""What the rules know about the data row an annotation is about."""

from collections.abc import Mapping

from postil.model.number import Number, Size
from postil.model.target import Target

SIZED = frozenset({"image", "video"})
"""Media types whose annotations lie inside a width and a height in pixels."""

_NO_ASSETS: Mapping[str, "RowFacts"] = {}


class RowFacts:
    """Facts of one data row, made once and asked for every annotation of it.

    `text_length` counts code points of the text, `frame_count` frames of the video; `text` is what the text
    says, where that is at hand. Rows of several named assets list them in `assets`; an annotation is then
    judged by the asset its target names.
    `plain_width` and `plain_height` are the size of an image in pixels, or -1 where it is unknown or the
    row is no image: a box within them needs no further look.
    """

    __slots__ = (
        "assets",
        "frame_count",
        "media_type",
        "plain_height",
        "plain_width",
        "size",
        "text",
        "text_length",
    )

    def __init__(
        self,
        media_type: str = "image",
        size: Size | None = None,
        text_length: int | None = None,
        *,
        frame_count: int | None = None,
        text: str | None = None,
        assets: Mapping[str, "RowFacts"] = _NO_ASSETS,
    ) -> None:
        self.media_type = media_type
        self.size = size
        self.text = text
        self.text_length = len(text) if text_length is None and text is not None else text_length
        self.frame_count = frame_count
        self.assets = assets
        is_plain = media_type == "image" and size is not None and not assets
        self.plain_width: Number = size[0] if is_plain and size is not None else -1
        self.plain_height: Number = size[1] if is_plain and size is not None else -1

    def of(self, target: Target | None) -> "RowFacts":
        """Return the facts of what an annotation lies on; images of a series have no known size."""
        if target is None:
            return self
        facts = self.assets.get(target.asset, self) if self.assets else self
        if facts.size is not None and (target.item is not None or target.page is not None):
            return RowFacts(facts.media_type, None, None, frame_count=facts.frame_count)
        return facts
