"""Every page does what it says."""

from pathlib import Path

import pytest

from tests.docs.page import blocks_of
from tests.docs.runner import Reader
from tests.sdk_compat.official.office import official_python

ROOT = Path(__file__).resolve().parents[2]
ON_POSTGRES = ROOT / "docs" / "how-to" / "use-postgresql.md"
WITH_THE_OFFICIAL_PACKAGE = ROOT / "docs" / "how-to" / "move-from-labelbox.md"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page not in (ON_POSTGRES, WITH_THE_OFFICIAL_PACKAGE)],
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_a_reader_can_follow_the_page(page, tmp_path):
    Reader(tmp_path).follow(blocks_of(page))


def test_a_reader_with_a_postgresql_database_can_follow_its_page(tmp_path, blank_postgres_url):
    reader = Reader(tmp_path)
    reader.environment["DATABASE"] = blank_postgres_url
    reader.follow(blocks_of(ON_POSTGRES))


def test_a_reader_with_the_official_package_can_follow_its_page(tmp_path):
    reader = Reader(tmp_path)
    reader.environment["VIRTUAL_ENV"] = str(Path(official_python()).parent.parent)
    reader.follow(blocks_of(WITH_THE_OFFICIAL_PACKAGE))
