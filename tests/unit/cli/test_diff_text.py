from postil.cli.diff_text import diff_texts, row_table
from postil.sdk.counts import Counts
from postil.sdk.import_diffs import (
    ComponentChange,
    DiffCounts,
    DiffedDataRow,
    DiffExample,
    FeatureChanges,
    ImportDiff,
    OverwrittenImport,
)
from tests.unit.cli.drawn import drawn


def example(*changes, outcome="updated", more=0):
    found = [ComponentChange(at=at, old=old, new=new) for at, old, new in changes]
    return DiffExample(outcome=outcome, data_row="kobe.jpg", key="k1", changes=found, more=more)


def car(*examples, name="car", rejected=0, labels=(), **counts):
    return FeatureChanges(
        name=name, kind="object", labels=list(labels), counts=DiffCounts(**counts), rejected=rejected,
        examples=list(examples),
    )  # fmt: skip


def told(*features, overwrites=()):
    diff = ImportDiff(
        rows=Counts(), counts=DiffCounts(), data_rows=1, features=list(features), overwrites=list(overwrites)
    )
    return drawn(*diff_texts(diff)).splitlines()


def test_every_outcome_of_a_feature_is_in_its_line():
    lines = told(car(created=1200, updated=3, unchanged=4, removed=5, rejected=6))
    assert lines == [
        "  feature    new  updated  unchanged  removed  rejected",
        "  car      1,200        3          4        5         6",
    ]


def test_rows_that_name_no_feature_are_told_apart_and_labels_belong_to_the_name():
    lines = told(car(name=None, rejected=2), car(name="shape", labels=["Car", "Bus"], created=1))
    assert lines[1].split("  ")[1] == "(rows that name none)"
    assert lines[2].startswith("  shape: Car, Bus ")


def test_whose_work_is_overwritten_is_told():
    lines = told(car(updated=1), overwrites=[OverwrittenImport(id="i", name="monday", annotations=1)])
    assert lines[-2:] == ["", "  overwrites 1 annotation of import monday"]


def test_an_example_shows_the_components_that_differ():
    lines = told(car(example(("/geometry/left", 40, 44), ("/confidence", None, 0.5)), updated=1))
    assert lines[3:] == ['  updated  car  on "kobe.jpg"  k1', "    left 40 -> 44, confidence nothing -> 0.5"]


def test_what_is_not_shown_is_counted():
    changes = [(f"/geometry/points/{n}/0", n, n + 1) for n in range(6)]
    lines = told(car(example(*changes, more=10), updated=1))
    assert " ".join(line.strip() for line in lines[4:]).endswith("points 3 0 3 -> 4 and 12 more")


def test_an_answer_is_called_so():
    lines = told(car(example(("/classifications/0/answers/0/value", "rain", "sun")), updated=1))
    assert lines[-1] == "    answer rain -> sun"


def test_what_is_removed_is_named_without_its_components():
    lines = told(car(example(("/geometry/left", 40, None), outcome="removed"), removed=1))
    assert lines[3:] == ['  removed  car  on "kobe.jpg"  k1']


def test_data_rows_are_listed_by_global_key_or_id():
    rows = [
        DiffedDataRow(id="u1", global_key="kobe.jpg", counts=DiffCounts(created=1)),
        DiffedDataRow(id="u2", global_key=None, counts=DiffCounts(removed=2)),
    ]
    assert drawn(row_table(rows)).splitlines() == [
        "  data row  new  updated  unchanged  removed",
        "  kobe.jpg    1        -          -        -",
        "  u2          -        -          -        2",
    ]
