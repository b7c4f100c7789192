"""Repeated parts: what thousands of rows say alike is spelled once."""

from collections.abc import Callable, Hashable

import msgspec

from postil.formats.labelbox.label_export import Json
from postil.ports.store import Session

KEPT = 1_000
"""Parts that are remembered: of rows that all differ there would be no end."""

_encode = msgspec.json.Encoder().encode


class Repeated:
    """One kind of part.

    Args:
        spell: Says it, from nothing but the values it is called with (and names found in the session).
    """

    def __init__(self, spell: Callable[..., Json]) -> None:
        self._spell = spell
        self._known: dict[tuple[Hashable, ...], msgspec.Raw] = {}

    def __call__(self, session: Session, *values: Hashable) -> msgspec.Raw:
        """Return the part for these values, as JSON."""
        part = self._known.get(values)
        if part is None:
            if len(self._known) >= KEPT:
                self._known.clear()
            part = self._known[values] = msgspec.Raw(_encode(self._spell(session, *values)))
        return part
