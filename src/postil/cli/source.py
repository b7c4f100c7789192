"""Source: the file a command reads, from disk or from standard input."""

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from postil.errors import UsageError

_REPORT = re.compile(r"\.report(\.(?P<number>\d+))?\.ndjson$")
_ENDING = re.compile(r"\.(ndjson|jsonl|json|txt)$", re.IGNORECASE)


@dataclass(frozen=True)
class Source:
    """A file to be read several times, what to call it, and where refused rows of it go."""

    path: Path
    name: str
    report: Path


@contextmanager
def open_source(file: Path, project: str | None = "") -> Iterator[Source]:
    """Return the file, or a copy of standard input for `-`.

    Raises:
        UsageError: There is no such file, or nothing names what comes from standard input.
    """
    if str(file) != "-":
        yield Source(file, file.name, report_path(_existing(file)))
        return
    if project is None:
        raise UsageError("standard input has no name", hint="name the project with --project")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "stdin"
        with copy.open("wb") as target:
            shutil.copyfileobj(sys.stdin.buffer, target)
        yield Source(copy, "stdin", Path("stdin.report.ndjson"))


def _existing(file: Path) -> Path:
    if file.is_dir():
        raise UsageError(f"{file} is a folder", hint="give one file; images go to --images")
    if not file.is_file():
        raise UsageError(f"there is no file {file}", hint="check the path")
    return file


def report_path(file: Path) -> Path:
    """Return `boxes.report.ndjson` for `boxes.ndjson`, and `boxes.report.2.ndjson` for that report itself."""
    own = _REPORT.search(file.name)
    if own is None:
        return file.with_name(_ENDING.sub("", file.name) + ".report.ndjson")
    number = int(own["number"] or 1) + 1
    return file.with_name(_REPORT.sub("", file.name) + f".report.{number}.ndjson")
