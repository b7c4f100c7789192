"""The Python a script runs with, and what it is told by its environment."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from postil.errors import UsageError

VERSION = "import importlib.metadata as known; print(known.version('labelbox'))"
REDIRECTION = Path(__file__).parent / "redirection"
ENVIRONMENTS = ("VIRTUAL_ENV", "CONDA_PREFIX")


class ScriptPython(NamedTuple):
    """The path of a Python, and the version of the labelbox package it has."""

    path: str
    version: str


def script_python(named: str | None = None) -> ScriptPython:
    """Find a Python with the labelbox package: the one named, or the first that has it.

    Raises:
        UsageError: There is no such Python, or it has no such package.
    """
    paths = [_path(named)] if named else _candidates()
    for path in paths:
        version = labelbox_version(path)
        if version:
            return ScriptPython(path, version)
    raise UsageError(
        f"the labelbox package is not installed in {paths[0]}",
        hint="install it there, `pip install 'labelbox[data]'`, or name a Python that has it with --python",
    )


def _path(named: str) -> str:
    found = shutil.which(named)
    if found is None:
        raise UsageError(f"there is no Python {named}", hint="give its path, as in --python .venv/bin/python")
    # Not resolved: a virtual environment is known by the path of its link.
    return str(Path(found).absolute())


def _candidates() -> list[str]:
    """List the Python of the active environment alone, or else our own and the one of PATH."""
    for name in ENVIRONMENTS:
        if os.environ.get(name):
            folder = Path(os.environ[name])
            return [str(folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))]
    others = (shutil.which(name) for name in ("python3", "python"))
    return [sys.executable, *(path for path in others if path)]


def labelbox_version(python: str) -> str:
    """Return the version of the package a Python has; empty when it has none, or is no Python."""
    try:
        asked = subprocess.run([python, "-c", VERSION], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return ""
    return asked.stdout.strip() if asked.returncode == 0 else ""


def script_environment(url: str, key: str, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of the script: ours, where to go, and what to load first."""
    environment = dict(os.environ if given is None else given)
    environment |= {"POSTIL_URL": url, "POSTIL_KEY": key, "LABELBOX_API_KEY": key}
    before = environment.get("PYTHONPATH", "")
    environment["PYTHONPATH"] = os.pathsep.join([str(REDIRECTION), *([before] if before else [])])
    for name in ("NO_PROXY", "no_proxy"):
        # A proxy of the environment cannot reach this machine's own address.
        open_to = [environment[name]] if environment.get(name) else []
        environment[name] = ",".join([*open_to, urlsplit(url).hostname or ""])
    return environment
