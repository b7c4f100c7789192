"""No module above 500 lines, unless it is listed with a reason in a list that only shrinks."""

from tests.architecture.tree import python_files, shown

LIMIT = 500

# path: (lines, reason). The number is the file's length today: it follows the file down, never up.
OVERSIZED: dict[str, tuple[int, str]] = {}


def complaints(lengths: dict[str, int], listed: dict[str, tuple[int, str]]) -> list[str]:
    """Say what is wrong with the lengths of files, given the list of permitted ones."""
    found = [
        f"{path} has {length} lines, more than {LIMIT}: split it along its nouns"
        for path, length in lengths.items()
        if length > LIMIT and path not in listed
    ]
    for path, (lines, reason) in listed.items():
        length = lengths.get(path, 0)
        if not reason.strip():
            found.append(f"{path} is listed without a reason")
        if length <= LIMIT:
            found.append(f"{path} has {length} lines: take it off the list")
        elif length > lines:
            found.append(f"{path} grew from {lines} to {length} lines: the list only shrinks")
        elif length < lines:
            found.append(f"{path} shrank from {lines} to {length} lines: lower its number")
    return found


def test_every_module_is_short_or_listed_with_a_reason():
    files = python_files("src", "scripts", "bench", "tests")
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert complaints(lengths, OVERSIZED) == []


def test_a_long_module_that_is_not_listed_is_reported():
    assert complaints({"a.py": 501, "b.py": 500}, {}) == [
        "a.py has 501 lines, more than 500: split it along its nouns"
    ]


def test_a_listed_module_may_not_grow():
    assert complaints({"a.py": 620}, {"a.py": (600, "one table")}) == [
        "a.py grew from 600 to 620 lines: the list only shrinks"
    ]


def test_a_listed_module_that_shrank_must_lower_its_number():
    assert complaints({"a.py": 580}, {"a.py": (600, "one table")}) == [
        "a.py shrank from 600 to 580 lines: lower its number"
    ]


def test_a_listed_module_that_became_short_must_leave_the_list():
    assert complaints({"a.py": 400}, {"a.py": (600, "one table")}) == [
        "a.py has 400 lines: take it off the list"
    ]
