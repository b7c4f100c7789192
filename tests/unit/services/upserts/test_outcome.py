"""Outcomes, kept as files and told page by page."""

import pytest

from postil.blobs.folder import FolderBlobs
from postil.errors import UsageError
from postil.services.upserts.outcome import Outcome, keep, read_page


def outcome(number: int) -> Outcome:
    bad = number % 3 == 0
    return Outcome(None if bad else f"u{number}", "no" if bad else None, None, f"k{number}", "x")


def test_pages_hold_every_outcome_of_their_sort_once(tmp_path) -> None:
    blobs = FolderBlobs(tmp_path)
    every = [outcome(number) for number in range(25)]
    blocks = [keep(blobs, every[first : first + 10]) for first in (0, 10, 20)]
    for is_accepted in (True, False):
        found, after, pages = [], None, 0
        while pages == 0 or after is not None:
            page = read_page(blobs, blocks, is_accepted=is_accepted, after=after, limit=4)
            assert len(page.outcomes) <= 4
            found += page.outcomes
            after, pages = page.after, pages + 1
        assert found == [one for one in every if (one.uid is not None) == is_accepted]
        assert page.total == len(found)


@pytest.mark.parametrize("after", ["x", "1", "-1.0", "1.x", "9" * 30 + ".0"])
def test_a_cursor_that_is_none_is_refused(tmp_path, after: str) -> None:
    with pytest.raises(UsageError):
        read_page(FolderBlobs(tmp_path), [], is_accepted=True, after=after, limit=4)
