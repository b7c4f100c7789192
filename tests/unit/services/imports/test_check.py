"""What a source says of its own data rows is compared with what is known of them."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.checks.annotation import Checker
from postil.formats.entry import Entry
from postil.model.data_row import Asset, DataRow, DataRowReference
from postil.model.identity import new_uid
from postil.model.ontology import FeatureIndex, Ontology
from postil.ports.catalog import NewRow, RowFinding
from postil.services.imports.check import BlockCheck, Judged
from postil.services.imports.partition import Cutting
from postil.services.imports.resolve import Findings
from postil.services.imports.tally import Tally
from tests.unit.services.imports.conftest import KEYS, Studio
from tests.unit.services.imports.rows import box, source, weather
from tests.unit.services.imports.test_partition import FRESH, WHOLE, outcome

ROW = RowFinding(7, "u", "image", (100, 80), 1)


def remarks(studio: Studio, assets: list[Asset], sizes: dict[str, tuple[int, int]]) -> list[object]:
    job = studio.receive(b"{}", format="label_studio", name="rows")
    checker = Checker(FeatureIndex(Ontology("o", [])), purpose="pre_label", format_name="label_studio")
    judged = Judged({}, {}, Tally())
    entry = Entry(1, DataRowReference("global_key", "k"), data_row=DataRow(assets))
    found = Findings({}, {"k": ROW}, sizes={7: sizes} if sizes else {})
    BlockCheck(checker, job, lambda value: None).judge([entry], found, judged)
    return [(group.code, group.count) for group in judged.tally.groups()]


def asset(name: str, width: int) -> Asset:
    return Asset(name=name, width=width, height=80, size_source="declared")


def test_the_declared_size_of_every_asset_is_compared_with_its_own(studio: Studio) -> None:
    assets = [asset("left", 100), asset("right", 200)]
    assert remarks(studio, assets, {"left": (100, 80), "right": (200, 80)}) == []
    assert remarks(studio, assets, {"left": (100, 80), "right": (100, 80)}) == [("GEO007", 1)]
    assert remarks(studio, assets, {"left": (300, 80), "right": (100, 80)}) == [("GEO007", 2)]


def test_the_only_asset_of_a_data_row_may_have_any_name(studio: Studio) -> None:
    assert remarks(studio, [asset("image", 90)], {}) == [("GEO007", 1)]


UNSIZED = ["far", "away"]


@pytest.fixture
def unsized(studio: Studio) -> Studio:
    """The studio with two data rows more, whose images nobody could look at."""
    rows = [
        NewRow(uid=new_uid(), media_type="image", assets=[Asset()], global_key=key, media_state="unreachable")
        for key in UNSIZED
    ]
    with studio.store.write() as session:
        studio.row_ids += session.catalog.create_rows(studio.dataset.id, rows, studio.actor.id, 1)
    return studio


def test_every_row_whose_position_could_not_be_judged_is_counted_once(unsized: Studio) -> None:
    rows = [box(1, "far"), weather(2, "rain", "far"), box(3), box(4, "away"), box(5, "far", name="kar")]
    found = outcome(unsized, source(rows), WHOLE)
    [group] = [one for one in found["groups"] if one["code"] == "ROW015"]
    assert (group["count"], group["example"]["where"]["line"]) == (3, 1)
    assert found["counts"]["warnings"] == 3


@FRESH
@given(order=st.randoms(use_true_random=False), block_bytes=st.integers(300, 2_000))
def test_issues_do_not_depend_on_where_blocks_are_cut(
    unsized: Studio, order: Random, block_bytes: int
) -> None:
    keys = [order.choice([*KEYS, *UNSIZED, *UNSIZED, "nobody"]) for _ in range(24)]
    names = [order.choice(["car", "car", "kar"]) for _ in keys]
    rows = [box(number, key, name=name) for number, (key, name) in enumerate(zip(keys, names, strict=True))]
    small = Cutting(block_bytes=block_bytes, sort="never")
    assert outcome(unsized, source(rows), small) == outcome(unsized, source(rows), WHOLE)
