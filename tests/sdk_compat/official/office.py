"""An office that works with the official package: a server, pictures, and programs that are run."""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from postil.cli.demo_server import DemoServer
from postil.cli.script_python import script_environment
from postil.sdk.location import Location, locate_in
from tests.seeds.pictures import pictures, served

ROOT = Path(__file__).resolve().parents[3]
PROGRAMS = Path(__file__).parent / "programs"
SEEDS = ROOT / "tests" / "seeds"
TIMEOUT_S = 240
DRAFTED = ("street_annotations.py", "street_predictions.py", "pictures.py")
"""Drafts of the seeds written for our own package, which the official one understands with its own names."""

NAMES = {
    "import postil as lb\n": "import labelbox as lb\n",
    "import postil.types as lb_types\n": "import labelbox.types as lb_types\n",
    "from postil.types.label import Annotation\n": "from typing import Any as Annotation\n",
    "from tests.seeds.": "from ",
}


class Office:
    """Where programs of the official package run, and the server and pictures they find.

    Args:
        folder: Holds the data of the server, and the programs.
        web: Where the pictures are.
        python: The Python that has the official package.
    """

    def __init__(self, folder: Path, web: str, python: str) -> None:
        self.folder, self.web, self.python = folder, web, python
        self._told: dict[tuple[str, ...], Any] = {}

    @property
    def location(self) -> Location:
        """Return where the server is, and its key."""
        return locate_in(self.folder / "data")

    def run(self, program: str, *arguments: str) -> Any:
        """Run a program of the folder `programs` and return the one JSON object that it prints last.

        What it says is kept: test processes that take tests from each other come back to a program.
        """
        location = self.location
        return self._once(
            (program, *arguments), script_environment(location.url, location.key, _environment())
        )

    def run_alone(self, program: str, *arguments: str) -> Any:
        """Run a program that names the server itself: with the keys and addresses it passes."""
        return self._once((program, *arguments), _environment())

    def _once(self, command: tuple[str, ...], environment: dict[str, str]) -> Any:
        if command not in self._told:
            program, *arguments = command
            self._told[command] = _result([self.python, str(self.folder / program), *arguments], environment)
        return self._told[command]

    def run_as_user(self, script: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a script with `postil run`, as somebody types it."""
        command = [sys.executable, "-m", "postil.cli", "run", "--data", str(self.folder / "data")]
        return subprocess.run(
            [*command, "--python", self.python, str(script), *arguments],
            capture_output=True, text=True, check=False, timeout=TIMEOUT_S, env=_environment(),
        )  # fmt: skip


@contextmanager
def open_office(folder: Path, *, files: dict[str, bytes] | None = None) -> Iterator[Office]:
    """Open an office for the time of the block; further files are on the web by their paths."""
    python = official_python()
    data = folder / "data"
    data.mkdir()
    for source in [*(SEEDS / name for name in DRAFTED), *PROGRAMS.glob("*.py")]:
        text = source.read_text(encoding="utf-8")
        for ours, theirs in NAMES.items():
            text = text.replace(ours, theirs)
        (folder / source.name).write_text(text, encoding="utf-8")
    with served(pictures() | (files or {})) as web, DemoServer(data):
        yield Office(folder, web, python)


def official_python() -> str:
    """Return the Python with the official package, made if it is not there; two processes wait in turn."""
    with (ROOT / ".venv" / "official.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        made = subprocess.run([ROOT / "scripts" / "official"], check=True, stdout=subprocess.PIPE, text=True)
    return made.stdout.strip()


def _environment() -> dict[str, str]:
    """Return our environment without what is about our own tests."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "POSTIL"))}


def _result(command: list[str], environment: dict[str, str]) -> Any:
    ran = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=TIMEOUT_S
    )
    assert ran.returncode == 0, f"{command[1]} exits {ran.returncode}:\n{ran.stdout}{ran.stderr}"
    return json.loads(ran.stdout.splitlines()[-1])
