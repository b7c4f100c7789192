"""What every store must do with the histories of labels, with marks, and with what people say last."""

import pytest

from postil.model.annotation import Annotation
from postil.ports.labels import LabelFilter, LabelVersion, Spoken, StoredLabel
from postil.ports.store import Session, Store
from postil.testing.world import NOW, World, populate, segment

ANN = 3
BY_HAND = [Annotation(key="b", feature="bus"), Annotation(key="q", kind="classification", feature="weather")]


class Truth:
    """Imported truth about the data rows of a world, and the labels that stand for it."""

    def __init__(self, store: Store, rows: int = 3) -> None:
        self.world = populate(store, rows)
        self.world.set_id = self._set(ANN)
        self.job = self.world.start_job()
        self.world.layer(self.job, [segment(row, {"a": "car"}) for row in self.world.rows])
        self.world.publish(self.job)
        with store.write() as session:
            session.labels.ensure_imported(
                self.world.project_id, self.world.set_id, ANN, self.world.rows, NOW
            )
            self.labels = session.labels.of_rows(self.world.project_id, self.world.rows)

    def _set(self, author: int) -> int:
        with self.world.write() as session:
            return session.bundles.ensure_set(
                "ground_truth", project_id=self.world.project_id, author_id=author
            ).id

    def submit(self, label: StoredLabel, annotations: list[Annotation], *, is_skipped: bool = False) -> None:
        """Let a person say something."""
        with self.world.write() as session:
            head = session.labels.by_id(label.id)
            assert head is not None
            session.labels.append_version(
                LabelVersion(
                    label_id=label.id,
                    no=head.head_version + 1,
                    annotations=annotations,
                    author_id=ANN,
                    ontology_id=5,
                    ontology_version=2,
                    created_at=NOW + head.head_version + 1,
                    is_skipped=is_skipped,
                )
            )

    def add_label(self, author: int, row: int) -> StoredLabel:
        """Make the label of another person."""
        own = self._set(author)
        with self.world.write() as session:
            session.labels.ensure_imported(self.world.project_id, own, author, [row], NOW)
            label = session.labels.of_set(own, row)
        assert label is not None
        return label


def _spoken(session: Session, world: World) -> dict[int, Spoken]:
    found = session.labels.spoken([world.set_id], world.rows)
    return {world.rows.index(row): spoken for (_, row), spoken in found.items()}


def _said(session: Session, world: World) -> list[tuple[int, int, str]]:
    found = session.projections.said([world.set_id], world.rows)
    return [(world.rows.index(one.data_row_id), one.job_id, one.annotation.key) for one in found]


class LabelVersionTests:
    """More of the contract of `postil.ports.labels.LabelStore`."""

    def test_versions_are_listed_newest_first_page_by_page_with_counts_by_kind(self, store: Store) -> None:
        truth = Truth(store)
        for annotations in ([], BY_HAND, BY_HAND[:1]):
            truth.submit(truth.labels[0], annotations)
        with store.read() as session:
            first = session.labels.list_versions(truth.labels[0].id, before_no=None, limit=2)
            second = session.labels.list_versions(truth.labels[0].id, before_no=first[-1].no, limit=2)
        assert [(one.no, one.author_id, one.created_at) for one in first + second] == [
            (3, ANN, NOW + 3),
            (2, ANN, NOW + 2),
            (1, ANN, NOW + 1),
        ]
        assert [one.counts for one in first + second] == [
            {"object": 1},
            {"object": 1, "classification": 1},
            {},
        ]

    def test_everything_about_a_version_comes_back(self, store: Store) -> None:
        label = Truth(store).labels[0]
        version = LabelVersion(
            label_id=label.id,
            no=1,
            annotations=BY_HAND,
            author_id=4,
            ontology_id=5,
            ontology_version=6,
            is_skipped=True,
            lead_time=7,
            created_at=NOW,
            reason="dark",
        )
        with store.write() as session:
            session.labels.append_version(version)
            assert session.labels.version(label.id, 1) == version

    def test_a_label_is_skipped_as_its_newest_version_is(self, store: Store) -> None:
        truth = Truth(store)
        for is_skipped in (True, False):
            truth.submit(truth.labels[0], [], is_skipped=is_skipped)
            with store.read() as session:
                label = session.labels.get(truth.labels[0].uid)
            assert label is not None
            assert label.is_skipped is is_skipped

    def test_what_a_person_said_stands_in_the_place_of_what_an_import_said(self, store: Store) -> None:
        truth = Truth(store)
        truth.submit(truth.labels[1], BY_HAND)
        with store.read() as session:
            assert _spoken(session, truth.world) == {1: Spoken(BY_HAND, (5, 2))}
            assert _said(session, truth.world) == [
                (0, truth.job.id, "a"),
                (1, 0, "b"),
                (1, 0, "q"),
                (2, truth.job.id, "a"),
            ]

    def test_it_stands_also_while_the_import_is_undone(self, store: Store) -> None:
        truth = Truth(store)
        truth.submit(truth.labels[1], BY_HAND)
        truth.world.undo(truth.job)
        with store.read() as session:
            assert _said(session, truth.world) == [(1, 0, "b"), (1, 0, "q")]

    def test_a_skipped_label_says_nothing(self, store: Store) -> None:
        truth = Truth(store)
        truth.submit(truth.labels[1], [], is_skipped=True)
        with store.read() as session:
            assert _spoken(session, truth.world) == {1: Spoken(None)}
            assert [row for row, _, _ in _said(session, truth.world)] == [0, 2]

    def test_the_label_of_one_importer_leaves_that_of_another_alone(self, store: Store) -> None:
        truth = Truth(store)
        other = truth.add_label(4, truth.world.rows[0])
        truth.submit(other, BY_HAND)
        with store.read() as session:
            assert _spoken(session, truth.world) == {}

    def test_what_was_taken_into_the_label_of_a_person_is_not_said_twice(self, store: Store) -> None:
        truth = Truth(store)
        row = truth.world.rows[0]
        # A set that has no label on the data row: all it says is part of the person's.
        with store.write() as session:
            fresh = session.bundles.ensure_set("ground_truth", project_id=truth.world.project_id, author_id=9)
        truth.submit(truth.labels[0], BY_HAND)
        with store.read() as session:
            assert session.labels.spoken([fresh.id], [row]) == {(fresh.id, row): Spoken(None)}

    def test_pre_labels_are_nobodys_last_word(self, store: Store) -> None:
        truth = Truth(store)
        truth.submit(truth.labels[0], BY_HAND)
        with store.write() as session:
            pre = session.bundles.ensure_set("pre_label", project_id=truth.world.project_id)
            assert session.labels.spoken([pre.id], truth.world.rows) == {}

    def test_deleted_data_rows_say_nothing(self, store: Store) -> None:
        truth = Truth(store)
        truth.submit(truth.labels[1], BY_HAND)
        with store.write() as session:
            session.catalog.delete_rows([truth.world.rows[1]], NOW)
            assert [row for row, _, _ in _said(session, truth.world)] == [0, 2]

    def test_the_projector_looks_at_the_sets_of_labels_too(self, store: Store) -> None:
        truth = Truth(store, rows=1)
        label = truth.add_label(4, truth.world.rows[0])
        with store.read() as session:
            found = session.projections.sets_on(truth.world.rows)
        assert found == sorted([truth.world.set_id, label.set_id or 0])

    def test_a_skipped_label_is_not_counted(self, store: Store) -> None:
        truth = Truth(store)
        truth.submit(truth.labels[1], [], is_skipped=True)
        with store.write() as session:
            session.projections.summarise(truth.world.rows, set_id=None)
            tasks = session.projects.tasks_of(truth.world.project_id, truth.world.rows)
            found = session.projections.summaries([tasks[row].id for row in truth.world.rows])
        assert [found[tasks[row].id].label_count for row in truth.world.rows if tasks[row].id in found] == [
            1,
            1,
        ]

    def test_labels_are_listed_by_author_mark_and_skip_page_by_page(self, store: Store) -> None:
        truth = Truth(store)
        project = truth.world.project_id
        other = truth.add_label(4, truth.world.rows[0])
        truth.submit(other, BY_HAND)
        truth.submit(truth.labels[2], [], is_skipped=True)
        with store.write() as session:
            session.labels.mark_benchmark(truth.labels[1], True, 8, NOW)

            def listed(after: int = 0, limit: int = 9, **asked: bool | int) -> list[int]:
                wanted = LabelFilter(**asked)  # type: ignore[arg-type]
                found, _ = session.labels.list_labels(project, wanted, after_id=after, limit=limit)
                return [one.id for one in found]

            ids = [one.id for one in truth.labels]
            assert listed() == [*ids, other.id]
            assert (listed(limit=2), listed(after=ids[1], limit=2)) == (ids[:2], [ids[2], other.id])
            assert listed(author_id=4) == [other.id]
            assert listed(is_benchmark=True) == [ids[1]]
            assert listed(is_skipped=True) == [ids[2]]

    def test_a_page_of_labels_says_where_the_next_one_begins(self, store: Store) -> None:
        truth = Truth(store)
        with store.read() as session:
            _, following = session.labels.list_labels(
                truth.world.project_id, LabelFilter(), after_id=0, limit=2
            )
            _, end = session.labels.list_labels(truth.world.project_id, LabelFilter(), after_id=0, limit=9)
        assert (following, end) == (truth.labels[1].id, None)

    def test_labels_of_an_undone_import_are_not_found(self, store: Store) -> None:
        truth = Truth(store)
        truth.world.undo(truth.job)
        with store.read() as session:
            found, _ = session.labels.list_labels(truth.world.project_id, LabelFilter(), after_id=0, limit=9)
            assert (found, session.labels.get(truth.labels[0].uid)) == ([], None)
            # What an import may show again is there all the same.
            assert session.labels.of_set(truth.world.set_id, truth.world.rows[0]) is not None

    def test_a_mark_moves_to_the_label_marked_last(self, store: Store) -> None:
        truth = Truth(store, rows=1)
        first, other = truth.labels[0], truth.add_label(4, truth.world.rows[0])
        truth.submit(other, BY_HAND)
        with store.write() as session:
            for label in (first, other):
                session.labels.mark_benchmark(label, True, 8, NOW)
            found = session.labels.of_rows(truth.world.project_id, truth.world.rows)
        assert [(one.is_benchmark, one.marked_by) for one in found] == [(False, 8), (True, 8)]

    def test_the_sets_of_benchmarks_are_found_by_data_row(self, store: Store) -> None:
        truth = Truth(store)
        project = truth.world.project_id
        with store.write() as session:
            session.labels.mark_benchmark(truth.labels[1], True, 8, NOW)
            assert session.labels.benchmark_sets(project, truth.world.rows) == [truth.world.set_id]
            assert session.labels.benchmark_sets(project, truth.world.rows[:1]) == []

    @pytest.mark.parametrize("is_marked", [True, False])
    def test_an_import_leaves_a_mark_made_by_hand_alone(self, store: Store, is_marked: bool) -> None:
        truth = Truth(store)
        with store.write() as session:
            session.labels.mark_benchmark(truth.labels[0], is_marked, 8, NOW)
            for marked in (truth.world.rows, []):
                session.labels.set_benchmarks(truth.world.set_id, truth.world.rows, marked)
                [found] = session.labels.of_rows(truth.world.project_id, truth.world.rows[:1])
                assert found.is_benchmark is is_marked

    def test_an_import_marks_no_second_benchmark_on_a_data_row(self, store: Store) -> None:
        truth = Truth(store, rows=1)
        other = truth.add_label(4, truth.world.rows[0])
        truth.submit(other, BY_HAND)
        with store.write() as session:
            session.labels.mark_benchmark(other, True, 8, NOW)
            session.labels.set_benchmarks(truth.world.set_id, truth.world.rows, truth.world.rows)
            found = session.labels.of_rows(truth.world.project_id, truth.world.rows)
        assert [one.is_benchmark for one in found] == [False, True]
