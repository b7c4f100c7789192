"""`postil run`: an unmodified script of the official package, against this server."""

import os
import re
import subprocess
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from postil.cli.options import HERE, Where
from postil.errors import UnsupportedError, UsageError

LATER = re.compile(r"^\s*(?:import|from)\s+label_studio_sdk\b", re.MULTILINE)
SWITCHES = frozenset({"--quiet", "-q", "--help", "-h"})
FOR_THE_SCRIPT = Parameter(allow_leading_hyphen=True)


def run_script(
    script: Path,
    /,
    *arguments: Annotated[str, FOR_THE_SCRIPT],
    python: str | None = None,
    quiet: Annotated[bool, Parameter(name=["--quiet", "-q"])] = False,
    where: Where = HERE,
) -> int:
    """Run a script that uses the official labelbox package, unmodified, against this server.

    Whatever key and endpoints the script passes, its clients talk to this server, with the key of this
    command. Requests to labelbox.com are stopped, also in processes the script starts. Options stand before
    the script; everything after it is the script's, and so are input, output and exit status. The package is
    not touched.

    Scripts of label-studio-sdk cannot be run this way yet.

    Args:
        script: The script.
        arguments: Passed to the script.
        python: The Python that has the labelbox package; else that of the active environment, else Postil's
            own if it has the package, else the one of PATH.
        quiet: Do not say what runs where.
        where: Which server.
    """
    from postil.cli.client import client_for
    from postil.cli.options import Output
    from postil.cli.script_python import script_environment, script_python
    from postil.cli.terminal import Terminal
    from postil.sdk.location import locate

    demand_ours(script)
    with client_for(where) as client:
        url = client.url
    key = locate(where.url, where.key, where.data).key
    if not key:
        raise UsageError(f"a script needs a key for {url}", hint="give one with --key or POSTIL_KEY")
    found = script_python(python)
    terminal = Terminal(Output(quiet=quiet))
    if terminal.err.is_terminal:
        terminal.note(f"{script.name} runs against {url} with labelbox {found.version} of {found.path}")
    return become([found.path, str(script), *arguments], script_environment(url, key))


def demand_ours(script: Path) -> None:
    """Refuse what is no script, or one of a package that cannot be redirected yet.

    Raises:
        UsageError: There is no such file.
        UnsupportedError: It imports label-studio-sdk.
    """
    try:
        text = script.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise UsageError(f"{script} cannot be read: {error.strerror}", hint="name a Python script") from None
    if LATER.search(text):
        raise UnsupportedError(
            f"{script.name} uses label-studio-sdk, which cannot be pointed at Postil yet",
            hint="`postil import` takes the tasks themselves; scripts of labelbox can be run",
        )


def become(command: list[str], environment: dict[str, str]) -> int:
    """Be that program from now on, so that signals, streams and its exit status are its own."""
    if os.name == "posix":
        os.execve(command[0], command, environment)  # noqa: S606 - the very script that was asked for
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 - as above


def divided(arguments: list[str]) -> list[str]:
    """Put `--` in front of the script of `postil run`, so that options behind it are the script's."""
    if arguments[:1] != ["run"]:
        return arguments
    place = 1
    while place < len(arguments) and arguments[place].startswith("-") and arguments[place] != "--":
        is_whole = arguments[place] in SWITCHES or "=" in arguments[place]
        place += 1 if is_whole else 2
    if arguments[place : place + 1] == ["--"]:
        return arguments
    return [*arguments[:place], "--", *arguments[place:]] if place < len(arguments) else arguments
