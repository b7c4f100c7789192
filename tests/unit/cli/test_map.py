from pathlib import Path

import pytest

from postil.cli.map import suggest
from postil.errors import UsageError


def test_a_file_that_exists_is_left_as_it_is(tmp_path: Path) -> None:
    there = tmp_path / "detector.toml"
    there.write_text("mine")
    with pytest.raises(UsageError, match=r"detector.toml exists"):
        suggest(tmp_path / "boxes.ndjson", project="street", to=there)
    assert there.read_text() == "mine"
