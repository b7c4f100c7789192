"""Documents that share a key or an equal annotation are never told apart by their digests."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from postil.checks.duplicate import check_copies
from postil.model.annotation import Annotation
from postil.model.digest import HEAD, digest_of, left_edges, may_meet, meeting
from postil.model.geometry import Box, Polygon

NUMBERS = st.sampled_from([0, 0.0, -0.0, 1, 1.0, 2.5, 10**17, 1e17, 10**400])
KEYS = st.one_of(
    st.text(max_size=10), st.sampled_from(["a", "äöü äöü äöü", "00000000-0000-4000-8000-000000000001"])
)
BOXES = st.builds(
    lambda key, left: Annotation(key=key, feature="car", feature_id=4, geometry=Box(left, 1, 2, 3)),
    KEYS,
    NUMBERS,
)
ANSWERS = st.builds(lambda key: Annotation(key=key, kind="classification", feature="rain"), KEYS)


def digest(annotations: list[Annotation]) -> bytes:
    return digest_of([one.key for one in annotations], left_edges(annotations))


def box(key: str, left: float = 1) -> Annotation:
    return Annotation(key=key, feature="car", geometry=Box(left, 1, 2, 3))


def share_anything(new: list[Annotation], old: list[Annotation]) -> bool:
    known: Any = {one.key: one for one in old}
    copies = [issue for one in new for _, issue in check_copies([(1, one)], known)]
    return bool(copies) or any(one.key in known for one in new)


@given(
    st.lists(st.one_of(BOXES, BOXES, ANSWERS), max_size=4), st.lists(st.one_of(BOXES, ANSWERS), max_size=4)
)
def test_what_shares_anything_may_meet(new: list[Annotation], old: list[Annotation]) -> None:
    assert may_meet(digest(new), digest(old)) or not share_anything(new, old)


@given(
    st.one_of(
        st.lists(st.tuples(st.lists(BOXES, min_size=1, max_size=1), st.lists(BOXES, min_size=1, max_size=4))),
        st.lists(st.tuples(st.lists(BOXES, max_size=2), st.lists(st.one_of(BOXES, ANSWERS), max_size=3))),
    )
)
def test_of_many_at_once_those_that_share_anything_meet(
    pairs: list[tuple[list[Annotation], list[Annotation]]],
) -> None:
    firsts, seconds = [digest(new) for new, _ in pairs], [digest(old) for _, old in pairs]
    met = meeting(firsts, seconds)
    assert met == sorted(set(met))
    assert {place for place, (new, old) in enumerate(pairs) if share_anything(new, old)} <= set(met)
    one_by_one = zip(firsts, seconds, strict=True)
    assert set(met) <= {place for place, (one, two) in enumerate(one_by_one) if may_meet(one, two)}


def test_boxes_elsewhere_under_other_keys_do_not_meet() -> None:
    there = digest([box(f"00000000-0000-4000-8000-{number:012}", number + 0.5) for number in range(20)])
    assert not may_meet(digest([box("new", 77.25)]), there)
    assert not may_meet(digest([box("new", 77.25), box("newer", 78.25)]), there)
    assert may_meet(digest([box("new", 19.5)]), there)
    assert may_meet(digest([box("new", 77.25), box("newer", 19.5)]), there)


def test_only_keys_in_the_same_order_begin_alike() -> None:
    heads = [digest_of(keys, None) for keys in (["a", "b"], ["b", "a"], ["a"], ["ab"], ["a,b"], [])]
    assert len(set(heads)) == 6
    assert {len(head) for head in heads} == {HEAD}
    assert digest([box("a"), box("b")])[:HEAD] == heads[0]


def test_what_has_no_left_edge_may_meet_anything() -> None:
    shape = Annotation(key="a", feature="car", geometry=Polygon([(1, 2), (4, 2), (4, 4)]))
    assert may_meet(digest([shape]), digest([box("b", 9)]))
    assert may_meet(digest([box("b", 9)]), digest([shape]))
