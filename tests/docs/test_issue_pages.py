"""The pages of the issue codes are what the catalogue says today."""

from postil.checks.catalogue import CATALOGUE
from scripts.generate_issue_pages import PAGES, pages, stale


def test_the_pages_are_current():
    assert stale() == []


def test_every_code_has_a_page_and_a_line_in_the_index():
    index = pages()["index.md"]
    for code in CATALOGUE:
        assert (PAGES / f"{code}.md").is_file()
        assert f"[{code}]({code}.md)" in index
