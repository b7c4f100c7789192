"""Whatever fails, and whenever it fails, an import that is taken up again ends as if nothing had happened."""

import base64
import io
import shutil
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import pytest
from PIL import Image

from postil.errors import StoreError
from postil.media.outbound import OutboundClient
from postil.ports.jobs import JobSettings
from postil.services.imports.importer import Importer, Workshop
from tests.postgres import PostgresServer
from tests.torture.faults import MOMENTS, Fault, FaultyBlobs, FaultyFetcher, FaultyStore, Moment
from tests.torture.place import STORES, Undisturbed
from tests.torture.quarry import prepare, rows_of_every_sort, snapshot, workshop
from tests.unit.media.outbound.site import LOOPBACK, Site, serving
from tests.unit.services.imports.rows import blocks_of, uuid

ROWS, BLOCKS = 240, 3


def mask(number: int) -> dict[str, Any]:
    """A mask of its own, given as bytes."""
    pixels = np.zeros((800, 1000), np.uint8)
    pixels[: number + 1, :5] = 255
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    content = base64.b64encode(file.getvalue()).decode()
    return {
        "uuid": uuid(number),
        "name": "road",
        "dataRow": {"globalKey": "image-1"},
        "mask": {"png": content},
    }


def labelbox_source() -> bytes:
    """Rows of every sort in three blocks; what belongs together lies in several of them."""
    rows = rows_of_every_sort(ROWS, data_rows=9)
    groups = [rows[start::BLOCKS] for start in range(BLOCKS)]
    return blocks_of(*([mask(number), *group] for number, group in enumerate(groups)))


def own_source() -> bytes:
    """Rows that bring their data rows, some of them twice, in three blocks."""
    rows = [_own_row(number % 40, number) for number in range(60)]
    return blocks_of(*(rows[start::BLOCKS] for start in range(BLOCKS)))


def _own_row(data_row: int, number: int) -> dict[str, Any]:
    box = {"type": "box", "left": number, "top": 1, "width": 5, "height": 5}
    annotation = {"key": uuid(number), "feature": "car", "geometry": box}
    described = {"assets": [{"width": 1000, "height": 800}], "global_key": f"brought-{data_row}"}
    bundle = {"annotations": [annotation], "kind": "pre_label"}
    return {"postil": 1, "data_row": described, "bundles": [bundle]}


class Case(NamedTuple):
    """A file, and how it is imported."""

    source: Callable[[], bytes]
    settings: JobSettings
    format: str = "labelbox"


CASES = {
    "rows": Case(labelbox_source, JobSettings()),
    "refused": Case(labelbox_source, JobSettings(policy="atomic")),
    "brought": Case(own_source, JobSettings(create_rows=True, dataset_id=1), "postil"),
}


class Counted(Undisturbed):
    """An import nobody disturbed, and how many moments it has at which something can fail."""

    def __init__(self, folder: Path, server: PostgresServer | None, case: Case) -> None:
        super().__init__(folder, server, case.source(), case.settings, format_name=case.format)
        self.counts = {moment: self._count(folder / f"count-{moment}", moment) for moment in MOMENTS}

    def _count(self, folder: Path, moment: Moment) -> int:
        fault = Fault(moment)
        run(faulty(workshop(self.copy(folder)), fault), self.job_uid)
        return fault.count


def run(shop: Workshop, job_uid: str) -> None:
    """Take an import to its end, or to where it fails."""
    try:
        Importer(shop, "torture").run(job_uid, is_alone=True)
    finally:
        shop.store.close()


def faulty(shop: Workshop, fault: Fault, *, is_crowded: bool = False) -> Workshop:
    """Put a fault into a workshop."""
    blobs: Any = FaultyBlobs(shop.blobs, fault)
    store = FaultyStore(shop.store, fault, is_crowded=is_crowded)
    return Workshop(store, blobs, shop.spool, shop.fetcher, shop.clock)


@pytest.fixture(scope="module", params=product(STORES, CASES), ids=" ".join)
def undisturbed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> Counted:
    store, case = request.param
    server = postgres_server if store == "postgres" else None
    return Counted(tmp_path_factory.mktemp("undisturbed"), server, CASES[case])


def test_the_undisturbed_run_meets_every_moment_that_can_fail(undisturbed: Counted) -> None:
    state, counts = undisturbed.state, undisturbed.state["counts"]
    assert (
        counts["read"] == sum(counts[name] for name in ("accepted", "updated", "unchanged", "rejected")) > 0
    )
    assert (state["state"], state["layers"] > 0) in {("finished", True), ("failed", False)}
    without_masks = {"put"} if state["rows"] else set()
    assert {moment for moment, count in undisturbed.counts.items() if not count} == without_masks


@pytest.mark.parametrize("moment", MOMENTS)
def test_an_import_that_failed_anywhere_is_resumed_to_the_state_of_an_undisturbed_one(
    undisturbed: Counted, tmp_path: Path, moment: Moment
) -> None:
    for at in range(1, undisturbed.counts[moment] + 1):
        folder = undisturbed.copy(tmp_path / str(at))
        fault = Fault(moment, at)
        with pytest.raises(StoreError):
            run(faulty(workshop(folder), fault), undisturbed.job_uid)
        assert fault.has_struck
        run(workshop(folder), undisturbed.job_uid)
        assert snapshot(folder, undisturbed.job_uid) == undisturbed.state, f"{moment} {at}"
        shutil.rmtree(folder)


@pytest.mark.parametrize("moment", ["commit", pytest.param("answer", marks=pytest.mark.torture)])
def test_an_import_that_lets_others_write_is_resumed_as_well(
    undisturbed: Counted, tmp_path: Path, moment: Moment
) -> None:
    fault = Fault(moment)
    run(faulty(workshop(undisturbed.copy(tmp_path / "count")), fault, is_crowded=True), undisturbed.job_uid)
    assert snapshot(tmp_path / "count", undisturbed.job_uid) == undisturbed.state
    assert fault.count > undisturbed.counts[moment]
    for at in range(1, fault.count + 1, 2):
        folder = undisturbed.copy(tmp_path / str(at))
        with pytest.raises(StoreError):
            run(faulty(workshop(folder), Fault(moment, at), is_crowded=True), undisturbed.job_uid)
        run(workshop(folder), undisturbed.job_uid)
        assert snapshot(folder, undisturbed.job_uid) == undisturbed.state, f"{moment} {at}"
        shutil.rmtree(folder)


def test_a_mask_that_did_not_arrive_costs_its_own_row_and_no_other(tmp_path: Path) -> None:
    with serving() as site:
        rows = [by_url(site, number) for number in range(6)]
        for at in range(1, 7):
            folder = tmp_path / str(at)
            folder.mkdir()
            job_uid = prepare(folder, blocks_of(rows[:3], rows[3:]))
            shop = workshop(folder, OutboundClient(allowed_networks=LOOPBACK))
            run(msgspec.structs.replace(shop, fetcher=FaultyFetcher(shop.fetcher, at)), job_uid)
            state = snapshot(folder, job_uid)
            lines = [
                (failure["line"], [one["code"] for one in failure["issues"]]) for failure in state["failures"]
            ]
            # The filler between the blocks is a line as well.
            assert lines == [(at + (at > 3), ["SRC021"])]
            assert (state["counts"]["read"], state["counts"]["accepted"]) == (6, 5)


def by_url(site: Site, number: int) -> dict[str, Any]:
    """A mask of its own, given by an address."""
    row = mask(number)
    content = base64.b64decode(row["mask"].pop("png"))
    site.pages[f"/{number}.png"] = lambda visit: visit.answer(content)
    return {**row, "mask": {"instanceURI": site.url(f"/{number}.png"), "colorRGB": [255, 255, 255]}}
