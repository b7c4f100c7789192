"""Stretches of text, markup, tokens, paragraphs, time and series. All ends are exclusive unless said.

Inclusive ends of a source (Labelbox text entities) are exactly invertible and normalised on reading.
"""

from typing import Literal

import msgspec

from postil.model.number import Number


class TextSpan(msgspec.Struct, tag_field="type", tag="text_span", omit_defaults=True, gc=False):
    """Characters `start` up to, not including, `end`.

    `unit` is `codepoint`, or `utf16` until the text is known. `text` is the quotation the source gave.
    """

    start: int
    end: int
    unit: Literal["codepoint", "utf16"] = "codepoint"
    text: str | None = None


class MarkupSpan(msgspec.Struct, tag_field="type", tag="markup_span", omit_defaults=True, gc=False):
    """A stretch of HTML between two XPath positions; the global offsets count characters of the text."""

    start_xpath: str
    start_offset: int
    end_xpath: str
    end_offset: int
    global_start: int | None = None
    global_end: int | None = None
    text: str | None = None


class ParagraphSpan(msgspec.Struct, tag_field="type", tag="paragraph_span", omit_defaults=True, gc=False):
    """From a character of one paragraph to a character of another; paragraphs count from 0."""

    start_paragraph: int
    start_offset: int
    end_paragraph: int
    end_offset: int
    text: str | None = None


class TokenGroup(msgspec.Struct, omit_defaults=True, gc=False):
    """Tokens of one group of a document's text layer; `page` counts from 1."""

    group_id: str
    token_ids: list[str]
    page: int


class TokenSpan(msgspec.Struct, tag_field="type", tag="token_span", omit_defaults=True, gc=False):
    """Words of a document named by the ids of its text layer."""

    groups: list[TokenGroup]


class TimeRange(msgspec.Struct, tag_field="type", tag="time_range", omit_defaults=True, gc=False):
    """A stretch of sound or film, in milliseconds or seconds as it came."""

    start: Number
    end: Number
    unit: Literal["ms", "s"] = "ms"
    channel: int | None = None


class SeriesRange(msgspec.Struct, tag_field="type", tag="series_range", omit_defaults=True, gc=False):
    """A stretch of a time series in the unit of its axis; a point in time when `is_instant`."""

    start: Number | str
    end: Number | str
    is_instant: bool = False


Span = TextSpan | MarkupSpan | ParagraphSpan | TokenSpan | TimeRange | SeriesRange
