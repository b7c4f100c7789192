"""Meet annotations again that left for another format and came back (house §5, "unchanged").

An annotation that a format would write exactly as the incoming one is the incoming one, and knows more: the
units it was given in, what other formats said about it. So it stays as it is. One that was changed on the
way keeps everything the change did not touch: of its parts (shape, names, answers, …) as few as possible
are taken from the incoming annotation, so many that the format would write the incoming row. What other
formats noted about the shape goes away with a shape of another kind.

Units are compared as the format writes them: one annotation, or all annotations of one `group`.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

import msgspec

from postil.formats.format import ContentOf, Format, Written
from postil.model.annotation import Annotation, Relation
from postil.model.data_row import DataRow
from postil.model.issue import Loss
from postil.model.label import Bundle
from postil.model.number import Size

PARTS: tuple[tuple[str, ...], ...] = (
    ("geometry",),
    ("classifications",),
    ("feature", "labels", "schema_id", "feature_id"),
    ("confidence", "metrics"),
    ("relation",),
    ("readonly", "hidden", "target"),
)
"""Fields that change together, those that are edited most first."""

Unit = list[Annotation]
Spell = Callable[[Unit], bytes]


class Setting(NamedTuple):
    """What writing needs to know: the data row, its displayed size, and the kept bytes by hash."""

    data_row: DataRow
    size: Size | None
    content_of: ContentOf


def rejoin(
    incoming: list[Annotation], known: list[Annotation], fmt: Format, setting: Setting
) -> list[Annotation]:
    """Return the incoming annotations of one bundle, those that were known as what they were known as.

    Args:
        incoming: What `fmt` read.
        known: What the server has for the same bundle.
        fmt: The format the incoming annotations came in.
        setting: Must be that of the earlier writing for unchanged annotations to be recognised.
    """
    spell = _speller(fmt, setting)
    met = _Known(known, fmt, spell)
    found: list[Annotation] = []
    names: dict[str, str] = {}
    for unit in _units(incoming):
        before = met.take(unit)
        for annotation, old in zip(unit, before or [], strict=False):
            names[annotation.key] = old.key
        found += unit if before is None else _merged(unit, before, spell)
    return [_renamed(annotation, names) for annotation in found]


def _speller(fmt: Format, setting: Setting) -> Spell:
    def spell(unit: Unit) -> bytes:
        written = Written(setting.data_row, [Bundle(unit)], setting.size)
        return b"".join(fmt.write([written], setting.content_of, _unheard))

    return spell


def _unheard(loss: Loss) -> None:
    """Losses were reported when the annotation was written first."""


def _units(annotations: Iterable[Annotation]) -> list[Unit]:
    groups: dict[str, Unit] = {}
    found: list[Unit] = []
    for annotation in annotations:
        if annotation.group is None:
            found.append([annotation])
        elif annotation.group in groups:
            groups[annotation.group].append(annotation)
        else:
            groups[annotation.group] = [annotation]
            found.append(groups[annotation.group])
    return found


class _Known:
    """The known units, by the key the format spells, and by their spelling where it may spell none."""

    def __init__(self, known: list[Annotation], fmt: Format, spell: Spell) -> None:
        self._fmt, self._spell = fmt, spell
        self._by_key: dict[str, Unit] = {}
        self._rest: list[Unit] = []
        self._by_spelling: dict[bytes, list[Unit]] | None = None
        self._taken: set[int] = set()
        for unit in _units(known):
            name = self._name(unit)
            is_named = bool(name) and name not in self._by_key
            if is_named:
                self._by_key[name] = unit
            if not is_named or _key(unit).startswith("~"):
                self._rest.append(unit)

    def _name(self, unit: Unit) -> str:
        return self._fmt.spell_key(_key(unit)) if _key(unit) else ""

    def take(self, unit: Unit) -> Unit | None:
        """Return the known unit an incoming one is a new edition of, each at most once."""
        found = self._by_key.get(self._name(unit))
        if found is None or id(found) in self._taken:
            found = self._alike(unit)
        if found is not None:
            self._taken.add(id(found))
        return found

    def _alike(self, unit: Unit) -> Unit | None:
        if self._by_spelling is None:
            self._by_spelling = {}
            for other in self._rest:
                self._by_spelling.setdefault(self._spell(other), []).append(other)
        same = self._by_spelling.get(self._spell(unit), []) if self._by_spelling else []
        return next((other for other in same if id(other) not in self._taken), None)


def _key(unit: Unit) -> str:
    return unit[0].group or unit[0].key


def _merged(unit: Unit, before: Unit, spell: Spell) -> Unit:
    wanted = spell(unit)
    if spell(before) == wanted:
        return before
    if len(unit) == len(before) == 1:
        for candidate in _candidates(unit[0], before[0]):
            if spell([candidate]) == wanted:
                return [candidate]
    keys = [old.key for old in before]
    return [
        msgspec.structs.replace(annotation, key=keys[place]) if place < len(keys) else annotation
        for place, annotation in enumerate(unit)
    ]


def _candidates(now: Annotation, before: Annotation) -> Iterator[Annotation]:
    """Yield the known annotation with one part of the incoming one, then two, and so on."""
    changed = [part for part in PARTS if any(getattr(now, name) != getattr(before, name) for name in part)]
    for count in range(1, len(changed) + 1):
        for parts in combinations(changed, count):
            taken = {name: getattr(now, name) for part in parts for name in part}
            yield msgspec.structs.replace(before, ext=_ext(now, before, taken), **taken)


def _ext(now: Annotation, before: Annotation, taken: dict[str, object]) -> dict[str, object]:
    if "geometry" in taken and type(now.geometry) is not type(before.geometry):
        return now.ext
    return before.ext


def _renamed(annotation: Annotation, names: dict[str, str]) -> Annotation:
    """Point a relationship at the annotations it links by the keys they are known under."""
    relation = annotation.relation
    if relation is None:
        return annotation
    target = names.get(relation.target, relation.target)
    source = relation.source if relation.source is None else names.get(relation.source, relation.source)
    if (target, source) == (relation.target, relation.source):
        return annotation
    renamed: Relation = msgspec.structs.replace(relation, target=target, source=source)
    return msgspec.structs.replace(annotation, relation=renamed)
