"""Which layers of a bundle are visible, and what they add up to."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Exists, Select, and_, exists, select

from postil.errors import ConflictError
from postil.model.annotation import Annotation
from postil.model.wire import decode_annotations, decode_keys
from postil.stores.sql import schema as t
from postil.stores.sql.layer_facts import LayerFacts
from postil.stores.sql.prepared import Prepared

_segment, _bundle, _job, _change = t.segment.c, t.bundle.c, t.job.c, t.job_change.c

IS_VISIBLE = and_(_job.published_no.is_not(None), _job.undone_at.is_(None))
"""The job of a layer is published and not undone."""

_hiding, _deletion = t.segment.alias("hiding"), t.job.alias("deletion")
_IS_DELETED = (
    exists()
    .where(_hiding.c.bundle_id == _segment.bundle_id, _deletion.c.id == _hiding.c.job_id)
    .where(_deletion.c.is_deletion.is_(True), _deletion.c.undone_at.is_(None))
    .where(_deletion.c.published_no > _job.published_no)
    .correlate(t.segment, t.job)
)
IS_LEFT = and_(IS_VISIBLE, _job.is_deletion.is_(False), ~_IS_DELETED)
"""A layer is visible, and no deletion of labels has hidden it since."""


SEALED = "sealed_no"


@Prepared
def _sealed_no() -> Select[Any]:
    return select(t.counter.c.value).where(t.counter.c.name == SEALED)


def sealed_no(connection: Connection) -> int:
    """Return the newest change of a sealed job; 0 when none is sealed."""
    return _sealed_no(connection).scalar() or 0


def demand_kept(connection: Connection, as_of: int | None) -> None:
    """See to it that the state after change `as_of` can still be told.

    Raises:
        ConflictError: It lies before a change of a sealed job.
    """
    if as_of is not None and as_of < sealed_no(connection):
        raise ConflictError(
            f"what readers saw after change {as_of} is not kept any more", hint="compare with a newer state"
        )


def was_visible(as_of: int | None) -> ColumnElement[bool]:
    """Ask whether the job of a layer was visible after change number `as_of`; None asks for now."""
    if as_of is None:
        return IS_VISIBLE
    last = (
        select(_change.action)
        .where(_change.job_id == _job.id, _change.no <= as_of)
        .order_by(_change.no.desc())
        .limit(1)
        .scalar_subquery()
    )
    return last.in_(("publish", "redo"))


ORDER = (_job.published_no, _segment.chunk)
"""Lowest layer first, within one bundle."""

Layer = tuple[bytes, LayerFacts | None]
"""`(document, facts)`."""


def has_visible_layer(set_id: ColumnElement[int], data_row_id: ColumnElement[int]) -> Exists:
    """Ask whether a set has a visible layer that is left on a data row of the query around it."""
    return (
        exists()
        .where(_bundle.data_row_id == data_row_id, _bundle.set_id == set_id)
        .where(_segment.bundle_id == _bundle.id, _job.id == _segment.job_id, IS_LEFT)
    )


SHORT = 1_000
"""Bytes of a document that is read whole at once: to read its keys alone costs half of that."""


def folded(layers: Iterable[Layer]) -> list[Annotation]:
    """Return the value of one bundle: later layers win by key, in the order keys first appeared.

    A whole layer hides all below it. The tombstones of a layer act before its annotations.
    """
    stack = list(layers)
    if len(stack) == 1:
        return list(_by_key(stack[0][0]).values())
    winners: dict[str, int] = {}
    decoded: dict[int, dict[str, Annotation]] = {}
    for number, (document, facts) in enumerate(stack):
        if facts is not None:
            if facts.is_whole:
                winners.clear()
            for key in facts.tombstones:
                winners.pop(key, None)
        keys: Iterable[str]
        if len(document) < SHORT:
            keys = decoded[number] = _by_key(document)
        else:
            keys = decode_keys(document)
        winners.update(dict.fromkeys(keys, number))
    # Of the others only layers of which something is left are decoded whole.
    for number in set(winners.values()) - decoded.keys():
        decoded[number] = _by_key(stack[number][0])
    return [decoded[number][key] for key, number in winners.items()]


def _by_key(document: bytes) -> dict[str, Annotation]:
    return {one.key: one for one in decode_annotations(document)}


def origins_of(layers: Iterable[tuple[int, Layer]]) -> dict[str, int]:
    """Return by key which job the annotations of a bundle come from; `folded` tells what they are."""
    origins: dict[str, int] = {}
    for job_id, (document, facts) in layers:
        if facts is not None:
            if facts.is_whole:
                origins.clear()
            for key in facts.tombstones:
                origins.pop(key, None)
        origins |= dict.fromkeys(decode_keys(document), job_id)
    return origins
