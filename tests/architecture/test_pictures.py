"""The pictures of the documentation: rendered by the script, shown by a page, and told in words as well."""

import re

from scripts.docs_pictures import FOLDER, LARGEST_BYTES, PICTURES
from tests.architecture.tree import ROOT

SHOWN = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")


def shown():
    """Return what every page shows: the page, the words for who cannot see it, the file."""
    pages = sorted((ROOT / "docs").rglob("*.md"))
    return [
        (page.relative_to(ROOT).as_posix(), words, (page.parent / path).resolve())
        for page in pages
        for words, path in SHOWN.findall(page.read_text(encoding="utf-8"))
    ]


def test_every_picture_that_a_page_shows_is_there_and_rendered_by_the_script():
    wrong = [
        (page, path.name)
        for page, _, path in shown()
        if path.parent != FOLDER or path.name not in PICTURES or not path.is_file()
    ]
    assert wrong == []


def test_every_picture_says_in_words_what_it_shows():
    assert [(page, path.name) for page, words, path in shown() if len(words.split()) < 4] == []


def test_every_picture_that_is_rendered_is_shown_and_nothing_else_is_kept():
    assert {path.name for _, _, path in shown()} == PICTURES
    assert {path.name for path in FOLDER.iterdir()} == PICTURES


def test_no_picture_is_too_large_to_be_kept():
    assert [path.name for path in FOLDER.iterdir() if path.stat().st_size > LARGEST_BYTES] == []
