"""Execute an example of the issue catalogue through the program itself, and return the issues it meets."""

import base64
import io
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Self, cast

import httpx
import numpy as np

from postil.blobs.folder import FolderBlobs
from postil.checks.annotation import Checker
from postil.checks.argument import check_sources
from postil.checks.asset import check_declared_size, check_image_rotation
from postil.checks.catalogue.entry import Example
from postil.checks.catalogue.sample import CONFIG, DATA_ROWS, DELETED, KOBE_ID, ONTOLOGY, OUTSIDE
from postil.checks.mask import check_mask_array
from postil.checks.ontology import check_ontology
from postil.checks.recipe import extend
from postil.checks.suggestion import Suggester
from postil.checks.tile import check_tiled_row
from postil.checks.track import check_segment_indexes
from postil.checks.unit_fit import UnitFit
from postil.errors import AccessError, PostilError
from postil.formats.entry import Entry
from postil.formats.format import Block, Format, Written
from postil.formats.label_studio.config import read_config
from postil.formats.labelbox.ontology import read_ontology
from postil.formats.labelbox.rows import LABELBOX
from postil.formats.recipe_document import read_recipe
from postil.formats.registry import get_format
from postil.media.outbound.address import refusal
from postil.media.outbound.client import OutboundClient
from postil.media.outbound.url import read_url
from postil.media.prober import HeaderProber
from postil.model.data_row import Asset, MediaType
from postil.model.geometry import Box
from postil.model.issue import Issue, Loss, Where
from postil.model.label import SetKind
from postil.model.ontology import FeatureIndex, Ontology
from postil.ports.catalog import CatalogRow, RowFinding
from postil.ports.jobs import Job, JobSettings
from postil.ports.store import Session
from postil.sdk.proposal import recognise
from postil.services.imports.check import METRIC, BlockCheck, Judged
from postil.services.imports.contents import Contents
from postil.services.imports.duplicates import note_copies
from postil.services.imports.resolve import Findings
from postil.services.imports.tally import Tally
from postil.services.imports.texts import RowTexts
from scripts.issue_history import run_history

SOURCE = "example.ndjson"


def run_example(example: Example) -> list[Issue]:
    """Return every issue an example meets, in order of lines."""
    try:
        return _RUNNERS[example.document](example)
    except PostilError as error:
        return [Issue(error.code, error.message, error.hint)]


def sample_ontology(format_name: str) -> Ontology:
    """Return the ontology of the examples, as the reader of the format makes it."""
    if format_name == "label_studio":
        ontology, issues = read_config(CONFIG, name="sample")
    else:
        ontology, issues = read_ontology(ONTOLOGY, name="sample")
    if issues:
        raise ValueError(f"the sample ontology has issues: {issues}")
    return ontology


def _import(example: Example) -> list[Issue]:
    format_name = example.document
    content = example.payload.encode(example.encoding)
    index = FeatureIndex(sample_ontology(format_name))
    checker = Checker(index, purpose=example.purpose, is_strict=example.is_strict, format_name=format_name)
    rows = _read(content, get_format(format_name))
    if example.purpose == "prediction":
        # Only model runs take metrics, and judging them ends with the reader.
        for row in rows:
            row.ext.pop(METRIC, None)
    with _contents() as contents:
        contents.settle(rows)
    found_rows = _findings(rows)
    RowTexts(None, format_name).settle(cast(Session, _Sample()), rows, found_rows)
    judged = Judged({}, {}, Tally())
    job = _job(format_name, example.purpose)
    check = BlockCheck(checker, job, Suggester(DATA_ROWS).suggest)
    check.judge(rows, found_rows, judged)
    check.finish(judged, is_last=True)
    note_copies(None, job, judged, {}, lambda _: False)
    found = [group.example for group in judged.tally.groups()]
    return sorted(found, key=lambda issue: issue.where.line or 0)


class _Sample:
    """The sample catalog as a session shows it: texts are given inline."""

    @property
    def catalog(self) -> Self:
        return self

    def rows_by_id(self, ids: Sequence[int]) -> list[CatalogRow]:
        facts = list(DATA_ROWS.values())
        return [
            CatalogRow(
                id=number, uid="", dataset_id=1, media_type="text",
                assets=[Asset(media_type="text", inline=facts[number - 1].text)],
            )
            for number in ids
            if number <= len(facts)
        ]  # fmt: skip


def _located(issue: Issue, line: int) -> Issue:
    issue.where = Where(SOURCE, line, annotation=issue.where.annotation, pointer=issue.where.pointer)
    return issue


def _job(format_name: str, purpose: SetKind) -> Job:
    return Job(
        id=1, uid="example", name="example", purpose=purpose, format=format_name, state="running",
        settings=JobSettings(), source_name=SOURCE,
    )  # fmt: skip


def _read(content: bytes, fmt: Format) -> list[Entry]:
    blocks: Iterator[Block] = fmt.split(io.BytesIO(content))
    return [entry for block in blocks for entry in fmt.read(block)]


def _findings(rows: Sequence[Entry]) -> Findings:
    known = {
        key: RowFinding(
            id=number, uid=key, media_type=cast(MediaType, facts.media_type), size=facts.size, task_id=number,
            text_length=facts.text_length,
        )
        for number, (key, facts) in enumerate(DATA_ROWS.items(), start=1)
    }  # fmt: skip
    known[OUTSIDE] = RowFinding(id=101, uid=OUTSIDE, media_type="image", size=(2000, 1500))
    known[DELETED] = RowFinding(id=102, uid=DELETED, media_type="image", task_id=102, is_deleted=True)
    # Tasks bring their data row, which is the first of the sample here.
    for row in rows:
        if row.reference is not None and row.reference.by == "content":
            known["content-" + row.reference.value[:32]] = known["kobe.jpg"]
    return Findings({KOBE_ID: known["kobe.jpg"]}, known)


@contextmanager
def _contents() -> Iterator[Contents]:
    with tempfile.TemporaryDirectory() as folder:
        client = OutboundClient(offline=True)
        try:
            yield Contents(FolderBlobs(Path(folder)), client)
        finally:
            client.close()


def _ontology(example: Example) -> list[Issue]:
    ontology, issues = read_ontology(example.payload.encode())
    return issues or check_ontology(ontology)


def _recipe(example: Example) -> list[Issue]:
    recipe, issues = read_recipe(example.payload.encode())
    return issues or extend(sample_ontology("labelbox"), recipe)[1]


def _file(example: Example) -> list[Issue]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "example"
        path.write_bytes(example.payload.encode(example.encoding))
        rows = _read(path.read_bytes(), recognise(path, None))
    return [issue for row in rows for issue in row.issues]


def _url(example: Example) -> list[Issue]:
    url: httpx.URL = read_url(example.payload)
    try:
        why = refusal(ip_address(url.host))
    except ValueError:
        return []
    if why is None:
        return []
    try:
        OutboundClient().fetch(example.payload, max_bytes=1)
    except AccessError as error:
        return [Issue(error.code, error.message, error.hint)]
    return []


def _image(example: Example) -> list[Issue]:
    HeaderProber().probe(base64.b64decode(example.payload))
    return []


def _conversion(example: Example) -> list[Issue]:
    losses: list[Loss] = []
    for entry in _read(example.payload.encode(), get_format("label_studio")):
        if entry.data_row is None:
            return entry.issues
        asset = entry.data_row.assets[0]
        size = None if asset.width is None or asset.height is None else (asset.width, asset.height)
        entry.data_row.global_key = "kobe.jpg"
        written = Written(entry.data_row, entry.bundles, size)
        list(LABELBOX.write([written], _no_content, losses.append))
    return [Issue(loss.code, loss.message, severity="warning", got=loss.example) for loss in losses]


def _no_content(sha256: str) -> bytes:
    raise KeyError(sha256)


def _boxes(example: Example) -> list[Issue]:
    given = json.loads(example.payload)
    fit = UnitFit()
    for box in given["boxes"]:
        fit.add(Box(**box), tuple(given["size"]))
    found = fit.finding()
    return [] if found is None else [found]


def _size(example: Example) -> list[Issue]:
    given = json.loads(example.payload)
    found = check_declared_size(tuple(given["declared"]), tuple(given["probed"]))
    return [] if found is None else [found]


def _of_value(judge: Callable[[Any], "Issue | None"]) -> Callable[[Example], list[Issue]]:
    def run(example: Example) -> list[Issue]:
        found = judge(json.loads(example.payload))
        return [] if found is None else [found]

    return run


_RUNNERS: dict[str, Callable[[Example], list[Issue]]] = {
    "labelbox": _import,
    "label_studio": _import,
    "ontology": _ontology,
    "recipe": _recipe,
    "file": _file,
    "url": _url,
    "image": _image,
    "conversion": _conversion,
    "boxes": _boxes,
    "imports": lambda example: run_history(example.payload, sample_ontology("labelbox")),
    "size": _size,
    "tiled": lambda example: check_tiled_row(json.loads(example.payload)),
    "arguments": _of_value(check_sources),
    "array": _of_value(lambda rows: check_mask_array(np.array(rows))),
    "segment_index": _of_value(check_segment_indexes),
    "image_rotation": _of_value(check_image_rotation),
}
