"""A row is new, replaces something visible, or says what is there already."""

from postil.model.annotation import Annotation
from postil.model.geometry import Box
from postil.ports.jobs import Counts
from postil.services.imports.outcome import Values, count, visible
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, uuid

BUNDLE = (7, 0)


def thing(key: str, left: float = 1) -> Annotation:
    return Annotation(key=key, feature="car", geometry=Box(left, 2, 3, 4))


def counted(lines: list[int], annotations: list[Annotation], values: Values) -> Counts:
    counts = Counts()
    count([(BUNDLE, lines, annotations)], values, counts)
    return counts


def test_a_key_nobody_has_is_new() -> None:
    assert counted([1], [thing("a")], {}) == Counts(accepted=1, annotations=1)


def test_a_known_key_with_equal_content_is_unchanged() -> None:
    assert counted([1], [thing("a")], {BUNDLE: {"a": thing("a")}}) == Counts(unchanged=1, annotations=1)


def test_a_number_spelled_otherwise_is_no_change() -> None:
    values = {BUNDLE: {"a": thing("a", 1.0)}}
    assert counted([1], [thing("a", 1)], values).unchanged == 1


def test_a_known_key_with_other_content_is_an_update() -> None:
    assert counted([1], [thing("a", 5)], {BUNDLE: {"a": thing("a")}}) == Counts(updated=1, annotations=1)


def test_the_same_key_in_another_bundle_is_new() -> None:
    assert counted([1], [thing("a")], {(7, 1): {"a": thing("a")}}).accepted == 1


def test_a_row_of_several_annotations_counts_once() -> None:
    assert counted([4, 4], [thing("a"), thing("b")], {}) == Counts(accepted=1, annotations=2)


def test_a_row_of_which_one_part_is_new_and_one_is_not_is_an_update() -> None:
    values = {BUNDLE: {"a": thing("a")}}
    assert counted([4, 4], [thing("a"), thing("b")], values) == Counts(updated=1, annotations=2)


def test_a_row_over_two_bundles_counts_once() -> None:
    counts = Counts()
    count([((7, 0), [4], [thing("a")]), ((7, 1), [4], [thing("a")])], {}, counts)
    assert counts == Counts(accepted=1, annotations=2)


def test_what_readers_see_is_by_bundle_and_key(studio: Studio) -> None:
    job = studio.run([box(1), box(2)])
    with studio.store.read() as session:
        values = visible(session, job.set_id, studio.row_ids)
    assert {bundle: set(value) for bundle, value in values.items()} == {
        (studio.row_ids[0], 0): {uuid(1), uuid(2)}
    }
