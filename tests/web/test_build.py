"""When the pages of the browser are built again, and when not."""

import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def build_web():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "scripts")
        return importlib.import_module("build_web")


@pytest.fixture
def tree(tmp_path, build_web):
    """Make a source tree whose pages were built as they are."""
    (tmp_path / "web" / "src").mkdir(parents=True)
    (tmp_path / "web" / "package.json").write_text("{}")
    (tmp_path / "web" / "src" / "main.tsx").write_text("1")
    build_web.output(tmp_path).mkdir(parents=True)
    (build_web.output(tmp_path) / ".stamp").write_text(build_web.mark(tmp_path))
    return tmp_path


def test_what_was_built_is_not_built_again(build_web, tree):
    assert not build_web.is_needed(tree)


@pytest.mark.parametrize(
    "path", ["src/main.tsx", "src/new.css", "package.json", "index.html", "public/a.svg"]
)
def test_a_changed_source_is_built_again(build_web, tree, path):
    changed = tree / "web" / path
    changed.parent.mkdir(exist_ok=True)
    changed.write_text("changed")
    assert build_web.is_needed(tree)


def test_a_renamed_source_is_built_again(build_web, tree):
    (tree / "web" / "src" / "main.tsx").rename(tree / "web" / "src" / "other.tsx")
    assert build_web.is_needed(tree)


def test_tests_of_the_pages_are_no_sources_of_them(build_web, tree):
    (tree / "web" / "test").mkdir()
    (tree / "web" / "test" / "a.test.ts").write_text("1")
    assert not build_web.is_needed(tree)


def test_a_package_without_sources_is_taken_as_it_is(build_web, tmp_path):
    assert not build_web.is_needed(tmp_path)


def test_what_was_never_built_is(build_web, tree):
    (build_web.output(tree) / ".stamp").unlink()
    assert build_web.is_needed(tree)
