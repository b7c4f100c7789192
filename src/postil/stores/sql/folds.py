"""The value of many bundles at once, read straight from the driver."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import lru_cache
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import Dialect, Select, case, exists, func, or_, select

from postil.model.annotation import Annotation
from postil.model.digest import HEAD
from postil.ports.bundles import LayerDigest
from postil.stores.sql import schema as t
from postil.stores.sql.compaction import SqlCompaction
from postil.stores.sql.job_statements import newest as newest_change
from postil.stores.sql.layer_facts import LayerFacts
from postil.stores.sql.layers import IS_VISIBLE, ORDER, demand_kept, folded, was_visible
from postil.stores.sql.prepared import Prepared
from postil.stores.sql.records import chunked
from postil.stores.sql.segments import original

_bundle, _segment, _job = t.bundle.c, t.segment.c, t.job.c
_facts = msgspec.json.Decoder(LayerFacts).decode


def layers_by_bundle(*columns: Any) -> Select[Any]:
    """Ask for layers, those of a bundle together and lowest first."""
    return (
        select(*columns)
        .select_from(t.bundle)
        .join(t.segment, _segment.bundle_id == _bundle.id)
        .join(t.job, _job.id == _segment.job_id)
        .order_by(_bundle.data_row_id, _bundle.set_id, _bundle.no, *ORDER)
    )


DOCUMENTS = layers_by_bundle(
    _bundle.data_row_id,
    _bundle.no,
    func.coalesce(_segment.document, original.c.document),
    _segment.about,
).outerjoin(original, original.c.id == _segment.same_as)
"""Data row, no, document and facts of layers."""


SMALL = 2
"""So many annotations are read at once: to come back for them would cost more."""

_later = t.segment.alias("later")
_is_overtaken = exists().where(_later.c.bundle_id == _segment.bundle_id, _later.c.job_id > _segment.job_id)
_content = func.coalesce(_segment.document, original.c.document)

# The keys of a layer are often those of the next one, and then its document is not needed.
_LAYERS = layers_by_bundle(
    _bundle.data_row_id,
    _bundle.no,
    _segment.id,
    _segment.about,
    _segment.digest,
    case((or_(_segment.n <= SMALL, ~_is_overtaken), _content)),
).outerjoin(original, original.c.id == _segment.same_as)

_DIGESTS = (
    select(_bundle.data_row_id, _bundle.no, _segment.n, _job.published_no, _segment.digest)
    .select_from(t.bundle)
    .join(t.segment, _segment.bundle_id == _bundle.id)
    .join(t.job, _job.id == _segment.job_id)
)


@lru_cache(maxsize=16)
def _statement(dialect: Dialect, *, of_digests: bool, is_now: bool) -> str:
    """Compile once what every page asks; `{marks}`, `{set_id}` and `{as_of}` stand where numbers go."""
    # No number of ours is negative, so these are found again in the text.
    rows, in_set = _bundle.data_row_id == -1, _bundle.set_id == -2
    query = (_DIGESTS if of_digests else _LAYERS).where(was_visible(None if is_now else -3), in_set, rows)
    text = str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    return text.replace("= -1", "IN ({marks})").replace("= -2", "= {set_id}").replace("= -3", "= {as_of}")


@Prepared
def _published(set_id: Any) -> Select[Any]:
    return select(_job.id).where(_job.set_id == set_id, IS_VISIBLE).limit(1)


@Prepared
def _published_then(set_id: Any, as_of: Any) -> Select[Any]:
    return select(_job.id).where(_job.set_id == set_id, was_visible(as_of)).limit(1)


class SqlFolds(SqlCompaction):
    """The part of `ports.bundles.BundleStore` that adds layers up."""

    def fold(
        self, set_id: int, data_row_ids: Sequence[int], *, as_of: int | None = None
    ) -> dict[tuple[int, int], list[Annotation]]:
        """Return the value per `(data row, no)` of every bundle with a visible layer.

        Layers apply in the order their jobs were published, within a job by chunk. With `as_of` the value is
        the one readers saw after that change.

        Raises:
            ConflictError: That state is not kept any more.
        """
        demand_kept(self._connection, as_of)
        values: dict[tuple[int, int], list[Annotation]] = {}
        for rows in self._pages(set_id, data_row_ids, as_of=as_of):
            stacks = {key: _stack(layers) for key, layers in groupby(rows, key=itemgetter(0, 1))}
            found = self._documents([one[1] for stack in stacks.values() for one in stack if one[3] is None])
            for key, stack in stacks.items():
                values[key] = folded(
                    (document or found[number], facts) for _, number, facts, document in stack
                )
        return values

    def _documents(self, segment_ids: Sequence[int]) -> dict[int, bytes]:
        found: dict[int, bytes] = {}
        for ids in chunked(segment_ids):
            query = select(_segment.id, _content).where(_segment.id.in_(ids))
            query = query.outerjoin(original, original.c.id == _segment.same_as)
            found |= {row[0]: row[1] for row in self._connection.execute(query)}
        return found

    def digests(
        self, set_id: int, data_row_ids: Sequence[int], *, as_of: int | None = None
    ) -> list[LayerDigest]:
        """List the layers `fold` would put together, unread and in no order.

        Raises:
            ConflictError: That state is not kept any more.
        """
        if self.is_blank(set_id, as_of=as_of):
            return []
        newest = newest_change(self._connection).scalar() or 0
        # What readers see now is found with one look-up less for every layer.
        as_of = as_of if as_of is not None and as_of < newest else None
        return list(chain.from_iterable(self._pages(set_id, data_row_ids, as_of=as_of, of_digests=True)))

    def is_blank(self, set_id: int, *, as_of: int | None = None) -> bool:
        """Tell whether readers see no layer in a set at all, now or after change `as_of`.

        Raises:
            ConflictError: That state is not kept any more.
        """
        demand_kept(self._connection, as_of)
        return not self._has_published(set_id, as_of)

    def _has_published(self, set_id: int, as_of: int | None) -> bool:
        if as_of is None:
            return _published(self._connection, set_id=set_id).first() is not None
        return _published_then(self._connection, set_id=set_id, as_of=as_of).first() is not None

    def _pages(
        self, set_id: int, data_row_ids: Sequence[int], *, as_of: int | None, of_digests: bool = False
    ) -> Iterator[Sequence[Any]]:
        """Yield the layers of a piece of data rows at a time, as the driver returns them."""
        dialect = self._connection.dialect
        template = _statement(dialect, of_digests=of_digests, is_now=as_of is None)
        mark = "?" if dialect.paramstyle == "qmark" else "%s"
        for ids in chunked(data_row_ids):
            statement = template.format(marks=", ".join([mark] * len(ids)), set_id=set_id, as_of=as_of)
            # Rows of the library in between cost as much as decoding what is in them.
            with closing(self._connection.connection.cursor()) as cursor:
                cursor.execute(statement, tuple(ids))
                yield cursor.fetchall()


def _stack(layers: Iterable[Any]) -> list[tuple[bytes, int, LayerFacts | None, bytes | None]]:
    """Return the layers of a bundle that matter: which keys, id, facts, and the document if it came along.

    A layer with the keys of the one right below it takes its place, and one that hides all does so.
    """
    stack: list[tuple[bytes, int, LayerFacts | None, bytes | None]] = []
    for _, _, number, about, digest, document in layers:
        keys = digest[:HEAD]
        facts = None if about is None else _facts(about)
        if facts is None and stack and stack[-1][0] == keys:
            facts = stack.pop()[2]
        elif facts is not None and facts.is_whole:
            stack.clear()
        stack.append((keys, number, facts, document))
    return stack
