"""Duplicates: rows of a block or a data row that say once more, under another key, what is said already.

Looked for where it costs nothing much: layers in which two annotations begin at one spot, layers that are
judged as a whole anyway, and data rows about which something is published.
"""

from collections.abc import Callable, Iterable, Iterator

from postil.checks.duplicate import check_copies
from postil.model.annotation import Annotation
from postil.model.issue import Issue, Where
from postil.ports.jobs import Job
from postil.ports.store import Session
from postil.services.imports.check import Judged
from postil.services.imports.layer import Layer
from postil.services.imports.outcome import BundleKey, Part, Values
from postil.services.imports.resolve import name_of


def note_copies(
    session: Session | None, job: Job, judged: Judged, values: Values, is_begun: Callable[[int], bool]
) -> None:
    """Add a warning for every probable duplicate of a block; without a session, data rows stay unnamed.

    Where `is_begun` says that other blocks hold earlier lines of the data row, one of these rows may still be
    refused for them: such layers are left to be settled, and told there.
    """
    for bundle, layer in judged.layers.items():
        known = values.get(bundle, {})
        # Layers that are settled are told there, when all rows of the data row are known.
        if layer.needs_settle or not _may_have_copies(layer, known):
            continue
        rows = sorted(zip(layer.lines, layer.annotations(), strict=True), key=lambda row: row[0])
        found = check_copies(rows, known)
        if not found:
            continue
        if is_begun(layer.row.id):
            layer.needs_settle = True
            continue
        name = name_of(session, layer.row.id) if session is not None else None
        for line, issue in found:
            issue.where = Where(job.source_name, line, name, issue.where.annotation)
            judged.tally.add([issue])


def copies_between(parts: Iterable[Part], told_parts: Iterable[Part], values: Values) -> Iterator[Issue]:
    """Yield the probable duplicates among all layers of a data row that no block has told.

    Args:
        parts: The layers as they are settled.
        told_parts: The layers whose block told its own, as it saw them.
        values: What readers see there.
    """
    whole: dict[BundleKey, list[tuple[int, Annotation]]] = {}
    for bundle, lines, annotations in parts:
        whole.setdefault(bundle, []).extend(zip(lines, annotations, strict=True))
    told: set[tuple[int, str | None]] = set()
    for bundle, lines, annotations in told_parts:
        rows = list(zip(lines, annotations, strict=True))
        told |= {(line, issue.where.annotation) for line, issue in check_copies(rows, values.get(bundle, {}))}
    for bundle, rows in whole.items():
        for line, issue in check_copies(rows, values.get(bundle, {})):
            if (line, issue.where.annotation) not in told:
                yield issue


def _may_have_copies(layer: Layer, known: dict[str, Annotation]) -> bool:
    if layer.has_twins or not layer.is_plain:
        return True
    # A file imported again repeats its keys: nothing of it is new, and nothing has to be compared.
    return bool(known) and not known.keys() >= set(layer.keys())
