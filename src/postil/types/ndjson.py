"""Labels to the rows of an annotation file, and back."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from postil.types.label import Label
from postil.types.label_rows import LabelRows
from postil.types.read_rows import read_labels
from postil.types.refusal import Row, refuse_type


def to_ndjson(labels: Iterable[Label] | Label) -> Iterator[Row]:
    """Yield the rows of labels, one label at a time; of one label too.

    Nothing of the labels is changed: the same labels give the same rows again.

    Raises:
        AnnotationError: What only a whole label shows is wrong, see `LabelRows.build`; something is no label.
    """
    for label in [labels] if isinstance(labels, Label) else labels:
        if not isinstance(label, Label):
            refuse_type(f"{label!r:.80} is no Label", "put annotations into a Label", "", label)
        yield from LabelRows(label).build()


def to_lines(labels: Iterable[Label] | Label) -> Iterator[list[bytes]]:
    """Yield for each label the lines of its rows as JSON, without their ends; raises as `to_ndjson` does.

    It says the same as encoding the rows of `to_ndjson`, and costs half.
    """
    for label in [labels] if isinstance(labels, Label) else labels:
        if not isinstance(label, Label):
            refuse_type(f"{label!r:.80} is no Label", "put annotations into a Label", "", label)
        yield LabelRows(label).lines()


def from_ndjson(rows: Iterable[Mapping[str, Any]]) -> Iterator[Label]:
    """Yield one label for each data row that rows are about, in the order they are first named.

    All rows are read before the first label comes: rows of one data row may be anywhere.

    Raises:
        AnnotationError: A row is wrong; `path` leads to the value, and the message names the row's number.
    """
    yield from read_labels(rows)


class NDJsonConverter:
    """The two directions under the names other programs use."""

    @staticmethod
    def serialize(labels: Iterable[Label]) -> Iterator[Row]:
        """Yield the rows of labels; see `to_ndjson`."""
        return to_ndjson(labels)

    @staticmethod
    def deserialize(json_data: Iterable[Mapping[str, Any]]) -> Iterator[Label]:
        """Yield the labels of rows; see `from_ndjson`."""
        return from_ndjson(json_data)
