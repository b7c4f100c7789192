"""Who may ask which root field: written by hand, from what Postil promises and not from its code.

Each resource has its lines in a file of the folder `access`; a root field without one fails
`test_matrix.py`. A line says who may ask, and a text that asks it about what `$names` in it stand for (see
`named` there). Carried out by those who may, it changes nothing: what deletes is asked in the tests of its
resource. Fields inside of an object may have lines too.
"""

from importlib import import_module
from pathlib import Path

FOLDER = Path(__file__).parent / "access"


def collected() -> dict[str, tuple[str, str]]:
    """Put the lines of all files together."""
    found: dict[str, tuple[str, str]] = {}
    for file in sorted(FOLDER.glob("*.py")):
        lines = import_module(f"tests.facades.labelbox.access.{file.stem}").ACCESS
        assert not set(found) & set(lines), f"{file.name} repeats lines of another file"
        found |= lines
    return found


ACCESS = collected()
