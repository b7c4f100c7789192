"""Buckets are about equal whatever names look like, and neighbours stay together."""

import random

import numpy as np
import pytest

from postil.services.imports.ranges import Ranges, hashes_of


def placed(ranges: Ranges, names: list[bytes]) -> list[int]:
    found: list[int] = ranges.place(names, hashes_of(names)).tolist()
    return found


NUMBERED = [b"image-%07d.jpg" % number for number in range(5000)]
FOLDERS = [b"%s/holiday/%05d" % (folder, number) for folder in (b"a", b"b") for number in range(2500)]


def test_names_in_order_go_to_buckets_in_order() -> None:
    found = placed(Ranges(NUMBERED, 10), NUMBERED)
    assert found == sorted(found)


@pytest.mark.parametrize("names", [NUMBERED, FOLDERS, [name[::-1] for name in NUMBERED]])
def test_buckets_are_about_equal(names: list[bytes]) -> None:
    found = placed(Ranges(random.Random(2).sample(names, 1500), 8), names)
    shares = np.bincount(found, minlength=8) / len(names) * 8
    assert len(shares) == 8
    assert (shares.min() > 0.6, shares.max() < 1.4) == (True, True)


def test_a_name_goes_to_one_bucket() -> None:
    ranges = Ranges(FOLDERS[::3], 16)
    assert placed(ranges, FOLDERS) == placed(ranges, FOLDERS[::-1])[::-1]


def test_rows_without_a_name_have_a_place_too() -> None:
    assert placed(Ranges(NUMBERED, 4), [b"", b""]) == [0, 0]


def test_a_sample_without_a_name_makes_one_bucket() -> None:
    ranges = Ranges([b"", b""], 9)
    assert (ranges.count, placed(ranges, NUMBERED[:3])) == (1, [0, 0, 0])
