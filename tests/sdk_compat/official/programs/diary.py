"""A diary: every step of a program with what it came to, so that one that fails does not hide the others."""

import json
import sys
import traceback
from collections.abc import Callable
from typing import Any

RESULTS: dict[str, Any] = {}


def step(act: Callable[[], Any]) -> Callable[[], Any]:
    """Do a step at once and note its result, or what it raised, under its name."""
    try:
        RESULTS[act.__name__] = act()
    except Exception as error:
        traceback.print_exc()
        RESULTS[act.__name__] = {"raised": type(error).__name__, "message": str(error)}
    return act


def tell() -> None:
    """Print all of it as the last line."""
    print(json.dumps(RESULTS, default=str), file=sys.stdout, flush=True)
