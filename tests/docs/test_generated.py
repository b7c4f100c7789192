"""The generated pages say what the program says today."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "scripts" / "docs.py"


def test_generated_pages_are_up_to_date():
    commands = find_spec("postil.cli")
    if commands and commands.origin:
        checked = subprocess.run(
            [sys.executable, DOCS, "--check"], capture_output=True, text=True, check=False
        )
        assert (checked.stdout, checked.stderr, checked.returncode) == ("", "", 0)
