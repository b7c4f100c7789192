"""XML without what XML can be abused for: no document type, no entities, bounded in size and depth."""

import re
from xml.parsers import expat

from postil.errors import UsageError
from postil.formats.label_studio.tags import Tag

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 64

_DECLARATION = re.compile(r"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def parse_markup(document: bytes | str) -> Tag:
    """Return the root element.

    Raises:
        UsageError: The document is too long, not UTF-8, declares a type or entities, is nested deeper than
            64 or is not well-formed XML (ONT007, with line and column).
    """
    text = _text(document)
    declared = _DECLARATION.search(text)
    if declared is not None:
        line = text.count("\n", 0, declared.start()) + 1
        raise _invalid(f"{declared.group(0)} on line {line} is not allowed", "remove the declaration")
    return _Builder().parse(text)


def _text(document: bytes | str) -> str:
    if len(document) > MAX_BYTES:
        raise _invalid("the configuration is longer than 1 MiB", "give labels as data instead")
    if isinstance(document, str):
        return document.removeprefix("\ufeff")
    try:
        return document.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _invalid(f"byte {error.start + 1} is not UTF-8", "save the configuration as UTF-8") from error


def _invalid(message: str, hint: str) -> UsageError:
    return UsageError(message, code="ONT007", hint=hint)


class _Builder:
    def __init__(self) -> None:
        self._open: list[Tag] = []
        self._root: Tag | None = None
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse

    def parse(self, text: str) -> Tag:
        try:
            self._parser.Parse(text.encode(), True)
        except expat.ExpatError as error:
            place = f"line {error.lineno}, column {error.offset + 1}"
            raise _invalid(
                f"the configuration is not well-formed XML at {place}: {expat.ErrorString(error.code)}",
                "give the whole configuration, from <View> to </View>",
            ) from error
        if self._root is None:
            raise _invalid("the configuration has no element", "begin it with <View>")
        return self._root

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= MAX_DEPTH:
            line = self._parser.CurrentLineNumber
            raise _invalid(f"line {line} is nested deeper than {MAX_DEPTH} elements", "nest fewer elements")
        tag = Tag(name, attributes, [], self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1].children.append(tag)
        else:
            self._root = tag
        self._open.append(tag)

    def _end(self, name: str) -> None:
        self._open.pop()

    def _refuse(self, *_: object) -> None:
        raise _invalid("document types and entities are not allowed", "remove the declaration")
