"""A source is sorted when its data rows come again far away, and left alone when they do not."""

import random
from pathlib import Path

import pytest

from postil.formats.registry import get_format
from postil.services.imports.scatter import measure
from postil.services.imports.source import Source

BLOCK = 4096
LABELBOX = get_format("labelbox")


def rows(names: list[int]) -> list[bytes]:
    text = b'{"dataRow": {"globalKey": "image-%06d"}, "name": "car"}\n'
    return [text % name for name in names]


def is_sorted_first(path: Path, lines: list[bytes]) -> bool:
    path.write_bytes(b"".join(lines))
    found = measure(Source("input", path), LABELBOX, BLOCK)
    return found is not None and found.is_worth_sorting


GROUPED = [number // 10 for number in range(5000)]
SHUFFLED = random.Random(5).sample(GROUPED, len(GROUPED))
PAIRS = random.Random(6).sample([number // 2 for number in range(5000)], 5000)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (GROUPED, False),
        (SHUFFLED, True),
        (GROUPED[::2] + GROUPED[1::2], True),
        (PAIRS, True),
        (list(range(5000)), False),
        (random.Random(7).sample(range(5000), 5000), False),
        ([0] * 5000, False),
        ([*GROUPED[:-1], 0], False),
    ],
    ids=["grouped", "shuffled", "gone through twice", "shuffled pairs", "one each", "one each, shuffled",
         "one data row", "one row astray"],
)  # fmt: skip
def test_only_sources_whose_data_rows_come_again_are_sorted(
    tmp_path: Path, names: list[int], expected: bool
) -> None:
    assert is_sorted_first(tmp_path / "source", rows(names)) is expected


def test_a_small_source_is_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(b"".join(rows(SHUFFLED))[: 3 * BLOCK])
    assert measure(Source("input", tmp_path / "source"), LABELBOX, BLOCK) is None


def test_rows_that_say_nothing_are_no_data_row(tmp_path: Path) -> None:
    assert not is_sorted_first(tmp_path / "source", [b"{oops\n"] * 9000)


@pytest.mark.parametrize("name", ["label_studio", "postil"])
def test_formats_of_whole_data_rows_are_never_sorted(tmp_path: Path, name: str) -> None:
    (tmp_path / "source").write_bytes(b'{"postil": 1}\n' * 9000)
    assert measure(Source("input", tmp_path / "source"), get_format(name), BLOCK) is None


def test_how_often_data_rows_come_again_is_about_right(tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(b"".join(rows(SHUFFLED)))
    found = measure(Source("input", tmp_path / "source"), LABELBOX, BLOCK)
    assert found is not None
    # Ten rows each, a tenth of which and less stand in the first block.
    assert 6 < found.again < 12
