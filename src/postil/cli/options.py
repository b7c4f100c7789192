"""Options that several commands share."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Group, Parameter

SERVER = Group("Server", sort_key=8)
OUTPUT = Group("Output", sort_key=9)


@Parameter(name="*")
@dataclass(frozen=True)
class Where:
    """Which server.

    Args:
        url: Address of the server; else POSTIL_URL, else the server running for the data directory.
        key: API key; else POSTIL_KEY. A server of this machine needs none.
        data: Data directory to look for a running server in; else POSTIL_DATA, else your own.
    """

    url: Annotated[str | None, Parameter(group=SERVER)] = None
    key: Annotated[str | None, Parameter(group=SERVER)] = None
    data: Annotated[Path | None, Parameter(group=SERVER)] = None


@Parameter(name="*")
@dataclass(frozen=True)
class Output:
    """How to tell the result.

    Args:
        json: Print one JSON object instead of text.
        quiet: Print nothing but errors; the exit status tells the outcome.
    """

    json: Annotated[bool, Parameter(group=OUTPUT)] = False
    quiet: Annotated[bool, Parameter(name=["--quiet", "-q"], group=OUTPUT)] = False


def _demand_no_option(_: object, value: object) -> None:
    """Refuse a misspelt option that was taken for a file: of names with a hyphen in front only `-` is one."""
    if str(value) != "-" and str(value).startswith("-"):
        raise ValueError(f"unknown option {value}")


OR_STREAM = Parameter(allow_leading_hyphen=True, validator=_demand_no_option)
"""A file, or `-` for standard input or output."""

HERE = Where()
TEXT = Output()
