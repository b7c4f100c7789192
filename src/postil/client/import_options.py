"""Import options: how an import is done, and how far one is."""

from enum import Enum
from typing import TypedDict


class AnnotationImportState(Enum):
    """How far an import is. Rows that were refused do not make it FAILED: they are in its errors."""

    RUNNING = "RUNNING"
    FINISHED = "FINISHED"
    FAILED = "FAILED"


STATES = {
    "queued": AnnotationImportState.RUNNING,
    "running": AnnotationImportState.RUNNING,
    "failed": AnnotationImportState.FAILED,
    "cancelled": AnnotationImportState.FAILED,
}


class ImportOptions(TypedDict, total=False):
    """How an import is done; each may be left out.

    `policy` `rows` takes every good row, `atomic` all or none. `strict` refuses what lies outside its image.
    `replace` makes the rows all that is said about their data rows. `on_edited` is about ground truth for a
    label a person has edited: `refuse` the row, or add a `version`. `dry_run` stops before anything shows:
    look at `diff()`, then `commit()` or `cancel()`. `recipe` maps names, by its name or id.
    """

    policy: str
    strict: bool
    replace: bool
    on_edited: str
    dry_run: bool
    recipe: str
    recipe_version: int
