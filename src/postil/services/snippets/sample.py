"""Samples: one annotation for a feature, as a row of a file and as an object of Python."""

from typing import Any, Literal

import msgspec

from postil.model.ontology import FeatureKind
from postil.services.snippets.expression import Expression


class Frame(msgspec.Struct, kw_only=True, frozen=True):
    """The data row a sample is for. Sizes are those of the asset where they are known, else assumed."""

    global_key: str
    media_type: str
    width: int = 640
    height: int = 480
    text_length: int = 12
    message_id: str = "1"

    def box(self) -> tuple[int, int, int, int]:
        """Return left, top, width and height of a box well inside the asset, in whole pixels."""
        across, down = max(self.width // 4, 1), max(self.height // 4, 1)
        return self.width // 8, self.height // 8, across, down


class Sample(msgspec.Struct, kw_only=True):
    """One annotation of a feature.

    `row` is it in the rows of `format`, without its data row; `objects` are the expressions that make it in
    Python, none where the types have no class for it, and `before` the statements they need. `also` are rows
    that a relationship links, and `ends` how they are made. `why_not` says why there is no sample.
    """

    name: str
    kind: FeatureKind
    format: Literal["labelbox", "postil"] = "labelbox"
    row: dict[str, Any] = {}
    objects: list[Expression] = []
    before: list[str] = []
    also: list[dict[str, Any]] = []
    ends: list[Expression] = []
    why_not: str = ""
