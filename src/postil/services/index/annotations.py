"""Annotations: finding single ones, and the data rows that have them."""

from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec

from postil.model.annotation import Annotation
from postil.model.label import SetKind
from postil.ports.catalog import CatalogRow
from postil.ports.projections import RowFacts, Said, TaskSummary
from postil.ports.projects import Task
from postil.ports.store import Session, Store
from postil.services.cursor import Cursor, read_cursor
from postil.services.index.annotation_counts import AnnotationCounts, count
from postil.services.index.filters import Filter, Wanted
from postil.services.index.finders import Finders
from postil.services.index.search import Match, Search, place_of

T = TypeVar("T")


class FoundPage(msgspec.Struct, Generic[T]):
    """Some of what was found. `next` is where the following page begins, None on the last one.

    A page may be empty and have a `next`: so much was looked at without finding anything. Unless
    `is_complete`, the index is behind, and the newest changes may be missing.
    """

    items: list[T]
    next: str | None
    is_complete: bool


class FoundAnnotation(msgspec.Struct):
    """An annotation, where it lies, who says it, and the score it was found with."""

    annotation: Annotation
    row: RowFacts
    set_kind: SetKind
    job_uid: str
    score: float
    feature_uid: str | None


class FoundRow(msgspec.Struct):
    """A data row of a project, and where it stands there."""

    row: CatalogRow
    task: Task
    summary: TaskSummary


class Annotations:
    """Finds and counts annotations.

    Args:
        store: The database.
        catch_up: Called before every question: what is little is projected then, and the answer is complete.
    """

    def __init__(self, store: Store, catch_up: Callable[[], object]) -> None:
        self._store, self._catch_up = store, catch_up
        self._finders = Finders()

    def list_annotations(
        self, project_uid: str, asked: Filter, *, after: str = "", limit: int = 100
    ) -> FoundPage[FoundAnnotation]:
        """List annotations by data row, set, bundle and key: an order that no import changes.

        Raises:
            NotFoundError: No such project, import or dataset.
            FeatureError: No such feature or option.
            UsageError: The score range is empty, or `after` is a cursor of another filter.
        """
        cursor = read_cursor(after, asked.mark("annotations", project_uid))
        self._catch_up()
        with self._store.read() as session:
            wanted = Wanted.of(session, project_uid, asked)
            # The data row in the middle of which a page ended comes first again.
            begin = cursor.row_id - 1 if cursor.place is not None else cursor.row_id
            search = Search(session, wanted, self._finders, after_row=begin, is_of_annotations=True)
            return _annotation_page(session, wanted, search, cursor, limit)

    def list_rows(
        self, project_uid: str, asked: Filter, *, after: str = "", limit: int = 100
    ) -> FoundPage[FoundRow]:
        """List data rows of a project, oldest first.

        Raises:
            NotFoundError: No such project, import or dataset.
            FeatureError: No such feature or option.
            UsageError: The score range is empty, or `after` is a cursor of another filter.
        """
        cursor = read_cursor(after, asked.mark("rows", project_uid))
        self._catch_up()
        with self._store.read() as session:
            wanted = Wanted.of(session, project_uid, asked)
            search = Search(session, wanted, self._finders, after_row=cursor.row_id)
            ids = []
            for match in search.matches():
                ids.append(match.row_id)
                if len(ids) == limit:
                    break
            following = None if search.is_over else Cursor(cursor.mark, search.position).spell()
            return FoundPage(_rows(session, wanted, ids), following, search.is_complete)

    def count(self, project_uid: str, asked: Filter) -> AnnotationCounts:
        """Count annotations per feature, from the index.

        Raises:
            NotFoundError: No such project.
            FeatureError: No such feature or option.
            UsageError: The score range is empty.
        """
        self._catch_up()
        with self._store.read() as session:
            wanted = Wanted.of(session, project_uid, asked)
            return count(session, wanted, self._finders)


def _annotation_page(
    session: Session, wanted: Wanted, search: Search, cursor: Cursor, limit: int
) -> FoundPage[FoundAnnotation]:
    matches: list[Match] = []
    room = limit
    following: Cursor | None = None
    for match in search.matches():
        found = match.annotations
        if match.row_id == cursor.row_id and cursor.place is not None:
            before = cursor.place
            found = [one for one in found if place_of(one[0]) > before]
        matches.append(Match(match.row_id, found[:room]))
        if len(found) >= room:
            last = found[room - 1][0] if room else None
            following = Cursor(cursor.mark, match.row_id, place_of(last) if last else None)
            break
        room -= len(found)
    if following is None and not search.is_over:
        following = Cursor(cursor.mark, search.position)
    items = _described(session, wanted, matches)
    return FoundPage(items, following.spell() if following else None, search.is_complete)


def _described(session: Session, wanted: Wanted, matches: list[Match]) -> list[FoundAnnotation]:
    rows = session.projections.row_facts([match.row_id for match in matches])
    said = [(one, score) for match in matches for one, score in match.annotations]
    jobs = {job_id: session.jobs.by_id(job_id) for job_id in {one.job_id for one, _ in said}}

    def described(one: Said[Annotation], score: float) -> FoundAnnotation:
        job = jobs[one.job_id]
        place = wanted.features.get(one.annotation.feature_id or 0)
        return FoundAnnotation(
            one.annotation,
            rows[one.data_row_id],
            wanted.sets[one.set_id].kind,
            job.uid if job is not None else "",
            score,
            place.uid if place is not None else None,
        )

    return [described(one, score) for one, score in said]


def _rows(session: Session, wanted: Wanted, ids: list[int]) -> list[FoundRow]:
    tasks = session.projects.tasks_of(wanted.project.id, ids)
    summaries = session.projections.summaries([task.id for task in tasks.values()])
    return [
        FoundRow(row, tasks[row.id], summaries.get(tasks[row.id].id, TaskSummary()))
        for row in session.catalog.rows_by_id(ids)
        if row.id in tasks
    ]
