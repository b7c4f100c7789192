"""Outcome: whether an accepted row is new, replaces something visible, or says what is already there."""

from collections.abc import Iterable, Sequence
from typing import Literal

from postil.model.annotation import Annotation
from postil.ports.jobs import Counts
from postil.ports.store import Session
from postil.services.imports.layer import Layer

Outcome = Literal["accepted", "updated", "unchanged"]
BundleKey = tuple[int, int]
Values = dict[BundleKey, dict[str, Annotation]]
Layers = dict[BundleKey, Layer]
Part = tuple[BundleKey, list[int], list[Annotation]]
"""What a source says about one bundle: `(data row id, bundle no)`, lines and annotations in step.

The annotations are not looked at where the bundle has no value yet."""


def visible(session: Session, set_id: int, row_ids: Sequence[int], layers: Layers | None = None) -> Values:
    """Return what readers see now about the data rows, by key; rows without a visible layer are left out.

    With `layers`, bundles that have none of their keys come out empty: what is stored about a data row that
    is not touched is not decoded.
    """
    if layers is None:
        values = session.bundles.fold(set_id, sorted(session.bundles.bundles_with_layers(set_id, row_ids)))
    else:
        by_row: dict[int, list[Layer]] = {}
        for (row_id, _), layer in layers.items():
            by_row.setdefault(row_id, []).append(layer)
        values = session.bundles.fold(
            set_id,
            sorted(row_ids),
            among=lambda row_id: [key for one in by_row[row_id] for key in one.all_keys()],
        )
    return {key: {annotation.key: annotation for annotation in value} for key, value in values.items()}


def count(parts: Iterable[Part], values: Values, counts: Counts) -> None:
    """Add the outcome of every row in `parts` to `counts`; a row of several annotations counts once."""
    outcomes: dict[int, Outcome] = {}
    for bundle, part_lines, annotations in parts:
        known = values.get(bundle)
        counts.annotations += len(part_lines)
        if not known:
            for line in part_lines:
                outcomes[line] = _worse(outcomes.get(line), "accepted")
            continue
        for line, annotation in zip(part_lines, annotations, strict=True):
            outcomes[line] = _worse(outcomes.get(line), _outcome(annotation, known))
    for outcome in outcomes.values():
        setattr(counts, outcome, getattr(counts, outcome) + 1)


def _outcome(annotation: Annotation, known: dict[str, Annotation]) -> Outcome:
    before = known.get(annotation.key)
    if before is None:
        return "accepted"
    return "unchanged" if before == annotation else "updated"


def _worse(first: Outcome | None, second: Outcome) -> Outcome:
    # A row is unchanged only when all of it is, and new only when all of it is.
    return second if first is None or first == second else "updated"
