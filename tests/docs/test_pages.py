"""Every page does what it says."""

from pathlib import Path

import pytest

from tests.docs.page import blocks_of
from tests.docs.runner import Reader

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_reader_can_follow_the_page(page, tmp_path):
    Reader(tmp_path).follow(blocks_of(page))
