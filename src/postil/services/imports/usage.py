"""Used: what a job brings in, by annotation type. Rows that change nothing bring nothing.

The annotations of accepted and updated rows count; those of unchanged rows do not, so that importing a file
again is no usage. Of exact copies one counts.
"""

from collections.abc import Iterable, Iterator, Mapping

from postil.model.annotation import Annotation
from postil.model.annotation_type import add_types, merge_types
from postil.services.imports.layer import Layer
from postil.services.imports.outcome import BundleKey, Outcome, Part, Values

Used = dict[str, int]
Outcomes = Mapping[int, Outcome]


def used_of_layers(layers: Mapping[BundleKey, Layer], values: Values, outcomes: Outcomes) -> Used:
    """Return what the layers of one block bring in, given what readers see there and the rows' outcomes."""
    total: Used = {}
    for bundle, layer in layers.items():
        if layer.is_plain and not values.get(bundle):
            # Nothing is there yet and no key stands twice: everything in it counts, as it was counted.
            merge_types(total, layer.types)
        else:
            _add(zip(layer.lines, layer.annotations(), strict=True), outcomes, total)
    return total


def used_of_parts(parts: Iterable[Part], outcomes: Outcomes, *, is_whole: bool) -> Used:
    """Return what stored layers bring in.

    With `is_whole` a copy in a later layer of a bundle counts no more; without, every layer counts by itself,
    as it did when it was written.
    """
    total: Used = {}
    for rows in _bundles(parts).values() if is_whole else (list(_rows(part)) for part in parts):
        _add(rows, outcomes, total)
    return total


def _bundles(parts: Iterable[Part]) -> dict[BundleKey, list[tuple[int, Annotation]]]:
    found: dict[BundleKey, list[tuple[int, Annotation]]] = {}
    for part in parts:
        found.setdefault(part[0], []).extend(_rows(part))
    return found


def _rows(part: Part) -> Iterator[tuple[int, Annotation]]:
    return zip(part[1], part[2], strict=True)


def _add(rows: Iterable[tuple[int, Annotation]], outcomes: Outcomes, total: Used) -> None:
    seen: set[str] = set()
    for line, annotation in rows:
        if annotation.key in seen or outcomes.get(line) == "unchanged":
            continue
        seen.add(annotation.key)
        add_types(annotation, total)
