"""Only what differs is told, and never more of it than can be read."""

from postil.model.annotation import Annotation
from postil.model.geometry import Box, Polygon
from postil.services.imports.difference import changes_of


def told(old: Annotation | None, new: Annotation | None) -> list[tuple[str, object, object]]:
    return [(change.at, change.old, change.new) for change in changes_of(old, new)]


def test_equal_annotations_differ_in_nothing() -> None:
    assert told(Annotation("a", "car", 1), Annotation("b", "car", 2)) == []


def test_what_appears_has_no_old_value() -> None:
    found = told(Annotation("a", "car"), Annotation("a", "car", confidence=0.5))
    assert found == [("/confidence", None, 0.5)]


def test_how_it_was_spelled_is_told_only_when_nothing_else_differs() -> None:
    first = Annotation("a", "car", geometry=Box(1, 2, 3, 4), ext={"labelbox": {"extra": 1}})
    second = Annotation("a", "car", geometry=Box(1, 2, 3, 5), ext={"labelbox": {"extra": 2}})
    assert told(first, second) == [("/geometry/height", 4, 5)]
    second.geometry = first.geometry
    assert told(first, second) == [("/ext/labelbox/extra", 1, 2)]


def test_long_values_are_cut() -> None:
    many: list[tuple[int | float, int | float]] = [(n, n) for n in range(100)]
    found = told(
        Annotation("a", "car", geometry=Polygon(many[:-1])),
        Annotation("a", "car", geometry=Polygon(many)),
    )
    assert [(old, new) for _, old, new in found] == [("99 parts", "100 parts")]
