"""Labels made one after the other."""

from collections.abc import Iterable, Iterator

from postil.types.label import Label


class LabelGenerator:
    """An iterator over labels; nothing is fetched ahead.

    Args:
        data: The labels, or whatever makes them.
    """

    def __init__(self, data: Iterable[Label]) -> None:
        self._labels = iter(data)

    def __iter__(self) -> Iterator[Label]:
        """Return itself: labels can be gone through once."""
        return self

    def __next__(self) -> Label:
        """Return the next label."""
        return next(self._labels)
