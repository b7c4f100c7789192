"""Counts: where the rows of an import went."""

import msgspec


class Counts(msgspec.Struct, kw_only=True):
    """Every row read is in exactly one of accepted, updated, unchanged and rejected; accepted are new.

    `removed` counts annotations, not rows: those a replacing import took the place of.
    """

    read: int = 0
    accepted: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    annotations: int = 0
    warnings: int = 0
    removed: int = 0
