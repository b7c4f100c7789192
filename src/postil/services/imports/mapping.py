"""Mapping: rows get the names of the ontology between reading and checking, as the recipe of a job says.

What a recipe does not name is not touched and costs a look-up. A row of which nothing is left is counted as
unchanged, whatever else is wrong with it, with one grouped remark (ONT017). What the source called things
is not kept in the annotations: the kept input and the pinned version of the recipe say it.
"""

from collections.abc import Iterable, Iterator, Sequence

from postil.formats.entry import Entry, Run
from postil.formats.label_studio.renaming import keep_order
from postil.model.annotation import Annotation, PlainObject
from postil.model.issue import Issue
from postil.model.label import Bundle, SetKind
from postil.model.recipe import Recipe
from postil.services.imports.renaming import Renaming
from postil.services.imports.rules import ReadyRules, Uses

Rows = list[Entry | Run]
FLAT = frozenset({"label_studio"})
"""Formats that name questions about a region like those of the top."""


class Mapping:
    """A recipe at work on the rows of one job."""

    def __init__(self, recipe: Recipe, *, purpose: SetKind, format_name: str) -> None:
        self._rules = ReadyRules((), recipe.features)
        self._renaming = Renaming(self._rules, is_flat=format_name in FLAT)
        self._purpose = purpose

    def over(self, stretches: Iterable[Rows]) -> Iterable[Rows]:
        """Return the stretches with their names mapped, as they are asked for."""
        return map(self.apply, stretches) if self._rules else stretches

    def apply(self, rows: Rows) -> Rows:
        """Map some rows. They are changed in place; rows left out of a run come back as entries."""
        mapped: Rows = []
        for row in rows:
            if isinstance(row, Run):
                mapped += self._run(row)
            else:
                mapped.append(self._entry(row))
        return mapped

    def take(self) -> Uses:
        """Return how often each rule was used since the last time."""
        return self._rules.take()

    def _run(self, run: Run) -> Iterator[Entry | Run]:
        """Map the rows of a run in bulk; it stays a run."""
        rules = self._rules.by_name
        spelled = [plain.feature for plain in run.annotations]
        used = {name: rules[name] for name in set(spelled) if name in rules and rules[name].acts}
        if any(rule.label is not None for rule in used.values()):
            # Objects with labels are no plain ones.
            yield from map(self._entry, run.entries())
            return
        for name, rule in used.items():
            rule.count += spelled.count(name)
        renamed = {name: rule.to for name, rule in used.items() if rule.to is not None}
        if renamed:
            for plain, name in zip(run.annotations, spelled, strict=True):
                if name in renamed:
                    plain.feature = renamed[name]
        gone = {name for name, rule in used.items() if rule.ignores}
        if gone:
            yield from self._divided(run, spelled, gone)
        else:
            yield run

    def _divided(self, run: Run, spelled: Sequence[str], gone: set[str]) -> Iterator[Entry | Run]:
        kept = [place for place, name in enumerate(spelled) if name not in gone]
        if kept:
            annotations: list[PlainObject] = [run.annotations[place] for place in kept]
            yield Run(run.reference, annotations, [run.lines[place] for place in kept])
        for place, name in enumerate(spelled):
            if name in gone:
                key = run.annotations[place].key or None
                yield _left_out(Entry(run.lines[place], spelled_key=key), name)

    def _entry(self, entry: Entry) -> Entry:
        if any(issue.severity == "error" for issue in entry.issues):
            return entry
        first = next(self._annotations(entry), None)
        if first is None:
            return entry
        name = first.feature or first.schema_id
        if entry.annotations:
            kept = self._kept(entry.annotations)
            if len(kept) < len(entry.annotations):
                entry.annotations = [entry.annotations[place] for place in kept]
        if entry.bundles:
            entry.bundles = [bundle for bundle in entry.bundles if self._bundle(bundle)]
        return entry if next(self._annotations(entry), None) else _left_out(entry, name)

    def _annotations(self, entry: Entry) -> Iterator[Annotation]:
        yield from entry.annotations
        for bundle in entry.bundles:
            if bundle.kind == self._purpose:
                yield from bundle.annotations

    def _bundle(self, bundle: Bundle) -> bool:
        """Map a bundle; False when there was something in it and nothing is left."""
        if bundle.kind != self._purpose or not bundle.annotations:
            return True
        kept = self._kept(bundle.annotations)
        if len(kept) < len(bundle.annotations):
            bundle.annotations = [bundle.annotations[place] for place in kept]
            bundle.ext = keep_order(bundle.ext, kept)
        return bool(kept)

    def _kept(self, annotations: Sequence[Annotation]) -> list[int]:
        """Map annotations and return the places of those that are not left out.

        A relationship with an end that was left out is left out as well.
        """
        kept: list[int] = []
        gone: set[str] = set()
        for place, annotation in enumerate(annotations):
            if self._renaming.apply(annotation):
                kept.append(place)
            elif annotation.key:
                gone.add(annotation.key)
        return [place for place in kept if not _hangs(annotations[place], gone)] if gone else kept


def _hangs(annotation: Annotation, gone: set[str]) -> bool:
    relation = annotation.relation
    return relation is not None and (relation.target in gone or relation.source in gone)


def _left_out(entry: Entry, name: str | None) -> Entry:
    """Say that nothing of a row is left. Its data row no longer matters, unless the row brings it."""
    if entry.data_row is None:
        entry.reference = None
    message = f'"{name}" is ignored by the recipe of this import, and the row holds nothing else'
    hint = "take the rule out of the recipe to import these rows"
    entry.issues = [*entry.issues, Issue("ONT017", message, hint, severity="info", got=name)]
    return entry
