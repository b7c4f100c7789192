"""File checks: what a file of annotations is and what it needs, said before anything is imported."""

from typing import Any

import msgspec

from postil.errors import LimitError
from postil.facades.native.call import Call
from postil.facades.native.ontologies import Feature, shown_features
from postil.facades.native.page import Number
from postil.facades.native.recipes import Suggestion, shown_suggestion
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import SIGNED_IN, at_least
from postil.facades.native.scope import project_in_path
from postil.ports.jobs import IssueGroup
from postil.services.file_checks import MOST_BYTES
from postil.services.file_checks import FileCheck as Found


class FileCheckQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What the file is called, how large all of it is in bytes, and its format where a person knows better.

    Without `size` the body is the whole file.
    """

    filename: str = ""
    size: Number | None = None
    format: str | None = None


class RecognisedFormat(msgspec.Struct, kw_only=True):
    """What the file looks like.

    `name` is null when no format claims it; `seen` says what decided, `hint` what to do with another file.
    """

    name: str | None
    title: str
    seen: str
    hint: str


class RowsOfFile(msgspec.Struct, kw_only=True):
    """The data rows a file names, as it spells them.

    `present` counts those of the project. `joining` ones are there and not in the project; of `missing` ones
    nobody knows, or not the caller.
    """

    present: int
    joining_keys: list[str]
    joining_ids: list[str]
    missing_keys: list[str]
    missing_ids: list[str]


class FileCheck(msgspec.Struct, kw_only=True):
    """What a file is and what it needs, as far as it was looked at.

    `unreadable` counts rows that are wrong by themselves, with `issues` of one example each. `features` are
    those the file was made with, and `counts` how often each was met; `misspelt` maps names that were left
    out to the one probably meant. With `brings_rows` the import itself makes the data rows. `kinds` counts
    annotations by what the file itself says they are. `names` compares the features with the ontology of the
    project, null where there is none.
    """

    name: str
    format: RecognisedFormat
    is_whole: bool
    looked_at_bytes: int
    rows: int
    unreadable: int
    annotations: int
    issues: list[IssueGroup]
    media_type: str
    features: list[Feature]
    counts: dict[str, int]
    misspelt: dict[str, str]
    brings_rows: bool
    kinds: dict[str, int]
    data_rows: RowsOfFile
    names: Suggestion | None


def check_file(call: Call[None, FileCheckQuery]) -> FileCheck:
    """Look at a file for a project that is yet to be made."""
    return _checked(call, None)


def check_project_file(call: Call[None, FileCheckQuery]) -> FileCheck:
    """Look at a file for a project."""
    return _checked(call, call.uid)


def _checked(call: Call[None, FileCheckQuery], project: str | None) -> FileCheck:
    content, asked = _beginning(call), call.query
    is_cut = asked.size is not None and asked.size > len(content)
    found = call.services.file_checks.check(
        content,
        call.user,
        filename=asked.filename,
        is_cut=is_cut,
        format_name=asked.format,
        project_uid=project,
    )
    return _shown(found, len(content), is_whole=not is_cut)


def _beginning(call: Call[Any, Any]) -> bytes:
    content = bytearray()
    for piece in call.upload:
        content += piece
        if len(content) > MOST_BYTES:
            raise LimitError(
                f"more than {MOST_BYTES:,} bytes were sent to be looked at",
                hint="send the beginning, and say with `size` how large the file is",
            )
    return bytes(content)


def _shown(found: Found, looked_at: int, *, is_whole: bool) -> FileCheck:
    survey, inferred = found.survey, found.inferred
    recognition = found.recognition
    issues = survey.issues.values() if survey is not None else ()
    return FileCheck(
        name=found.name,
        format=RecognisedFormat(
            name=recognition.format, title=recognition.title, seen=recognition.seen, hint=recognition.hint
        ),
        is_whole=is_whole,
        looked_at_bytes=looked_at,
        rows=survey.rows if survey else 0,
        unreadable=survey.unreadable if survey else 0,
        annotations=survey.annotations if survey else 0,
        issues=[IssueGroup(code=one.code, severity=one.severity, count=n, example=one) for one, n in issues],
        media_type=inferred.ontology.media_type if inferred else "image",
        features=shown_features(inferred.ontology.features) if inferred else [],
        counts=inferred.counts if inferred else {},
        misspelt=inferred.misspelt if inferred else {},
        brings_rows=survey.brings_rows if survey else False,
        kinds={str(kind): count for kind, count in survey.kinds.items()} if survey else {},
        data_rows=RowsOfFile(**msgspec.structs.asdict(found.rows)),
        names=shown_suggestion(found.suggestion) if found.suggestion is not None else None,
    )


_ABOUT = (
    f"Nothing is kept. At most {MOST_BYTES:,} bytes are taken: send the beginning of a larger file, and its "
    "`size`; the last row of what was cut off is left out."
)
_ERRORS = {413: "More was sent than is looked at."}
_CHECK: dict[str, Any] = {
    "name": "boxes",
    "format": {
        "name": "labelbox",
        "title": "Labelbox annotation rows (NDJSON)",
        "seen": "the first line is a JSON object with `dataRow` and `bbox`: one annotation per line",
        "hint": "",
    },
    "is_whole": True,
    "looked_at_bytes": 48211,
    "rows": 120,
    "unreadable": 0,
    "annotations": 120,
    "issues": [],
    "media_type": "image",
    "features": [{"name": "Car", "kind": "box"}],
    "counts": {"Car": 120},
    "misspelt": {},
    "brings_rows": False,
    "kinds": {},
    "data_rows": {
        "present": 0,
        "joining_keys": ["kobe.jpg"],
        "joining_ids": [],
        "missing_keys": ["osaka.jpg"],
        "missing_ids": [],
    },
    "names": None,
}
_NAMES = {
    "unknown": [{"place": ["Car"], "kind": "box", "near": "car"}],
    "features": {"Car": {"to": "car"}},
    "text": '[features]\nCar = "car"\n',
    "saved": [],
}
_SENT: dict[str, Any] = {
    "query": FileCheckQuery,
    "upload": "application/octet-stream",
    "response": FileCheck,
    "errors": _ERRORS,
}

ROUTES = [
    Route(
        method="POST",
        path=f"{API}/files/check",
        name="check_file",
        summary="Say what a file of annotations is, and what a project for it needs",
        access=SIGNED_IN,
        handler=check_file,
        description=_ABOUT,
        example=Example(response=_CHECK),
        **_SENT,
    ),
    Route(
        method="POST",
        path=f"{API}/projects/{{uid}}/files/check",
        name="check_project_file",
        summary="Say what a file of annotations is, and what it needs to go into a project",
        access=at_least("manager", project_in_path),
        handler=check_project_file,
        description=_ABOUT,
        example=Example(response={**_CHECK, "names": _NAMES}),
        **_SENT,
    ),
]
