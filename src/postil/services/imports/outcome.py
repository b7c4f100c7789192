"""Outcome: whether an accepted row is new, replaces something visible, or says what is already there."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec

from postil.model.annotation import Annotation
from postil.ports.jobs import Counts
from postil.ports.store import Session
from postil.services.imports.layer import Layer

SPELLED_KEY = "uuid"
"""Where `ext` of a format keeps the spelling of a key that was not the canonical one."""

Outcome = Literal["accepted", "updated", "unchanged"]
BundleKey = tuple[int, int]
Values = dict[BundleKey, dict[str, Annotation]]
Layers = dict[BundleKey, Layer]
Part = tuple[BundleKey, list[int], list[Annotation]]
"""What a source says about one bundle: `(data row id, bundle no)`, lines and annotations in step.

The annotations are not looked at where the bundle has no value yet."""


def visible(session: Session, set_id: int, row_ids: Sequence[int], *, as_of: int | None = None) -> Values:
    """Return what readers see about the data rows, by key; rows without a visible layer are left out.

    With `as_of` it is what they saw after that change. All rows of a job are counted against one state: that
    of the newest change when it began.
    """
    known = session.bundles.bundles_with_layers(set_id, row_ids, as_of=as_of)
    if not known:
        return {}
    values = session.bundles.fold(set_id, sorted(known), as_of=as_of)
    return {key: {annotation.key: annotation for annotation in value} for key, value in values.items()}


def count(parts: Iterable[Part], values: Values, counts: Counts) -> dict[int, Outcome]:
    """Add the outcome of every row in `parts` to `counts`; a row of several annotations counts once.

    Returns the outcomes by line.
    """
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
    return outcomes


def removed(kept: Iterable[tuple[BundleKey, set[str]]], values: Values) -> int:
    """Count the annotations readers saw in bundles of which only the keys in `kept` stay."""
    return sum(len(values.get(bundle, {}).keys() - keys) for bundle, keys in kept)


def _outcome(annotation: Annotation, known: dict[str, Annotation]) -> Outcome:
    before = known.get(annotation.key)
    if before is None:
        return "accepted"
    return "unchanged" if is_same(before, annotation) else "updated"


def is_same(before: Annotation, now: Annotation) -> bool:
    """Tell whether two annotations of one key have equal content; how the key was spelled is none."""
    if before == now:
        return True
    if before.ext == now.ext:
        return False
    first, second = (msgspec.structs.replace(one, ext=_unkeyed(one.ext)) for one in (before, now))
    return first == second


def _unkeyed(ext: dict[str, Any]) -> dict[str, Any]:
    notes = {
        name: {k: v for k, v in note.items() if k != SPELLED_KEY} if isinstance(note, dict) else note
        for name, note in ext.items()
    }
    return {name: note for name, note in notes.items() if note}


def _worse(first: Outcome | None, second: Outcome) -> Outcome:
    # A row is unchanged only when all of it is, and new only when all of it is.
    return second if first is None or first == second else "updated"
