"""tests/unit mirrors src/postil: whoever reads a module finds its tests, and the other way round."""

from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, UNIT_TESTS, shown


def mirrored(test: Path, unit_tests: Path = UNIT_TESTS, package: Path = PACKAGE) -> bool:
    """Say whether `x/test_y.py` has its module `x/y.py` or its package `x/y/`."""
    place = package / test.relative_to(unit_tests).parent / test.stem.removeprefix("test_")
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def test_every_unit_test_file_mirrors_a_module():
    assert [shown(test) for test in sorted(UNIT_TESTS.rglob("test_*.py")) if not mirrored(test)] == []


@pytest.mark.parametrize("module", ["masks/png.py", "masks/png/__init__.py"])
def test_a_module_and_a_package_are_both_mirrored(tmp_path, module):
    (tmp_path / module).parent.mkdir(parents=True)
    (tmp_path / module).touch()
    assert mirrored(tmp_path / "unit/masks/test_png.py", tmp_path / "unit", tmp_path)


def test_a_test_file_without_its_module_is_noticed(tmp_path):
    assert not mirrored(tmp_path / "unit/masks/test_png.py", tmp_path / "unit", tmp_path)
