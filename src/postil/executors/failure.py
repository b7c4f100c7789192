"""How a call is attempted, and how its failure is put into one line."""

import logging
from collections.abc import Callable

from postil.errors import PostilError

MAX_LENGTH = 2_000
DROPPED = "the executor was closed before this task ended"
_LOG = logging.getLogger(__name__)


def attempt(call: Callable[..., None], args: tuple[object, ...]) -> str | None:
    """Run a call; log what it raises with its traceback, and return that as a failure text."""
    try:
        call(*args)
    except Exception as error:  # noqa: BLE001 - a failed task is an outcome, whatever it failed of
        _LOG.exception("task failed")
        return failure_text(error)
    return None


def failure_text(error: BaseException) -> str:
    """Say in one line what went wrong, at most `MAX_LENGTH` characters.

    Our own errors speak for themselves; any other is preceded by its class. The traceback belongs in the
    log, not in a message that reaches people.
    """
    text = str(error) if isinstance(error, PostilError) else f"{type(error).__name__}: {error}"
    return " ".join(text.split())[:MAX_LENGTH].removesuffix(":")
