"""Features: which ones a person means who names one, or gives an id of it."""

from collections.abc import Iterable, Sequence

from postil.checks.suggestion import Suggester, listed
from postil.errors import UsageError
from postil.model.identity import read_id
from postil.ports.projections import FeaturePlace

CHOICES = frozenset({"option", "label"})


class FeatureError(UsageError):
    """A feature or option that the project does not know."""

    status = 422


class Features:
    """The features of a project's ontology, removed ones too, and those its annotations name."""

    def __init__(self, places: Sequence[FeaturePlace]) -> None:
        self._by_id = {place.id: place for place in places}

    def get(self, feature_id: int) -> FeaturePlace | None:
        """Return a feature by store id."""
        return self._by_id.get(feature_id)

    def wanted(self, feature: str | None, option: str | None) -> frozenset[int] | None:
        """Return the store ids of all features that may be meant; None when none is named.

        A name may stand for several features: a question can be asked below several tools. An option is
        one below the feature, at any depth, when both are named.

        Raises:
            FeatureError: ONT001 no such feature, ONT005 no such option.
        """
        if feature is None and option is None:
            return None
        places = list(self._by_id.values())
        tops = places
        if feature is not None:
            tops = [place for place in places if _means(place, feature, place.kind != "option")]
            if not tops:
                raise _unknown("ONT001", "feature", feature, (p.name for p in places if p.kind != "option"))
        if option is None:
            return frozenset(place.id for place in tops)
        return self._options(option, None if feature is None else {place.id for place in tops})

    def _options(self, option: str, below: set[int] | None) -> frozenset[int]:
        choices = [
            place
            for place in self._by_id.values()
            if place.kind in CHOICES and (below is None or self._is_below(place, below))
        ]
        found = frozenset(place.id for place in choices if _means(place, option, True))
        if not found:
            raise _unknown("ONT005", "option", option, (place.name for place in choices))
        return found

    def _is_below(self, place: FeaturePlace, tops: set[int]) -> bool:
        parent = place.parent_id
        while parent is not None:
            if parent in tops:
                return True
            above = self._by_id.get(parent)
            parent = above.parent_id if above is not None else None
        return False


def _means(place: FeaturePlace, spelling: str, is_by_name: bool) -> bool:
    if spelling in (place.uid, place.alias) or read_id(spelling) == place.uid:
        return True
    return is_by_name and place.name == spelling


def _unknown(code: str, what: str, spelling: str, names: Iterable[str]) -> FeatureError:
    known = set(names)
    otherwise = f"use one of {listed(known)}" if known else f"the project has no {what}s"
    return FeatureError(
        f'no {what} "{spelling}" in this project',
        code=code,
        hint=Suggester(known).hint(spelling, otherwise),
    )
