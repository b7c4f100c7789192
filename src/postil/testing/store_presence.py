"""What every store must know of the data rows of a job before it is published."""

from postil.model.annotation import Annotation
from postil.model.issue import Issue
from postil.ports.bundles import NewSegment
from postil.ports.jobs import IssueGroup
from postil.ports.labels import LabelVersion
from postil.ports.presence import BroughtKeys, HeldLabel, Holds
from postil.ports.store import Store
from postil.testing.world import NOW, World, image_row, populate, segment


def _whole(row: int, key: str) -> NewSegment:
    layer = segment(row, {key: "car"})
    layer.is_whole = True
    return layer


def _keys(world: World) -> dict[tuple[int, int], set[str]]:
    with world.read() as session:
        return session.presence.visible_keys(world.set_id, world.rows)


class PresenceTests:
    """The contract of `postil.ports.presence.PresenceStore`."""

    def test_an_empty_project_has_nothing(self, store: Store) -> None:
        world = populate(store)
        with store.read() as session:
            assert session.presence.holds(world.set_id, world.project_id) == Holds()

    def test_a_set_has_layers_while_one_is_visible(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        found = []
        for act in (lambda: None, lambda: world.publish(job), lambda: world.undo(job)):
            act()
            with store.read() as session:
                found.append(session.presence.holds(world.set_id, world.project_id).layers)
        assert found == [False, True, False]

    def test_the_visible_keys_are_those_of_the_fold(self, store: Store) -> None:
        world = populate(store)
        one, two, _ = world.rows
        first, second, hidden = world.start_job(), world.start_job(), world.start_job()
        gone = segment(two, {"c": "car"})
        gone.tombstones = ["b"]
        world.layer(first, [segment(one, {"a": "car"}), segment(two, {"a": "car", "b": "car"})])
        world.layer(second, [_whole(one, "z"), gone, segment(two, {"d": "car"}, no=1)])
        world.layer(hidden, [segment(one, {"no": "car"})])
        world.publish(first)
        world.publish(second)
        assert _keys(world) == {(one, 0): {"z"}, (two, 0): {"a", "c"}, (two, 1): {"d"}}
        world.undo(second)
        assert _keys(world) == {(one, 0): {"a"}, (two, 0): {"a", "b"}}

    def test_data_rows_a_job_says_nothing_about_are_told_within_a_range(self, store: Store) -> None:
        world = populate(store, rows=4)
        job, other = world.start_job(), world.start_job()
        one, _, three, _ = world.rows
        world.layer(job, [segment(row, {}) for row in world.rows])
        world.layer(job, [segment(world.rows[1], {"a": "car"}, no=1)])
        world.layer(other, [segment(three, {"a": "car"})])
        with store.read() as session:
            found = session.presence.silent_rows(job.id, first_row=one, last_row=three)
        assert found == {one, three}

    def test_published_jobs_are_named(self, store: Store) -> None:
        world = populate(store)
        first, second = world.start_job("monday"), world.start_job("tuesday")
        numbers = [world.publish(first), world.publish(second)]
        with store.read() as session:
            assert session.presence.job_names(numbers[1:]) == {numbers[1]: "tuesday"}
            assert session.presence.job_names(numbers) == {numbers[0]: "monday", numbers[1]: "tuesday"}

    def test_the_keys_a_job_brings_are_told_before_it_is_published(self, store: Store) -> None:
        world = populate(store)
        one, two, three = world.rows
        job, other = world.start_job(), world.start_job()
        world.layer(job, [segment(one, {"a": "car"}), _whole(two, "b")])
        world.layer(job, [segment(one, {"c": "car"})], chunk=1)
        world.layer(other, [segment(three, {"d": "car"})])
        with store.read() as session:
            found = session.presence.brought_keys(job.id, world.rows)
            rows = session.presence.rows_of_job(job.id, after_row=0, limit=9)
            rest = session.presence.rows_of_job(job.id, after_row=one, limit=9)
        assert found == {(one, 0): BroughtKeys({"a", "c"}), (two, 0): BroughtKeys({"b"}, True)}
        assert (rows, rest) == ([one, two], [two])

    def test_the_jobs_on_data_rows_are_those_that_are_visible_there(self, store: Store) -> None:
        world = populate(store)
        one, two, _ = world.rows
        monday, tuesday, hidden = (world.start_job(name) for name in ("monday", "tuesday", "hidden"))
        world.layer(monday, [segment(one, {"a": "car"})])
        world.layer(tuesday, [segment(one, {"b": "car"}), segment(two, {"b": "car"})])
        world.layer(hidden, [segment(one, {"c": "car"})])
        numbers = [world.publish(job) for job in (tuesday, monday)]
        with store.read() as session:
            on_one = session.presence.jobs_on([world.set_id], [one])
            on_two = session.presence.jobs_on([world.set_id], [two])
        assert on_one == dict(zip(numbers, ("tuesday", "monday"), strict=True))
        assert on_two == {numbers[0]: "tuesday"}

    def test_labels_stand_for_an_imported_set_or_a_version_of_a_person(self, store: Store) -> None:
        world = populate(store)
        one, two, _ = world.rows
        job = world.start_job()
        world.layer(job, [segment(one, {"a": "car"}), segment(two, {"b": "car"})])
        world.publish(job)
        with store.write() as session:
            session.labels.ensure_imported(world.project_id, world.set_id, None, [one, two], NOW)
            [label] = session.labels.of_rows(world.project_id, [two])
            annotations = [Annotation(key="b"), Annotation(key="c")]
            session.labels.append_version(LabelVersion(label_id=label.id, no=1, annotations=annotations))
        with store.read() as session:
            assert session.presence.holds(world.set_id, world.project_id).labels
            found = session.presence.labels_on(world.project_id, world.rows)
        assert sorted(found, key=lambda held: held.data_row_id) == [
            HeldLabel(data_row_id=one, set_id=world.set_id),
            HeldLabel(data_row_id=two, set_id=None, n=2),
        ]
        world.undo(job)
        with store.read() as session:
            assert [h.data_row_id for h in session.presence.labels_on(world.project_id, world.rows)] == [two]

    def test_done_tasks_and_rows_outside_are_counted(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        with store.write() as session:
            tasks = session.projects.tasks_of(world.project_id, world.rows[:2])
            session.projects.set_task_state([task.id for task in tasks.values()], "done", NOW)
            new = [image_row("elsewhere"), image_row("mine", hidden_by=job.id)]
            others = session.catalog.create_rows(world.dataset_id, new, None, NOW)
        rows = [*world.rows, *others]
        with store.read() as session:
            presence = session.presence
            assert presence.holds(world.set_id, world.project_id).done_tasks
            assert presence.done_rows(world.project_id, rows) == 2
            assert presence.rows_outside(world.project_id, job.id, rows) == 1

    def test_issue_groups_of_some_codes_are_replaced_and_the_others_stay(self, store: Store) -> None:
        world = populate(store)
        job, other = world.start_job(), world.start_job()

        def group(code: str, message: str) -> IssueGroup:
            return IssueGroup(code=code, severity="warning", count=1, example=Issue(code, message))

        with store.write() as session:
            for one in (job, other):
                session.jobs.add_issue_groups(
                    one.id, [group("ROW031", "old"), group("ROW032", "old"), group("GEO004", "out")]
                )
            session.jobs.replace_issue_groups(job.id, ["ROW031", "ROW032"], [group("ROW031", "new")])
        with store.read() as session:
            mine, theirs = session.jobs.issue_groups(job.id), session.jobs.issue_groups(other.id)
        assert [(one.code, one.example.message) for one in mine] == [("GEO004", "out"), ("ROW031", "new")]
        assert len(theirs) == 3
