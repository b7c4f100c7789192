"""What undoing changes, in words."""

from collections.abc import Iterator

from rich.markup import escape

from postil.sdk.undo import Forecast, UndoPreview

MOST = 5


def forecast_texts(name: str, preview: UndoPreview, *, is_done: bool, through: bool) -> Iterator[str]:
    """Yield a line about everything that changes, or has changed when it `is_done`."""
    yield f"[bold]{escape(name)}[/] {'is undone' if is_done else 'would be undone'}"
    yield from _counts(preview.forecast, preview.forecast.is_exact)
    if not through:
        for later in preview.forecast.superseded_by:
            kept = _many(later.annotations, "annotation")
            left = "left as it is" if later.annotations == 1 else "left as they are"
            yield f"  {kept} superseded by [bold]{escape(later.name)}[/], {left}"
    if preview.through and not is_done:
        names = ", ".join(f"[bold]{escape(one.name)}[/]" for one in preview.through[:MOST])
        more = len(preview.through) - MOST
        names += f" and {more} more" if more > 0 else ""
        yield f"  first: {names}" if through else f"  --through would first undo {names}"
    rows = [row.global_key or row.id for row in preview.edited_rows.items[:MOST]]
    if rows:
        more = preview.forecast.edited - len(rows)
        others = f" and {more:,} more" if more > 0 else ""
        yield f"  edited by people, who keep their versions: {escape(', '.join(rows))}{others}"


def _counts(found: Forecast, is_exact: bool) -> Iterator[str]:
    said = [
        (found.removed, "annotation", "removed"),
        (found.restored, "annotation", "back at the value of an earlier import"),
        (found.returned, "annotation", "back that it had taken away"),
        (found.unchanged, "annotation", "unchanged: an earlier import says the same"),
        (found.data_rows, "data row", "gone from the catalog"),
        (found.tasks, "task", "gone from the project"),
        (found.reopened, "data row", "to be labelled again"),
    ]
    for count, noun, what in said:
        if count:
            yield f"  {_many(count, noun)} {what}"
    if not is_exact:
        yield f"  [dim]annotations were counted on the first {found.counted_rows:,} data rows only[/]"
    if not any(count for count, _, _ in said) and not found.superseded_by:
        yield "  nothing anybody sees changes"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
