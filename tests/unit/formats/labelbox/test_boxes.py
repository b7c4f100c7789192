"""Boxes gathered from a batch are described as each of them says."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.formats.labelbox.boxes import gather, key_column, outlines
from postil.formats.labelbox.wire import BoxRow, WireBox
from postil.model.digest import digest_of, left_edges
from postil.model.outline import Outline

NUMBERS = st.sampled_from([-1, 0, -0.0, 0.5, 7, 7.0, 1e300, 2**62])
ROWS = st.lists(
    st.builds(
        lambda image, left, top, width, height, confidence: BoxRow(
            None,
            msgspec.Raw(b'{"globalKey":"%d"}' % image),
            "car",
            (),
            WireBox(left, top, width, height),
            confidence,
        ),
        st.integers(0, 1),
        NUMBERS,
        NUMBERS,
        NUMBERS,
        NUMBERS,
        st.sampled_from([None, 0, 0.5, 2]),
    ),
    min_size=1,
    max_size=6,
)


def described(rows: list[BoxRow]) -> list[tuple[list[BoxRow], Outline | None]]:
    """Return the outline of every group, and the rows it is about."""
    column, gathered = key_column(rows), gather(rows, {})
    assert column is not None
    assert gathered is not None
    keys, spelled = column
    assert spelled is not None
    left = iter(rows)
    found = zip(gathered.groups, outlines(gathered, keys, spelled), strict=True)
    return [([next(left) for _ in group.objects], outline) for group, outline in found]


@given(ROWS)
def test_an_outline_says_what_its_rows_say(rows: list[BoxRow]) -> None:
    for number, row in enumerate(rows):
        row.uuid = f"00000000-0000-4000-8000-{number:012}"
    for mine, outline in described(rows):
        boxes = [row.bbox for row in mine if row.bbox is not None]
        if outline is None:
            assert len({box.left for box in boxes}) < len(boxes)
            continue
        is_sound = all(min(one.left, one.top) >= 0 and min(one.width, one.height) > 0 for one in boxes)
        assert (outline.right == float("inf")) == (not is_sound)
        if is_sound:
            assert outline.right == max(one.left + one.width for one in boxes)
            assert outline.bottom == max(one.top + one.height for one in boxes)
        assert outline.scores == [row.confidence for row in mine if row.confidence is not None]
        keys = [row.uuid or "" for row in mine]
        gathered = gather(mine, {})
        assert gathered is not None
        assert outline.digest() == digest_of(keys, left_edges(gathered.groups[0].objects))


def test_a_key_that_comes_twice_about_one_data_row_leaves_it_without_an_outline() -> None:
    key, other = (f"00000000-0000-4000-8000-{number:012}" for number in (1, 2))
    images = [msgspec.Raw(b'{"id":"%d"}' % number) for number in (1, 1, 2, 2)]
    rows = [
        BoxRow(uuid, image, "car", (), WireBox(left, 1, 2, 3))
        for left, (uuid, image) in enumerate(zip([key, key, key, other], images, strict=True))
    ]
    assert [outline is None for _, outline in described(rows)] == [True, False]


@pytest.mark.parametrize(
    "odd",
    [
        BoxRow(name="car"),
        BoxRow(bbox=WireBox(1, 2, 3, 4)),
        BoxRow(name="a:b", bbox=WireBox(1, 2, 3, 4)),
        BoxRow(name="car", bbox=WireBox(1, 2, 3, 4), classifications=({},)),
    ],
)
def test_one_row_that_is_no_plain_box_is_noticed(odd: BoxRow) -> None:
    assert gather([BoxRow(name="car", bbox=WireBox(1, 2, 3, 4)), odd], {}) is None


def test_rows_without_a_key_have_no_column_of_keys() -> None:
    key = "00000000-0000-4000-8000-000000000001"
    assert key_column([BoxRow(key), BoxRow()]) == ([key], None)
    assert key_column([BoxRow(key), BoxRow(key.upper().replace("0", "A"))]) is None
