"""Rows and runs under a recipe: what is left, what is left out, and what is counted."""

from collections.abc import Iterator

from postil.formats.entry import Entry, Run
from postil.model.annotation import Annotation, PlainObject, Relation
from postil.model.data_row import DataRow, DataRowReference
from postil.model.geometry import Box
from postil.model.issue import Issue
from postil.model.label import Bundle
from postil.model.recipe import Recipe, Rule
from postil.services.imports.mapping import Mapping

ROW = DataRowReference("global_key", "one")
RECIPE = Recipe({"Car": Rule(to="car"), "Auto": Rule(to="car"), "tree": Rule(ignore=True)})


def mapping(recipe: Recipe = RECIPE, format_name: str = "labelbox") -> Mapping:
    return Mapping(recipe, purpose="pre_label", format_name=format_name)


def run(*names: str) -> Run:
    plains = [
        PlainObject(key=f"k{n}", feature=name, geometry=Box(n, 0, 1, 1)) for n, name in enumerate(names)
    ]
    return Run(ROW, plains, range(11, 11 + len(plains)))


def entry(line: int, name: str) -> Entry:
    return Entry(line, ROW, [Annotation(f"k{line}", name)])


def lines_and_names(rows: list[Entry | Run]) -> list[tuple[int, str | None]]:
    found: list[tuple[int, str | None]] = []
    for row in rows:
        if isinstance(row, Run):
            found += zip(row.lines, [plain.feature for plain in row.annotations], strict=True)
        else:
            found += [(row.line, one.feature) for one in row.annotations]
    return found


def test_without_rules_the_rows_are_handed_on_as_they_are() -> None:
    stretches: Iterator[list[Entry | Run]] = iter([[entry(1, "Car")]])
    assert mapping(Recipe()).over(stretches) is stretches


def test_a_run_that_no_rule_names_stays_the_same_run() -> None:
    row = run("bus", "bus")
    (found,) = mapping().apply([row])
    assert found is row


def test_a_run_is_renamed_as_a_run() -> None:
    mapped = mapping()
    found = mapped.apply([run("Car", "bus", "Auto")])
    assert (len(found), lines_and_names(found)) == (1, [(11, "car"), (12, "bus"), (13, "car")])
    assert mapped.take() == {"/features/Car": ["car", 1], "/features/Auto": ["car", 1]}


def test_rows_of_a_run_that_are_left_out_are_told_by_line() -> None:
    mapped = mapping()
    found = mapped.apply([run("tree", "Car", "tree")])
    assert lines_and_names(found) == [(12, "car")]
    left = [row for row in found if isinstance(row, Entry)]
    assert [(row.line, row.spelled_key, row.reference) for row in left] == [
        (11, "k0", None),
        (13, "k2", None),
    ]
    assert [issue.code for row in left for issue in row.issues] == ["ONT017", "ONT017"]
    assert mapped.take() == {"/features/Car": ["car", 1], "/features/tree": [None, 2]}


def test_a_row_that_is_left_out_no_longer_asks_for_its_data_row() -> None:
    (left,) = mapping().apply([entry(1, "tree")])
    assert isinstance(left, Entry)
    assert (left.annotations, left.reference) == ([], None)
    assert left.issues[0].got == "tree"


def test_a_row_that_brings_its_data_row_brings_it_without_what_is_ignored() -> None:
    row = Entry(1, ROW, bundles=[Bundle([Annotation("a", "tree")])], data_row=DataRow([]))
    (left,) = mapping().apply([row])
    assert isinstance(left, Entry)
    assert (left.bundles, left.reference) == ([], ROW)


def test_a_bundle_that_came_empty_stays() -> None:
    row = Entry(1, ROW, bundles=[Bundle([]), Bundle([Annotation("a", "Car")], no=1)], data_row=DataRow([]))
    (found,) = mapping().apply([row])
    assert isinstance(found, Entry)
    assert [len(bundle.annotations) for bundle in found.bundles] == [0, 1]
    assert found.issues == []


def test_bundles_of_another_purpose_are_neither_mapped_nor_counted() -> None:
    other = Bundle([Annotation("a", "Car")], kind="ground_truth")
    mapped = mapping()
    mapped.apply([Entry(1, ROW, bundles=[other, Bundle([Annotation("b", "Car")])])])
    assert other.annotations[0].feature == "Car"
    assert mapped.take() == {"/features/Car": ["car", 1]}


def test_a_row_that_could_not_be_read_is_left_alone() -> None:
    row = Entry(1, ROW, [Annotation("a", "Car")], [Issue("GEO002", "bad")])
    mapped = mapping()
    (found,) = mapped.apply([row])
    assert found is row
    assert (row.annotations[0].feature, mapped.take()) == ("Car", {})


def test_a_relationship_goes_with_the_end_that_is_left_out() -> None:
    kept = Annotation("r2", kind="relationship", relation=Relation("b", "c"))
    annotations = [
        Annotation("r1", kind="relationship", relation=Relation("b", "a")),
        Annotation("a", "tree"), Annotation("b", "Car"), Annotation("c", "Car"), kept,
    ]  # fmt: skip
    bundle = Bundle(annotations, ext={"label_studio": {"order": [0, 1, 2, 3, 4, 2]}})
    mapping(format_name="label_studio").apply([Entry(1, ROW, bundles=[bundle], data_row=DataRow([]))])
    assert [annotation.key for annotation in bundle.annotations] == ["b", "c", "r2"]
    assert bundle.ext == {"label_studio": {"order": [0, 1, 2, 0]}}
