"""What a source says of its own data rows is compared with what is known of them."""

from postil.checks.annotation import Checker
from postil.formats.entry import Entry
from postil.model.data_row import Asset, DataRow, DataRowReference
from postil.model.ontology import FeatureIndex, Ontology
from postil.ports.catalog import RowFinding
from postil.services.imports.check import BlockCheck, Judged
from postil.services.imports.resolve import Findings
from postil.services.imports.tally import Tally
from tests.unit.services.imports.conftest import Studio

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
