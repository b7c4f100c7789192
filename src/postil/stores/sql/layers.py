"""Which layers of a bundle are visible, and what they add up to."""

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, Exists, and_, exists

from postil.model.annotation import Annotation
from postil.model.wire import decode_annotations, decode_keys, encode_key
from postil.stores.sql import schema as t
from postil.stores.sql.layer_facts import LayerFacts

_segment, _bundle, _job = t.segment.c, t.bundle.c, t.job.c

IS_VISIBLE = and_(_job.published_no.is_not(None), _job.undone_at.is_(None))
"""The job of a layer is published and not undone."""

ORDER = (_job.published_no, _segment.chunk)
"""Lowest layer first, within one bundle."""

_FEW = 3

Layer = tuple[bytes, LayerFacts | None]
"""`(document, facts)`."""


def has_visible_layer(set_id: ColumnElement[int], data_row_id: ColumnElement[int]) -> Exists:
    """Ask whether a set has a visible layer on a data row of the query around it."""
    return (
        exists()
        .where(_bundle.data_row_id == data_row_id, _bundle.set_id == set_id)
        .where(_segment.bundle_id == _bundle.id, _job.id == _segment.job_id, IS_VISIBLE)
    )


def mention(layers: Iterable[Layer], keys: Collection[str]) -> bool:
    """Tell whether one of the keys stands in a layer: far cheaper to find out than what the layers say."""
    documents = [document for document, _ in layers]
    if len(keys) > _FEW:
        return any(not set(decode_keys(document)).isdisjoint(keys) for document in documents)
    spelled = [encode_key(key) for key in keys]
    return any(key in document for document in documents for key in spelled)


def folded(layers: Iterable[Layer]) -> list[Annotation]:
    """Return the value of one bundle: later layers win by key, in the order keys first appeared.

    A whole layer hides all below it. The tombstones of a layer act before its annotations.
    """
    value: dict[str, Annotation] = {}
    for document, facts in layers:
        if facts is not None:
            if facts.is_whole:
                value.clear()
            for key in facts.tombstones:
                value.pop(key, None)
        for annotation in decode_annotations(document):
            value[annotation.key] = annotation
    return list(value.values())
