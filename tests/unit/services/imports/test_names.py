from pathlib import Path

from postil.formats.blocks import BLOCK_BYTES
from postil.formats.registry import get_format
from postil.services.imports.names import MOST_BLOCKS, seen_features
from postil.services.imports.source import Source
from tests.unit.services.imports.rows import box, source, weather


def seen(folder: Path, content: bytes) -> list[tuple[str, str]]:
    (folder / "rows").write_bytes(content)
    kept = Source("rows.ndjson", folder / "rows")
    return [(feature.name, feature.kind) for feature in seen_features(kept, get_format("labelbox"))]


def test_the_names_of_a_file_are_found_with_what_they_were_used_as(tmp_path: Path) -> None:
    assert seen(tmp_path, source([box(1, name="Car"), weather(2, "rain")])) == [
        ("Car", "box"),
        ("weather", "radio"),
    ]


def test_a_name_that_looks_misspelt_is_a_name_as_well(tmp_path: Path) -> None:
    rows = [box(number, name="bicycle") for number in range(200)]
    assert seen(tmp_path, source([*rows, box(999, name="bicycles")])) == [
        ("bicycle", "box"),
        ("bicycles", "box"),
    ]


def test_only_the_beginning_of_a_long_file_is_looked_at(tmp_path: Path) -> None:
    filler = b" " * (BLOCK_BYTES - 1) + b"\n"
    late = source([box(1, name="first")]) + filler * (MOST_BLOCKS + 1) + source([box(2, name="late")])
    assert seen(tmp_path, late) == [("first", "box")]
