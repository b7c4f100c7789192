"""What to export of one project, and what of it a format could not carry."""

import msgspec

from postil.model.issue import Loss
from postil.model.label import SetKind
from postil.services.exports.order import EVERYTHING, Order, Period

EXPORT_ROWS = "labelbox_export"


class ExportQuery(msgspec.Struct, kw_only=True):
    """What to export. Filters combine with "and"; absent ones allow all.

    `format` is a registered format, or `labelbox_export` for Labelbox export rows (version 2), which carry
    labels only. `created_after` and `created_before` are instants in microseconds, the first inclusive, the
    second exclusive, of the data row. `url` is how whoever reads it reaches this server.
    """

    project_uid: str
    format: str = "postil"
    purposes: list[SetKind] = msgspec.field(default_factory=lambda: ["ground_truth", "pre_label"])
    dataset_uid: str | None = None
    batch_uid: str | None = None
    global_keys: list[str] = []
    created_after: int | None = None
    created_before: int | None = None
    url: str = ""

    def order(self) -> Order:
        """Return what this asks for in Labelbox export rows."""
        is_dated = self.created_after is not None or self.created_before is not None
        return Order(
            content=EVERYTHING,
            project_uid=self.project_uid,
            dataset_uids=[self.dataset_uid] if self.dataset_uid else None,
            batch_uids=[self.batch_uid] if self.batch_uid else None,
            global_keys=self.global_keys or None,
            created=Period(self.created_after, self.created_before) if is_dated else None,
            url=self.url,
        )


class LossReport:
    """What the target format could not carry, counted per kind."""

    def __init__(self) -> None:
        self._losses: dict[tuple[str, str], Loss] = {}

    def add(self, loss: Loss) -> None:
        """Count one loss."""
        known = self._losses.setdefault((loss.code, loss.message), loss)
        if known is not loss:
            known.count += loss.count

    def losses(self) -> list[Loss]:
        """Return what was lost, in the order first met; complete once the export has ended."""
        return list(self._losses.values())
