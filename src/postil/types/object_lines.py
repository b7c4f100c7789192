"""Objects without questions or measures straight to JSON: nearly all that models make are of this kind.

What rows of one feature have in common is spelled once for a label; only shapes are spelled for each.
"""

from typing import Any

from postil.types.feature import spell_feature
from postil.types.line import Line
from postil.types.mask import Mask
from postil.types.object_annotation import ObjectAnnotation
from postil.types.point import are_bare
from postil.types.polygon import Polygon
from postil.types.refusal import Row
from postil.types.row_keys import RowKeys, encode, line_of
from postil.types.spelled_shapes import speller_of


class ObjectLines:
    """The lines of a label's simple objects, with the same uuids as their rows have."""

    def __init__(self, data_row: Row, keys: RowKeys) -> None:
        self._data_row = data_row
        self._keys = keys
        self._heads: dict[tuple[str | None, str | None], bytes] = {}

    def line(self, one: ObjectAnnotation) -> bytes | None:
        """Return the line of an object, None when there is more to it than its feature and its shape."""
        value = one.value
        is_simple = not (one.classifications or one.extra) and one.confidence is None
        if not is_simple or one.custom_metrics is not None or isinstance(value, Mask):
            return None
        feature = (one.name, one.feature_schema_id)
        head = self._heads.get(feature)
        if head is None:
            head = self._heads[feature] = self._head(*feature)
        said = head + encode(_shape(value))[1:]
        return line_of(said, self._keys.of(said))

    def _head(self, name: str | None, feature_schema_id: str | None) -> bytes:
        row = {"uuid": "", "dataRow": self._data_row} | spell_feature(name, feature_schema_id)
        row["classifications"] = []
        return encode(row)[:-1] + b","


def _shape(value: Any) -> Row:
    """Return a shape as something of which JSON is made as of its row; long lists go as they are."""
    kind = type(value)
    if kind is Polygon and are_bare(points := value.points):
        is_closed = not points or points[0] == points[-1]
        return {"polygon": points if is_closed else [*points, points[0]]}
    if kind is Line and are_bare(value.points):
        return {"line": value.points}
    return speller_of(kind)(value)
