"""Difference: what a job changes, annotation by annotation, against what readers saw."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import msgspec

from postil.model.annotation import Annotation
from postil.model.wire import decode_annotations
from postil.ports.bundles import Segment
from postil.ports.diffs import ComponentChange, DiffCounts, DiffOutcome
from postil.ports.jobs import Job
from postil.ports.store import Session
from postil.services.imports.outcome import BundleKey, is_same, visible
from postil.services.imports.settle import pieces

MOST_CHANGES = 8
MOST_CHARACTERS = 60
OURS = frozenset({"feature_id", "origin"})
"""Fields that no file says anything in."""


class Difference(NamedTuple):
    """One annotation before and after."""

    bundle: BundleKey
    key: str
    outcome: DiffOutcome
    old: Annotation | None
    new: Annotation | None

    @property
    def shown(self) -> Annotation:
        """The annotation it is about: the new one, or the one that goes away."""
        found = self.new or self.old
        assert found is not None  # noqa: S101 - there is always one of the two
        return found


def differences(session: Session, job: Job, row_ids: Sequence[int]) -> Iterator[Difference]:
    """Yield what the job changes on some data rows: by data row and bundle, removed annotations last."""
    for piece in pieces(row_ids):
        values = visible(session, job.set_id, piece, as_of=job.seen_no)
        segments = session.bundles.segments_of_rows(job.id, piece)
        for bundle, group in groupby(segments, lambda segment: (segment.data_row_id, segment.no)):
            yield from _of_bundle(bundle, list(group), values.get(bundle, {}))


def _of_bundle(
    bundle: BundleKey, segments: list[Segment], known: dict[str, Annotation]
) -> Iterator[Difference]:
    said: dict[str, Annotation] = {}
    for segment in segments:
        said |= {one.key: one for one in decode_annotations(segment.document)}
    for key, new in said.items():
        old = known.get(key)
        yield Difference(bundle, key, _outcome(old, new), old, new)
    if any(segment.is_whole for segment in segments):
        for key, old in known.items():
            if key not in said:
                yield Difference(bundle, key, "removed", old, None)


def _outcome(old: Annotation | None, new: Annotation) -> DiffOutcome:
    if old is None:
        return "created"
    return "unchanged" if is_same(old, new) else "updated"


def add_outcome(counts: DiffCounts, outcome: DiffOutcome) -> None:
    """Count one annotation."""
    setattr(counts, outcome, getattr(counts, outcome) + 1)


def changes_of(old: Annotation | None, new: Annotation | None) -> list[ComponentChange]:
    """Return the components in which two annotations differ; all of them, when there is only one."""
    found = list(_changes("", _plain(old), _plain(new)))
    notes = [change for change in found if change.at.startswith("/ext")]
    # How a format spelled it matters only where nothing else does.
    return [change for change in found if change not in notes] or notes


def _plain(annotation: Annotation | None) -> dict[str, Any]:
    spelled: dict[str, Any] = msgspec.to_builtins(annotation) if annotation is not None else {}
    spelled.pop("key", None)
    return spelled


def _changes(at: str, old: Any, new: Any) -> Iterator[ComponentChange]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for name in dict.fromkeys([*old, *new]):
            if name not in OURS:
                yield from _changes(f"{at}/{name}", old.get(name), new.get(name))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for place, (first, second) in enumerate(zip(old, new, strict=True)):
            yield from _changes(f"{at}/{place}", first, second)
    else:
        yield ComponentChange(at=at, old=_cut(old), new=_cut(new))


def _cut(value: Any) -> Any:
    """Return a value, or what kind of value it is when it is too long to be looked at."""
    size = len(msgspec.json.encode(value))
    if size <= MOST_CHARACTERS:
        return value
    if isinstance(value, str):
        return value[: MOST_CHARACTERS - 1] + "…"
    return f"{len(value)} {'parts' if isinstance(value, list) else 'fields'}"
