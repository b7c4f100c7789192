"""Search: the data rows of a project that pass a filter, with the annotations that make them pass.

Candidates come from the index of occurrences, from an import or from the tasks; what is found is decided on
the documents that readers see. So a page shows nothing that is not visible, also while the index is behind:
it may only lack what the index does not know yet. One search does a bounded amount of work, however little it
finds.
"""

from collections.abc import Iterator, Sequence

import msgspec

from postil.model.annotation import Annotation
from postil.model.occurrence import ANY
from postil.ports.projections import RowFacts, Said
from postil.ports.store import Session
from postil.services.catalog.metadata_conditions import rows_meeting
from postil.services.index.filters import Wanted
from postil.services.index.finders import Finders

MAX_CANDIDATES = 5_000
MAX_ROWS_READ = 300
MAX_ANNOTATIONS_READ = 10_000
FIRST_WINDOW, LARGEST_WINDOW = 200, 2_000
PART = 20


class Match(msgspec.Struct):
    """A data row that passes, and its passing annotations with their scores, by set, bundle and key."""

    row_id: int
    annotations: list[tuple[Said[Annotation], float]]


class Search:
    """One search in one transaction.

    `position` is the data row up to which everything has been looked at; `is_over` says that none is behind.
    `is_complete` says that no candidate is missing because the index is behind.

    Args:
        session: A read transaction.
        wanted: What is looked for.
        finders: Where ontology versions are kept.
        after_row: The data row to begin behind.
        is_of_annotations: Data rows pass by their annotations, whatever the filter.
    """

    def __init__(
        self,
        session: Session,
        wanted: Wanted,
        finders: Finders,
        *,
        after_row: int = 0,
        is_of_annotations: bool = False,
    ) -> None:
        self._session, self._wanted, self._finders = session, wanted, finders
        self.position = after_row
        self.is_over = False
        self._candidates = self._rows_read = self._annotations_read = 0
        self._needs_annotation = is_of_annotations or wanted.filter.is_about_annotations
        self._is_by_job = wanted.job_id is not None and wanted.feature_ids is None
        # Asked first: an index that catches up while one searches has not helped the search.
        is_index_used = self._needs_annotation and not self._is_by_job
        self.is_complete = not is_index_used or session.projections.is_complete(list(wanted.sets))

    def matches(self) -> Iterator[Match]:
        """Yield what passes by data row, until all is seen or enough work is done."""
        size = FIRST_WINDOW
        while not self.is_over and not self._is_spent():
            window, ids, is_last = self._window(min(size, MAX_CANDIDATES - self._candidates))
            size = min(size * 2, LARGEST_WINDOW)
            passing = self._plainly_passing(ids)
            for first in range(0, len(passing), PART):
                part = passing[first : first + PART]
                for match in self._verified(part):
                    self.position = match.row_id
                    yield match
                self.position = part[-1]
                if self._is_spent():
                    return
            self.position = window
            self.is_over = is_last

    def _is_spent(self) -> bool:
        return (
            self._candidates >= MAX_CANDIDATES
            or self._rows_read >= MAX_ROWS_READ
            or self._annotations_read >= MAX_ANNOTATIONS_READ
        )

    def _window(self, size: int) -> tuple[int, list[int], bool]:
        """Return the end of the next candidates, those worth a look, and whether they are the last."""
        wanted, projections = self._wanted, self._session.projections
        if not self._needs_annotation:
            tasks = projections.task_rows(wanted.project.id, after_row=self.position, limit=size)
            ids = [row for row, _ in tasks]
            asked = wanted.filter.task_state
            found = [row for row, state in tasks if asked in (None, state)]
        elif self._is_by_job:
            ids = projections.job_rows(wanted.job_id or 0, after_row=self.position, limit=size)
            found = ids
        else:
            places = projections.feature_rows(
                list(wanted.sets), wanted.feature_ids or {ANY}, after_row=self.position, limit=size
            )
            ids = [row for row, _ in places]
            found = [row for row, mask in places if mask & wanted.mask]
        self._candidates += len(ids)
        return (ids[-1] if ids else self.position), found, len(ids) < size

    def _plainly_passing(self, ids: list[int]) -> list[int]:
        """Keep the data rows that pass as far as their own facts, task and labels tell."""
        asked, wanted = self._wanted.filter, self._wanted
        if wanted.job_id is not None and not self._is_by_job:
            ids = self._session.projections.rows_in_job(wanted.job_id, ids)
        if asked.task_state is not None and self._needs_annotation:
            tasks = self._session.projects.tasks_of(wanted.project.id, ids)
            ids = [row for row in ids if row in tasks and tasks[row].state == asked.task_state]
        if not self._needs_annotation or asked.is_about_rows:
            facts = self._session.projections.row_facts(ids)
            ids = [row for row in ids if row in facts and self._fits(facts[row])]
            ids = rows_meeting(self._session, wanted.metadata, ids)
        if asked.has_label is not None:
            labels = self._session.labels.of_rows(wanted.project.id, ids)
            labelled = {label.data_row_id for label in labels if not label.is_skipped}
            ids = [row for row in ids if (row in labelled) == asked.has_label]
        return ids

    def _fits(self, row: RowFacts) -> bool:
        asked = self._wanted.filter
        return (
            (self._wanted.dataset_id is None or row.dataset_id == self._wanted.dataset_id)
            and asked.media_state in (None, row.media_state)
            and asked.media_type in (None, row.media_type)
            and (row.global_key or "").startswith(asked.global_key_prefix or "")
        )

    def _verified(self, ids: Sequence[int]) -> Iterator[Match]:
        wanted = self._wanted
        if not self._needs_annotation and wanted.filter.has_pre_label is None:
            yield from (Match(row, []) for row in ids)
            return
        set_ids = sorted({*wanted.sets, *wanted.pre_label_ids})
        said = self._session.projections.said(set_ids, ids)
        self._rows_read += len(ids)
        self._annotations_read += len(said)
        by_row: dict[int, list[Said[Annotation]]] = {row: [] for row in ids}
        for one in said:
            by_row[one.data_row_id].append(one)
        for row, found in by_row.items():
            passing = self._passing(found)
            if passing is not None:
                yield Match(row, passing)

    def _passing(self, said: Sequence[Said[Annotation]]) -> list[tuple[Said[Annotation], float]] | None:
        """Return the passing annotations of a data row, or None when the row does not pass."""
        wanted = self._wanted
        asked = wanted.filter.has_pre_label
        if asked is not None and any(one.set_id in wanted.pre_label_ids for one in said) != asked:
            return None
        if not self._needs_annotation:
            return []
        found: list[tuple[Said[Annotation], float]] = []
        for one in said:
            score = wanted.score(self._session, self._finders, one) if one.set_id in wanted.sets else None
            if score is not None:
                found.append((one, score))
        if not found:
            return None
        return sorted(found, key=lambda match: place_of(match[0]))


def place_of(said: Said[Annotation]) -> tuple[int, int, str]:
    """Return the place of an annotation on its data row, which stays when others come and go."""
    return said.set_id, said.no, said.annotation.key
