"""Metric rows: numbers about a data row that say what the model run holds already bring nothing new."""

from typing import Any

from postil.ports.jobs import Job
from postil.ports.store import Session
from postil.services.imports.check import Judged, metric_key

UUID = "uuid"
"""A name of the row, made anew by every program that writes one: no part of what it says."""


def note_unchanged(session: Session, job: Job, judged: Judged) -> None:
    """Let metric rows whose number is there under the same name count as unchanged."""
    rows = judged.metrics
    if not rows:
        return
    row_ids = sorted({row_id for (row_id, _), _ in rows.values()})
    found = session.bundles.bundles([job.set_id], row_ids)
    known = {(bundle.data_row_id, bundle.no): bundle.metrics for bundle in found}
    for line, (bundle, metric) in rows.items():
        before = known.get(bundle, {}).get(metric_key(metric))
        if line in judged.bare and before is not None and _said(before) == _said(metric):
            judged.bare[line] = (False, [bundle])


def _said(metric: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in metric.items() if name != UUID and value is not None}
