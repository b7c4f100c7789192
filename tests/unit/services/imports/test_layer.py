"""A layer is spelled early when it can be, and says the same however early that was."""

import pytest

from postil.model.annotation import Annotation, PlainObject
from postil.model.digest import digest_of, left_edges
from postil.model.geometry import Box
from postil.model.wire import decode_annotations
from postil.ports.catalog import RowFinding
from postil.services.imports.layer import Layer, pack_lines, unpack_lines

ROW = RowFinding(7, "u", "image", (10, 10))


def plain(key: str = "", left: int = 1) -> PlainObject:
    return PlainObject(key=key, feature="car", geometry=Box(left, 2, 3, 4))


def layer_of(*elements: Annotation | PlainObject) -> Layer:
    return Layer(ROW, 0, list(elements), list(range(1, len(elements) + 1)))


def add(layer: Layer, *elements: Annotation | PlainObject) -> None:
    layer.waiting += elements
    layer.lines += range(len(layer.lines) + 1, len(layer.lines) + len(elements) + 1)


def stored(layer: Layer) -> list[tuple[int, str, object]]:
    segment = layer.segment()
    annotations = decode_annotations(segment.document)
    lines = unpack_lines(segment.lines)
    assert len(annotations) == len(lines)
    assert segment.n == len({one.key for one in annotations})
    assert segment.digest == digest_of([one.key for one in annotations], left_edges(annotations))
    return [
        (line, one.key, one.geometry.left if isinstance(one.geometry, Box) else None)
        for line, one in zip(lines, annotations, strict=True)
    ]


def test_lines_are_little_endian_numbers_of_eight_bytes() -> None:
    assert pack_lines([1, 258]) == b"\x01\0\0\0\0\0\0\0\x02\x01\0\0\0\0\0\0"
    assert unpack_lines(pack_lines([5, 1 << 40])) == [5, 1 << 40]


@pytest.mark.parametrize("sealed_after", [(), (1,), (1, 2, 3), (3,)])
def test_a_layer_says_the_same_however_often_it_was_sealed(sealed_after: tuple[int, ...]) -> None:
    layer = layer_of()
    for number in range(1, 5):
        add(layer, plain(f"key-{number}", number))
        if number in sealed_after:
            layer.seal()
    assert stored(layer) == [(1, "key-1", 1), (2, "key-2", 2), (3, "key-3", 3), (4, "key-4", 4)]
    assert [one.key for one in layer.annotations()] == ["key-1", "key-2", "key-3", "key-4"]


def test_two_layers_share_nothing() -> None:
    first, second = layer_of(plain("a")), layer_of(plain())
    first.seal()
    first.stated.append(1)
    second.seal()
    assert (len(second.parts), second.stated) == (1, [])
    assert layer_of().turns == {}


def test_equal_elements_without_a_key_get_keys_of_their_own() -> None:
    layer = layer_of(plain(), plain(), plain(left=5))
    layer.seal()
    keys = [key for _, key, _ in stored(layer)]
    assert keys[1] == f"{keys[0]}.1"
    assert len(set(keys)) == 3


def test_copies_are_counted_through_every_seal() -> None:
    layer = layer_of(plain())
    layer.seal()
    add(layer, plain(), plain())
    layer.seal()
    first = stored(layer)[0][1]
    assert [key for _, key, _ in stored(layer)] == [first, f"{first}.1", f"{first}.2"]


def test_a_key_that_comes_again_in_a_later_stretch_keeps_the_layer_open() -> None:
    layer = layer_of(plain("a"))
    layer.seal()
    assert layer.is_plain
    add(layer, plain("a", 5))
    layer.seal()
    assert not layer.is_plain
    assert stored(layer) == [(1, "a", 1), (2, "a", 5)]


def test_dropped_lines_are_gone_from_what_was_spelled_and_what_waits() -> None:
    layer = layer_of(plain("a"), plain("b", 2))
    layer.seal()
    add(layer, plain("c", 3), plain("d", 4))
    layer.stated = [2, 3]
    layer.drop({1, 3})
    assert stored(layer) == [(2, "b", 2), (4, "d", 4)]
    assert layer.stated == [2]


def test_what_a_plain_object_stands_for_is_a_whole_annotation() -> None:
    layer = layer_of(plain("a"))
    assert layer.annotations() == [Annotation(key="a", feature="car", geometry=Box(1, 2, 3, 4))]


def test_what_is_said_of_the_bundle_is_stored_with_the_layer() -> None:
    layer = layer_of(plain("a"))
    layer.version, layer.score, layer.is_benchmark, layer.ext = "v2", 0.5, True, {"postil": 1}
    segment = layer.segment()
    assert (segment.data_row_id, segment.no, segment.needs_settle) == (7, 0, False)
    assert (segment.version, segment.score, segment.is_benchmark) == ("v2", 0.5, True)
    assert segment.ext == {"postil": 1}


def test_a_layer_with_a_relationship_waits_for_the_settle_stage() -> None:
    layer = layer_of(Annotation(key="r", kind="relationship"))
    layer.needs_settle, layer.is_plain = True, False
    layer.seal()
    assert layer.segment().needs_settle


def test_keys_are_known_whether_they_were_spelled_or_wait() -> None:
    layer = layer_of(plain("a"), plain("b"))
    layer.seal()
    add(layer, plain("c"))
    assert layer.keys() == ["a", "b", "c"]
