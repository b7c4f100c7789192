"""Invocation: how this program was called, for lines that are to be copied."""

import shutil
import sys
from pathlib import Path


def invocation() -> str:
    """Return what to type for this program: `postil`, or its path where the shell would not find this one."""
    called = Path(sys.argv[0])
    found = shutil.which("postil")
    if called.name != "postil" or not called.exists():
        return "postil"
    return "postil" if found is not None and called.samefile(found) else str(called)
