"""Folder: the image files of a local folder, found by the global keys of a file of annotations."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path

IMAGE_ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff"})
SIMILARITY = 0.85
"""Share of characters, in order, that a misspelt key has in common with the one that was meant."""

_DIGITS = re.compile(r"\d+")


class Folder:
    """Looks files up by path inside the folder, by name, and by name without its ending.

    A name that several files have finds none of them.
    """

    def __init__(self, path: Path) -> None:
        self._by_path: dict[str, Path] = {}
        names: dict[str, list[Path]] = {}
        stems: dict[str, list[Path]] = {}
        for file in sorted(path.rglob("*")):
            if file.suffix.lower() in IMAGE_ENDINGS and file.is_file():
                self._by_path[file.relative_to(path).as_posix()] = file
                names.setdefault(file.name, []).append(file)
                stems.setdefault(file.stem, []).append(file)
        self._by_name = _only(names)
        self._by_stem = _only(stems)

    def __len__(self) -> int:
        """Return the number of image files."""
        return len(self._by_path)

    def names(self) -> list[str]:
        """Return the names of the files, without their folders."""
        return list(self._by_name)

    def find(self, key: str) -> Path | None:
        """Return the file a global key means."""
        name = key.rsplit("/", 1)[-1]
        return self._by_path.get(key) or self._by_name.get(name) or self._by_stem.get(name)


def misspelt(keys: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """Map keys that are nearly a known one to it.

    Keys that differ in their numbers are different things: `image_0001` is not a misspelt `image_0002`.
    """
    by_numbers: dict[tuple[str, ...], list[str]] = {}
    for name in known:
        by_numbers.setdefault(_numbers(name), []).append(name)
    found = {}
    for key in keys:
        near = _nearest(key, by_numbers.get(_numbers(key), []))
        if near is not None:
            found[key] = near
    return found


def _numbers(key: str) -> tuple[str, ...]:
    return tuple(_DIGITS.findall(key))


def _nearest(key: str, names: list[str]) -> str | None:
    best, best_ratio = None, SIMILARITY
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(key)
    for name in names:
        matcher.set_seq1(name)
        if matcher.real_quick_ratio() < best_ratio or matcher.quick_ratio() < best_ratio:
            continue
        ratio = matcher.ratio()
        if ratio > best_ratio or (best is None and ratio == best_ratio):
            best, best_ratio = name, ratio
    return best


def _only(files: dict[str, list[Path]]) -> dict[str, Path]:
    return {name: found[0] for name, found in files.items() if len(found) == 1}
