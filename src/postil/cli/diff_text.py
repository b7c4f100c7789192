"""What an import changes, for a person: a table by feature, examples, and whose work is overwritten."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from postil.cli.proposal_text import counted
from postil.sdk.import_diffs import (
    ComponentChange,
    DiffCounts,
    DiffedDataRow,
    DiffExample,
    FeatureChanges,
    ImportDiff,
)

COLORS = {"created": "green", "updated": "yellow", "unchanged": "dim", "removed": "red"}
TITLES = {"created": "new"}
MOST_EXAMPLES = 8
MOST_LISTED = 4
NAMELESS = "(rows that name none)"


def diff_texts(diff: ImportDiff) -> Iterator[RenderableType]:
    """Yield the table, the imports that would be overwritten, and examples of what changes."""
    yield _feature_table(diff.features)
    if diff.overwrites:
        yield Text("")
    for one in diff.overwrites:
        what = counted(one.annotations, "annotation")
        yield Text.assemble(("  overwrites ", "yellow"), f"{what} of import ", (one.name, "bold"))
    examples = [
        (feature, one)
        for feature in diff.features
        for one in feature.examples
        if one.outcome in ("updated", "removed")
    ]
    if examples:
        yield Text("")
    for feature, example in examples[:MOST_EXAMPLES]:
        yield from _example(feature, example)
    yield Text("")


def row_table(rows: Iterable[DiffedDataRow]) -> Table:
    """Return data rows with what changes on them."""
    table = _table("data row")
    for row in rows:
        table.add_row(Text(f"  {row.global_key or row.id}"), *_cells(row.counts))
    return table


def _feature_table(features: Iterable[FeatureChanges]) -> Table:
    table = _table("feature", "rejected")
    for feature in features:
        rejected = Text(f"{feature.rejected:,}", "red") if feature.rejected else _nothing()
        table.add_row(Text(f"  {_name(feature)}"), *_cells(feature.counts), rejected)
    return table


def _table(first: str, *last: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(f"  {first}", overflow="fold")
    for name in (*COLORS, *last):
        table.add_column(TITLES.get(name, name), justify="right", no_wrap=True)
    return table


def _cells(counts: DiffCounts) -> list[Text]:
    found = [(getattr(counts, name), color) for name, color in COLORS.items()]
    return [Text(f"{count:,}", color) if count else _nothing() for count, color in found]


def _nothing() -> Text:
    return Text("-", "dim")


def _name(feature: FeatureChanges) -> str:
    name = NAMELESS if feature.name is None else feature.name
    return f"{name}: {', '.join(feature.labels)}" if feature.labels else name


def _example(feature: FeatureChanges, example: DiffExample) -> Iterator[Text]:
    yield Text.assemble(
        "  ",
        (example.outcome, COLORS[example.outcome]),
        f"  {_name(feature)}  on ",
        (json.dumps(example.data_row, ensure_ascii=False), "bold"),
        (f"  {example.key}", "dim"),
    )
    if example.outcome == "removed":
        return
    shown = example.changes[:MOST_LISTED]
    line = Text("    ").append_text(Text(", ").join(_change(change) for change in shown))
    more = len(example.changes) - len(shown) + example.more
    yield line.append(f" and {more:,} more", "dim") if more > 0 else line


def _change(change: ComponentChange) -> Text:
    old, new = _value(change.old), _value(change.new)
    return Text.assemble(f"{_component(change.at)} ", (old, "red"), (" -> ", "dim"), (new, "green"))


def _component(at: str) -> str:
    """Return a component as people call it: `left`, `points 3`, `answer`."""
    parts = at.strip("/").split("/")
    if parts[0] == "geometry" and len(parts) > 1:
        parts = parts[1:]
    if "answers" in parts and parts[-1] == "value":
        return "answer"
    return " ".join(parts)


def _value(value: Any) -> str:
    if value is None:
        return "nothing"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
