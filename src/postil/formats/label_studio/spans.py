"""Stretches of text, markup, dialogue, sound and series in a result's `value`, and back."""

from collections.abc import Callable
from typing import Any

from postil.formats.label_studio.reading import Fields
from postil.model.annotation import Geometry
from postil.model.number import Number
from postil.model.span import MarkupSpan, ParagraphSpan, SeriesRange, TextSpan, TimeRange

LinearSpan = TextSpan | MarkupSpan | ParagraphSpan | TimeRange | SeriesRange


def _read_text(fields: Fields, item: Fields) -> TextSpan:
    # Browsers count UTF-16 code units; the text itself decides later what that is in characters.
    return TextSpan(fields.whole("start"), fields.whole("end"), "utf16", _quotation(fields))


def _read_time(fields: Fields, item: Fields) -> TimeRange:
    channel = None if fields.value.get("channel") is None else fields.whole("channel")
    return TimeRange(fields.number("start"), fields.number("end"), "s", channel)


def _read_markup(fields: Fields, item: Fields) -> MarkupSpan:
    is_global = isinstance(fields.value.get("globalOffsets"), dict)
    offsets = fields.object("globalOffsets") if is_global else None
    return MarkupSpan(
        fields.text("start"), fields.whole("startOffset"), fields.text("end"), fields.whole("endOffset"),
        offsets.whole("start") if offsets else None, offsets.whole("end") if offsets else None,
        _quotation(fields),
    )  # fmt: skip


def _read_paragraph(fields: Fields, item: Fields) -> ParagraphSpan:
    return ParagraphSpan(
        _paragraph(fields, "start"), fields.whole("startOffset"), _paragraph(fields, "end"),
        fields.whole("endOffset"), _quotation(fields),
    )  # fmt: skip


def _paragraph(fields: Fields, key: str) -> int:
    spelled = fields.value.get(key)
    if isinstance(spelled, str) and spelled.isdecimal() and spelled.isascii():
        return int(spelled)
    return fields.whole(key)


def _read_series(fields: Fields, item: Fields) -> SeriesRange:
    return SeriesRange(_position(fields, "start"), _position(fields, "end"), fields.flag("instant"))


def _position(fields: Fields, key: str) -> Number | str:
    return fields.text(key) if isinstance(fields.value.get(key), str) else fields.number(key)


def _quotation(fields: Fields) -> str | None:
    # A textarea of the region puts its answers, a list, where the quotation would be.
    return None if isinstance(fields.value.get("text"), list) else fields.text_or_none("text")


SPAN_READERS: dict[str, Callable[[Fields, Fields], Geometry]] = {
    "text": _read_text,
    "audio": _read_time,
    "hypertext": _read_markup,
    "paragraph": _read_paragraph,
    "timeseries": _read_series,
}


def write_span(span: LinearSpan) -> dict[str, Any]:
    """Return the value fields of a span."""
    match span:
        case TextSpan():
            value: dict[str, Any] = {"start": span.start, "end": span.end}
        case TimeRange():
            value = {"start": span.start, "end": span.end}
            return value if span.channel is None else {**value, "channel": span.channel}
        case SeriesRange():
            return {"start": span.start, "end": span.end, "instant": span.is_instant}
        case MarkupSpan():
            value = {"start": span.start_xpath, "startOffset": span.start_offset}
            value |= {"end": span.end_xpath, "endOffset": span.end_offset}
            if span.global_start is not None:
                value["globalOffsets"] = {"start": span.global_start, "end": span.global_end}
        case ParagraphSpan():
            value = {"start": str(span.start_paragraph), "startOffset": span.start_offset}
            value |= {"end": str(span.end_paragraph), "endOffset": span.end_offset}
    return value if span.text is None else {**value, "text": span.text}
