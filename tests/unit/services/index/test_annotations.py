"""Finding annotations and data rows, over imports that really ran: what is expected is what was sent."""

from pathlib import Path
from typing import Any

import pytest

from postil.errors import NotFoundError, UsageError
from postil.ports.access import User
from postil.services.index.annotations import Annotations
from postil.services.index.filters import Filter
from postil.services.index.projector import Projector
from postil.stores.sql.sqlite import SqliteStore
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box

Found = tuple[str | None, float]


class Finder:
    """A project with imports, and short questions about it."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.nudges = 0
        self.annotations = Annotations(studio.store, self._nudge)

    def _nudge(self) -> None:
        self.nudges += 1

    def project(self) -> None:
        """Bring the index up to date."""
        Projector(self.studio.store).run()

    def found(self, **asked: Any) -> list[Found]:
        """Return global key and score of all that is found, a page of two at a time."""
        items: list[Found] = []
        after: str | None = ""
        while after is not None:
            page = self.annotations.list_annotations(
                self.studio.project.uid, Filter(**asked), after=after, limit=2
            )
            items += [(one.row.global_key, one.score) for one in page.items]
            after = page.next
        return items

    def rows(self, **asked: Any) -> list[str | None]:
        """Return the global keys of all data rows that are found."""
        items: list[str | None] = []
        after: str | None = ""
        while after is not None:
            page = self.annotations.list_rows(self.studio.project.uid, Filter(**asked), after=after, limit=1)
            items += [one.row.global_key for one in page.items]
            after = page.next
        return items

    def counts(self, **asked: Any) -> dict[str | None, tuple[int | None, int, int]]:
        """Return `(n, at least, at most)` by the name of a feature."""
        counts = self.annotations.count(self.studio.project.uid, Filter(**asked))
        return {
            one.feature.name if one.feature else None: (one.n, one.at_least, one.at_most)
            for one in counts.items
        }


def red(number: int, key: str) -> dict[str, Any]:
    """Return a car that is red."""
    return box(number, key, classifications=[{"name": "colour", "answer": {"name": "red"}}])


def rain(key: str, confidence: float) -> dict[str, Any]:
    """Return an answer to a question about a whole image."""
    return {
        "dataRow": {"globalKey": key},
        "name": "weather",
        "answer": {"name": "rain", "confidence": confidence},
    }


@pytest.fixture
def finder(tmp_path: Path, store: SqliteStore, actor: User) -> Finder:
    studio = Studio(tmp_path, store, actor)
    studio.run([box(1, "one", confidence=0.3), box(2, "one", confidence=0.7), rain("one", 0.4)], name="first")
    studio.run([red(3, "two"), box(4, "two", confidence=0.7)], name="second")
    studio.run([box(5, "one")], name="third", purpose="ground_truth")
    found = Finder(studio)
    found.project()
    return found


CARS = [("one", 0.3), ("one", 0.7), ("one", 1), ("two", 0.7), ("two", 1)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"feature": "car"}, CARS),
        ({}, [*CARS, ("one", 1)]),
        ({"feature": "car", "min_score": 0.7}, [found for found in CARS if found[1] >= 0.7]),
        ({"feature": "car", "max_score": 0.7}, [found for found in CARS if found[1] <= 0.7]),
        ({"feature": "car", "min_score": 0.65, "max_score": 0.8}, [("one", 0.7), ("two", 0.7)]),
        ({"option": "red"}, [("two", 1)]),
        ({"feature": "car", "option": "red"}, [("two", 1)]),
        ({"option": "rain"}, [("one", 0.4)]),
        ({"option": "rain", "min_score": 0.5}, []),
        ({"feature": "colour"}, [("two", 1)]),
        ({"set_kind": "ground_truth"}, [("one", 1)]),
        ({"set_kind": "prediction"}, []),
        ({"feature": "car", "global_key_prefix": "tw"}, [("two", 0.7), ("two", 1)]),
        ({"feature": "car", "task_state": "done"}, [("one", 0.3), ("one", 0.7), ("one", 1)]),
        ({"feature": "car", "has_label": False}, [("two", 0.7), ("two", 1)]),
        ({"feature": "car", "media_state": "pending"}, []),
    ],
)
def test_annotations_are_found_by_what_they_say_and_where_they_lie(finder, asked, expected):
    assert sorted(finder.found(**asked)) == sorted(expected)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["one", "two", "three"]),
        ({"feature": "car"}, ["one", "two"]),
        ({"feature": "car", "max_score": 0.5}, ["one"]),
        ({"has_label": True}, ["one"]),
        ({"has_label": False}, ["two", "three"]),
        ({"has_pre_label": False}, ["three"]),
        ({"has_pre_label": True}, ["one", "two"]),
        ({"task_state": "done"}, ["one"]),
        ({"task_state": "to_label", "has_pre_label": True}, ["two"]),
        ({"global_key_prefix": "t"}, ["two", "three"]),
        ({"media_state": "ready"}, ["one", "two", "three"]),
        ({"media_state": "unreachable"}, []),
    ],
)
def test_data_rows_are_found_in_the_order_of_the_catalog(finder, asked, expected):
    assert finder.rows(**asked) == expected


def test_annotations_of_one_import_are_those_it_said_last(finder):
    job = finder.studio.run([box(6, "three", confidence=0.5), red(3, "two")], name="fourth")
    assert finder.found(job=job.uid) == [("two", 1), ("three", 0.5)]
    finder.project()
    assert finder.found(job=job.uid, feature="car", max_score=0.5) == [("three", 0.5)]
    assert finder.rows(job=job.uid, option="red") == ["two"]


def test_a_filter_on_the_dataset_keeps_to_it(finder):
    dataset = finder.studio.dataset.uid
    assert finder.rows(dataset=dataset, feature="car") == ["one", "two"]
    with finder.studio.store.write() as session:
        other = session.catalog.create_dataset("other", "", None, 1)
    with pytest.raises(NotFoundError, match="no data rows of dataset"):
        finder.rows(dataset=other.uid, feature="car")


def test_what_was_undone_is_not_shown_although_the_index_is_behind(finder):
    job = finder.studio.run([box(6, "three")], name="fourth")
    finder.project()
    with finder.studio.store.write() as session:
        session.jobs.set_undone(job.id, is_undone=True, by=None, at=1)
    page = finder.annotations.list_annotations(
        finder.studio.project.uid, Filter(feature="car", global_key_prefix="three")
    )
    assert (page.items, page.is_complete) == ([], False)


def test_the_index_catches_up_before_every_question(finder):
    before = finder.nudges
    finder.found(feature="car")
    assert finder.nudges > before
    before = finder.nudges
    finder.counts()
    assert finder.nudges > before


def test_pages_hold_while_imports_are_published_between_them(finder):
    uid = finder.studio.project.uid
    first = finder.annotations.list_annotations(uid, Filter(feature="car"), limit=4)
    finder.studio.run([box(6, "one", confidence=0.9), box(7, "three", confidence=0.9)], name="fourth")
    finder.project()
    assert first.next is not None
    rest = finder.annotations.list_annotations(uid, Filter(feature="car"), after=first.next, limit=9)
    keys = [(one.row.id, one.set_kind, one.annotation.key) for one in [*first.items, *rest.items]]
    assert len(keys) == len(set(keys))
    assert {(one.row.global_key, one.score) for one in [*first.items, *rest.items]} >= set(CARS)


def test_a_cursor_of_another_filter_is_refused(finder):
    uid = finder.studio.project.uid
    page = finder.annotations.list_annotations(uid, Filter(feature="car"), limit=1)
    assert page.next is not None
    with pytest.raises(UsageError, match="another filter"):
        finder.annotations.list_annotations(uid, Filter(feature="weather"), after=page.next)


def test_an_import_of_another_project_is_not_found(finder):
    with finder.studio.store.write() as session:
        other = session.projects.create("other", "", "image", None, None, 1)
        job = session.jobs.named(finder.studio.project.id, "first")
    assert job is not None
    with pytest.raises(NotFoundError, match="no import"):
        finder.annotations.list_annotations(other.uid, Filter(job=job.uid))


def test_an_empty_score_range_is_refused(finder):
    with pytest.raises(UsageError, match="no score is from"):
        finder.found(min_score=0.7, max_score=0.5)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (
            {},
            {
                "car": (5, 5, 5),
                "colour": (1, 1, 1),
                "red": (1, 1, 1),
                "weather": (1, 1, 1),
                "rain": (1, 1, 1),
            },
        ),
        ({"feature": "car", "min_score": 0.5}, {"car": (4, 4, 4)}),
        ({"feature": "car", "min_score": 0.7}, {"car": (4, 4, 4)}),
        ({"feature": "car", "min_score": 0.71}, {"car": (2, 2, 2)}),
        ({"feature": "car", "max_score": 0.7}, {"car": (3, 3, 3)}),
        ({"feature": "car", "min_score": 0.5, "set_kind": "ground_truth"}, {"car": (1, 1, 1)}),
        ({"option": "sun"}, {"sun": (0, 0, 0)}),
        ({"option": "rain", "min_score": 0.5}, {"rain": (0, 0, 0)}),
    ],
)
def test_counts_are_exact_where_few_data_rows_have_the_feature(finder, asked, expected):
    assert finder.counts(**asked) == expected


def test_without_a_feature_a_range_inside_a_sixteenth_has_bounds(finder):
    # 0.7 lies in the sixteenth from 0.6875 to 0.75: only documents tell which side of 0.71 it is on.
    assert finder.counts(min_score=0.71)["car"] == (None, 2, 4)


def test_the_total_counts_every_annotation_once(finder):
    counts = finder.annotations.count(finder.studio.project.uid, Filter())
    assert counts.total is not None
    assert counts.total.n == 6


def test_summaries_come_with_the_data_rows(finder):
    page = finder.annotations.list_rows(finder.studio.project.uid, Filter())
    assert [(one.summary.label_count, one.summary.pre_label_count) for one in page.items] == [
        (1, 3),
        (0, 2),
        (0, 0),
    ]


def test_a_deleted_data_row_is_found_no_more(finder):
    with finder.studio.store.write() as session:
        session.catalog.delete_rows(finder.studio.row_ids[:1], 1)
    assert finder.rows(feature="car") == ["two"]
    assert finder.found(feature="car", max_score=0.7) == [("two", 0.7)]
    finder.project()
    assert finder.counts(feature="car") == {"car": (2, 2, 2)}
