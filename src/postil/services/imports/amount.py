"""Amount: how much rows come to - their outcomes, and what they bring in by annotation type."""

import msgspec

from postil.model.annotation_type import merge_types
from postil.ports.jobs import Counts
from postil.services.imports.tally import add_counts, subtract_counts
from postil.services.imports.usage import Used


class Amount(msgspec.Struct):
    """Both ways of counting, kept in step; as a change its entries may be negative."""

    counts: Counts = msgspec.field(default_factory=Counts)
    used: Used = {}

    def add(self, other: "Amount") -> None:
        """Add another amount in place."""
        add_counts(self.counts, other.counts)
        merge_types(self.used, other.used)

    def subtract(self, other: "Amount") -> None:
        """Take another amount away in place."""
        subtract_counts(self.counts, other.counts)
        merge_types(self.used, other.used, -1)
