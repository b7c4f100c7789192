"""Near matches: which known name a person most likely meant."""

from collections.abc import Collection, Iterable
from difflib import SequenceMatcher

SIMILARITY = 0.75
"""Share of characters two names must have in common, in order, to be worth a question."""

MAX_COMPARED = 500
"""Names that are searched for per suggester: a file of a million different bad names stays fast."""

_SEPARATORS = str.maketrans("", "", " _-./")


class Suggester:
    """Suggests one of a fixed set of `names`; case and separators are forgiven before letters are."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(names)
        self._folded: dict[str, str] = {}
        for name in sorted(self.names):
            self._folded.setdefault(fold(name), name)
        self._known: dict[str, str | None] = {}

    def suggest(self, name: str) -> str | None:
        """Return the name meant, or None when nothing is near enough."""
        if name in self._known:
            return self._known[name]
        if len(self._known) >= MAX_COMPARED:
            return self._folded.get(fold(name))
        found = self._known[name] = self._search(name)
        return found

    def hint(self, name: str, otherwise: str) -> str:
        """Return the question "did you mean …", or another hint when nothing is near."""
        near = self.suggest(name)
        return f'did you mean "{near}"?' if near is not None else otherwise

    def _search(self, name: str) -> str | None:
        folded = fold(name)
        if folded in self._folded:
            return self._folded[folded]
        return _nearest(folded, self._folded)


def fold(name: str) -> str:
    """Return a name without case and separators."""
    return name.casefold().translate(_SEPARATORS)


def _nearest(folded: str, names: dict[str, str]) -> str | None:
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(folded)
    best, best_ratio = None, SIMILARITY
    for candidate, name in names.items():
        matcher.set_seq1(candidate)
        # The cheap upper bounds first: most names of a large ontology end here.
        if matcher.real_quick_ratio() < best_ratio or matcher.quick_ratio() < best_ratio:
            continue
        ratio = matcher.ratio()
        if ratio > best_ratio or (best is None and ratio == best_ratio):
            best, best_ratio = name, ratio
    return best


def listed(names: Collection[str], *, most: int = 6) -> str:
    """Show the first few names of a set inside a hint."""
    shown = ", ".join(f'"{name}"' for name in sorted(names)[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
