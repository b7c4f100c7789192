import re
import subprocess
import sys

import pytest

from postil.cli.application import application

HEAVY = ("sqlalchemy", "alembic", "starlette", "granian", "numpy", "httpx", "PIL", "sqlite3")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["import", "--help"], ["explain", "GEO002"], ["--version"]]
)
def test_what_needs_no_machinery_loads_none(arguments):
    program = (
        "import sys\nfrom postil.cli.run import run\n"
        f"assert run({arguments!r}) == 0\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert done.stdout


def test_every_command_and_every_option_explains_itself():
    bullets = re.compile(r"^\* (`[^`]*`|\[`[^`]*`\]\(.*?\))(.*)$", re.MULTILINE)
    entries = bullets.findall(application().generate_docs())
    assert len(entries) > 60
    assert [name for name, text in entries if len(text) < 10] == []
