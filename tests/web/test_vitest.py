"""The tests of web/, run by the node the pages are built with."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_tests_of_the_pages_pass():
    command = [str(ROOT / "scripts" / "node"), "npx", "vitest", "run", "--reporter=dot"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
