"""Outcomes: what became of each item, kept as files among the blobs and told page by page."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from postil.errors import UsageError
from postil.formats.labelbox.row_items import UNSET, RowItem
from postil.ports.blobs import Blobs


class Outcome(msgspec.Struct, array_like=True):
    """One item: the `uid` of its data row, or why there is none. The rest is as it was sent."""

    uid: str | None
    message: str | None
    external_id: str | None
    global_key: str | None
    row_data: str | None
    metadata: list[dict[str, Any]] = []
    attachments: list[dict[str, Any]] = []


class Block(msgspec.Struct, array_like=True):
    """The outcomes of one block of items: their file, and how many went well and badly."""

    sha256: str
    accepted: int
    rejected: int


class OutcomePage(msgspec.Struct, kw_only=True):
    """Some outcomes; `after` begins the next page, None on the last."""

    outcomes: list[Outcome]
    total: int
    after: str | None = None


_decoder = msgspec.json.Decoder(list[Outcome])


def accepted(item: RowItem, uid: str, row_data: str | None, key: str | None, name: str | None) -> Outcome:
    """Describe an item that went well: what its data row is now."""
    return Outcome(uid, None, name, key, item.row_data or row_data)


def rejected(item: RowItem, message: str) -> Outcome:
    """Describe an item that went badly, with everything that was sent."""
    return Outcome(
        None,
        message,
        item.external_id or None,
        item.global_key or (item.key if item.by == "global_key" else None),
        item.row_data,
        [] if item.metadata is UNSET else item.metadata,
        [] if item.attachments is UNSET else [msgspec.structs.asdict(one) for one in item.attachments],
    )


def keep(blobs: Blobs, outcomes: Sequence[Outcome]) -> Block:
    """Keep the outcomes of a block."""
    bad = sum(one.uid is None for one in outcomes)
    return Block(blobs.put(msgspec.json.encode(outcomes)).sha256, len(outcomes) - bad, bad)


def read_page(
    blobs: Blobs, blocks: Sequence[Block], *, is_accepted: bool, after: str | None, limit: int
) -> OutcomePage:
    """Return outcomes of one sort in the order of their items; `after` is where the page before ended.

    Raises:
        UsageError: `after` is no such place.
    """
    total = sum(block.accepted if is_accepted else block.rejected for block in blocks)
    block_no, index = _place(after)
    found: list[Outcome] = []
    for number, place, outcome in _outcomes(blobs, blocks, is_accepted, block_no, index):
        if len(found) == limit:
            return OutcomePage(outcomes=found, total=total, after=f"{number}.{place}")
        found.append(outcome)
    return OutcomePage(outcomes=found, total=total)


def _outcomes(
    blobs: Blobs, blocks: Sequence[Block], is_accepted: bool, block_no: int, index: int
) -> Iterator[tuple[int, int, Outcome]]:
    for number in range(block_no, len(blocks)):
        block = blocks[number]
        if not (block.accepted if is_accepted else block.rejected):
            continue
        for place, outcome in enumerate(_decoder.decode(blobs.read(block.sha256))):
            is_before = number == block_no and place < index
            if not is_before and (outcome.uid is not None) == is_accepted:
                yield number, place, outcome


def _place(after: str | None) -> tuple[int, int]:
    block, _, index = (after or "0.0").partition(".")
    if not (block.isdecimal() and index.isdecimal() and len(block + index) < 20):
        raise UsageError("`from` is no cursor of this list", hint="send the `after` of the page before")
    return int(block), int(index)
