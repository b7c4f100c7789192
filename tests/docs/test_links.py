"""Every link of a page leads somewhere, and every page is in the list of pages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
INDEX = DOCS / "README.md"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]
FENCED = re.compile(r"^( *)(```+|~~~+).*?^\1\2$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:)(?P<path>[^)#\s]*)(?:#(?P<anchor>[^)\s]+))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
WITH_AN_INDEX_OF_THEIR_OWN = DOCS / "reference" / "issues"


def prose(page: Path) -> str:
    """Return a page without its fenced blocks and code spans."""
    return re.sub(r"`[^`\n]*`", "", FENCED.sub("", page.read_text(encoding="utf-8")))


def anchors(page: Path) -> set[str]:
    """Return what may stand after `#`, as GitHub makes it of headings."""
    headings = HEADING.findall(FENCED.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(page: Path) -> Iterator[str]:
    """Yield the links of a page that lead nowhere."""
    for link in LINK.finditer(prose(page)):
        target = (page.parent / link["path"]).resolve() if link["path"] else page
        if not target.exists() or (link["anchor"] and link["anchor"] not in anchors(target)):
            yield link[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_of_the_page_leads_somewhere(page):
    assert list(broken(page)) == []


def test_the_list_of_pages_names_every_page_once():
    listed = [
        (DOCS / link["path"]).resolve()
        for link in LINK.finditer(prose(INDEX))
        if link["path"].endswith(".md")
    ]
    pages = {
        page for page in DOCS.rglob("*.md") if page != INDEX and page.parent != WITH_AN_INDEX_OF_THEIR_OWN
    }
    missing = sorted(str(page.relative_to(DOCS)) for page in pages - set(listed))
    assert missing == [], "add a line for each to docs/README.md"
    assert sorted(set(listed)) == sorted(listed), "a page is listed twice"


def test_the_list_of_pages_says_something_about_each():
    lines = [line for line in INDEX.read_text(encoding="utf-8").splitlines() if line.startswith("- [")]
    assert [line for line in lines if len(line.partition("): ")[2]) < 10] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[here](page.md)", []),
        ("[here](page.md#a-title)", []),
        ("[there](page.md#no-title)", ["](page.md#no-title)"]),
        ("[there](other.md)", ["](other.md)"]),
        ("[web](https://example.org/no.md)", []),
        ("`[code](no.md)`", []),
        ("```text\n[code](no.md)\n```", []),
    ],
)
def test_a_link_that_leads_nowhere_is_found(tmp_path, text, found):
    page = tmp_path / "page.md"
    page.write_text(f"# A title\n\n{text}\n", encoding="utf-8")
    assert list(broken(page)) == found
