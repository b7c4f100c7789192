"""What a layer says besides its annotations."""

from typing import Any

import msgspec

from postil.model.number import Number


class LayerFacts(msgspec.Struct, omit_defaults=True, gc=False):
    """What most layers leave at its default, stored as one JSON value that is then absent.

    These belong to the layer and not to its bundle: nothing of an unpublished job may show, and undoing a
    job must take its score and its mark away again.
    """

    is_whole: bool = False
    is_benchmark: bool = False
    version: str | None = None
    score: Number | None = None
    ext: dict[str, Any] | None = None
    tombstones: list[str] = []
    metrics: dict[str, Any] = {}
