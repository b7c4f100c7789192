"""Row spec: a data row to be made, as scripts spell it, read into what is sent."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from postil.client.media_type import MediaType
from postil.client.row_key import DataRowMetadataField
from postil.errors import UsageError
from postil.model.issue import Issue, Where
from postil.sdk.data_rows import Attachment, NewDataRow

RowSpec: TypeAlias = Mapping[str, Any] | str | Path
"""A mapping with `row_data`, `global_key` …, or just the path of a file."""

KEYS = (
    "row_data", "global_key", "external_id", "media_type", "metadata", "metadata_fields", "attachments",
)  # fmt: skip
_URLS = ("http://", "https://")


class ReadSpec(msgspec.Struct, kw_only=True):
    """A row to be sent, the local file that is its media, or what is wrong with it; `given` is as spelled."""

    given: dict[str, Any]
    row: NewDataRow
    file: Path | None = None
    issue: Issue | None = None


def read_spec(spec: RowSpec, number: int) -> ReadSpec:
    """Read one row; `number` counts from 1, for messages.

    Raises:
        UsageError: The row is spelled wrong: a mistake of the program, so nothing should be made. ROW009, a
            key is not known; ROW010, a value has the wrong type.
    """
    given: dict[str, Any] = {"row_data": spec} if isinstance(spec, str | Path) else _mapping(spec, number)
    for key in given:
        if key not in KEYS:
            raise _unknown(key, number)
    row = NewDataRow(
        global_key=_text(given, "global_key", number),
        external_id=_text(given, "external_id", number),
        media_type=MediaType.of(given.get("media_type")).value,
        metadata=_metadata(given, number),
        attachments=_attachments(given, number),
    )
    return _with_content(ReadSpec(given=given, row=row), given.get("row_data"))


def _with_content(read: ReadSpec, content: Any) -> ReadSpec:
    if isinstance(content, str) and content.startswith(_URLS):
        read.row.url = content
    elif isinstance(content, str | Path) and _is_file(content):
        read.file = Path(content)
    elif isinstance(content, Path) or (isinstance(content, str) and read.row.media_type != "text"):
        read.issue = Issue(
            "MED003",
            f"row_data {str(content)!r} is no http(s) address, and there is no such file",
            "give a URL, or the path of a file on this machine",
            got=str(content),
            where=Where(pointer="/row_data"),
        )
    else:
        read.row.inline = content
    return read


def _is_file(content: str | Path) -> bool:
    try:
        return Path(content).is_file()
    except (OSError, ValueError):
        # A text is too long for a path, or holds what no path can.
        return False


def _mapping(spec: Any, number: int) -> dict[str, Any]:
    if isinstance(spec, Mapping):
        return dict(spec)
    raise UsageError(
        f"data row {number} is a {type(spec).__name__}, must be a mapping or a path",
        code="ROW010",
        hint='write {"row_data": "https://…", "global_key": "…"}',
    )


def _text(given: Mapping[str, Any], key: str, number: int) -> str | None:
    value = given.get(key)
    if value is None or isinstance(value, str):
        return value
    raise UsageError(
        f"{key} of data row {number} is {value!r:.60}, must be text",
        code="ROW010",
        hint=f"write {str(value)!r:.60}",
    )


def _metadata(given: Mapping[str, Any], number: int) -> dict[str, Any]:
    fields = given.get("metadata_fields") or []
    try:
        fields = [vars(one) if isinstance(one, DataRowMetadataField) else one for one in fields]
        named = {field.get("name") or field["schema_id"]: field["value"] for field in fields}
        return dict(given.get("metadata") or {}) | named
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UsageError(
            f"metadata of data row {number} cannot be read: {error}",
            code="ROW010",
            hint='write "metadata": {"weather": "rain"}, or a list of {"name": …, "value": …}',
        ) from None


def _attachments(given: Mapping[str, Any], number: int) -> list[Attachment]:
    try:
        return msgspec.convert(given.get("attachments") or [], list[Attachment])
    except msgspec.ValidationError as error:
        raise UsageError(
            f"attachments of data row {number} cannot be read: {error}",
            code="ROW010",
            hint='write a list of {"type": "IMAGE", "value": "https://…", "name": …}',
        ) from None


def _unknown(key: object, number: int) -> UsageError:
    near = get_close_matches(str(key), KEYS, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"the keys are {', '.join(KEYS)}"
    return UsageError(f"data row {number} has a key {key!r}, which is not known", code="ROW009", hint=hint)
