"""What every store must do with annotation sets, bundles and their layers."""

from postil.model.digest import digest_of
from postil.ports.store import Store
from postil.testing.world import NOW, World, populate, segment


def _described(world: World) -> list[tuple[int, int, str | None, object, bool]]:
    with world.read() as session:
        found = session.bundles.bundles([world.set_id], world.rows)
    return [(b.data_row_id, b.no, b.version, b.score, b.is_benchmark) for b in found]


class BundleTests:
    """The contract of `postil.ports.bundles.BundleStore`, but for the fold."""

    def test_a_set_of_one_description_is_made_once(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            ensure = session.bundles.ensure_set
            first = ensure("ground_truth", project_id=world.project_id, author_id=3)
            assert ensure("ground_truth", project_id=world.project_id, author_id=3) == first
            others = [
                ensure("ground_truth", project_id=world.project_id),
                ensure("ground_truth", project_id=world.project_id, author_id=3, name="v2"),
                ensure("pre_label", project_id=world.project_id, author_id=3),
            ]
            assert len({found.id for found in [first, *others]}) == 3 + 1
            listed = session.bundles.sets_of(world.project_id)
        assert (first.kind, first.project_id, first.author_id, first.name) == (
            "ground_truth",
            world.project_id,
            3,
            "",
        )
        assert [found.id for found in listed] == [world.set_id, *sorted([first.id, *(o.id for o in others)])]

    def test_the_sets_of_several_projects_are_told_at_once(self, store: Store) -> None:
        worlds = [populate(store) for _ in range(3)]
        with store.read() as session:
            found = session.bundles.set_ids_of([worlds[2].project_id, worlds[0].project_id])
            each = [one.id for at in (0, 2) for one in session.bundles.sets_of(worlds[at].project_id)]
        assert found == sorted(each)
        assert worlds[1].set_id not in found

    def test_nothing_of_an_unpublished_job_is_visible(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        world.layer(job, [segment(world.rows[0], {"a": "car"})])
        with store.read() as session:
            assert session.bundles.fold(world.set_id, world.rows) == {}
            assert session.bundles.bundles([world.set_id], world.rows) == []
            assert session.bundles.bundles_with_layers(world.set_id, world.rows) == set()

    def test_publishing_shows_and_undoing_hides_a_job_at_once(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        world.layer(job, [segment(world.rows[0], {"a": "car"}), segment(world.rows[2], {})])
        world.publish(job)
        with store.read() as session:
            assert session.bundles.bundles_with_layers(world.set_id, world.rows) == {
                world.rows[0],
                world.rows[2],
            }
        world.undo(job)
        with store.read() as session:
            assert session.bundles.bundles_with_layers(world.set_id, world.rows) == set()

    def test_layers_of_many_keys_hide_each_other_key_by_key(self, store: Store) -> None:
        world = populate(store)
        row = world.rows[0]
        said = [("abcdef", "car"), ("abcdef", "bus"), ("fghijk", "van"), ("abcdef", "cab"), ("fghijk", "jet")]
        jobs = [world.start_job() for _ in said]
        for job, (keys, feature) in zip(jobs, said, strict=True):
            layer = segment(row, dict.fromkeys(keys, feature))
            layer.tombstones = ["c"] if feature == "cab" else []
            world.layer(job, [layer])
        # The order of publishing is not that of the jobs.
        for number in (3, 0, 1, 4, 2):
            world.publish(jobs[number])
        first = [(key, "bus") for key in "abcde"]
        assert world.value(row) == [*first, *((key, "van") for key in "fghijk")]
        world.undo(jobs[1])
        world.undo(jobs[2])
        first = [(key, "car") for key in "abcde"]
        assert world.value(row) == [*first, *((key, "jet") for key in "fghijk")]
        world.undo(jobs[4])
        world.undo(jobs[0])
        assert world.value(row) == [(key, "cab") for key in "abcdef"]

    def test_a_layer_with_the_same_keys_keeps_what_the_one_below_took_away(self, store: Store) -> None:
        world = populate(store)
        row = world.rows[0]
        jobs = [world.start_job() for _ in range(3)]
        layers = [segment(row, dict.fromkeys(keys, keys)) for keys in ("abcdef", "wxyz", "zyxw"[::-1])]
        layers[1].tombstones = ["a", "b", "c"]
        for job, layer in zip(jobs, layers, strict=True):
            world.layer(job, [layer])
            world.publish(job)
        assert world.value(row) == [(key, "abcdef") for key in "def"] + [(key, "wxyz") for key in "wxyz"]

    def test_the_digests_are_those_of_the_layers_the_fold_adds_up(self, store: Store) -> None:
        world = populate(store)
        first, second, hidden = (world.start_job() for _ in range(3))
        one, two, _ = world.rows
        world.layer(first, [segment(one, {"a": "car"}), segment(two, {"a": "car", "b": "car"}, no=3)])
        world.layer(second, [segment(one, {"c": "car"})])
        world.layer(hidden, [segment(one, {"d": "car"})])
        numbers = [world.publish(first), world.publish(second)]
        a, ab, c = (digest_of(list(keys), None) for keys in ("a", "ab", "c"))
        old = [(one, 0, 1, numbers[0], a), (two, 3, 2, numbers[0], ab)]
        new = (one, 0, 1, numbers[1], c)
        with store.read() as session:
            assert sorted(session.bundles.digests(world.set_id, world.rows)) == sorted([*old, new])
            before = session.bundles.digests(world.set_id, world.rows, as_of=numbers[0])
            assert sorted(before) == sorted(old)
        world.undo(first)
        with store.read() as session:
            assert session.bundles.digests(world.set_id, world.rows) == [new]

    def test_a_set_is_blank_while_nobody_sees_a_layer_in_it(self, store: Store) -> None:
        world, other = populate(store), populate(store)
        job, later = world.start_job(), other.start_job()
        world.layer(job, [segment(world.rows[0], {"a": "car"})])

        def blank(as_of: int | None = None) -> bool:
            with store.read() as session:
                return session.bundles.is_blank(world.set_id, as_of=as_of)

        assert blank()
        other.layer(later, [segment(other.rows[0], {"a": "car"})])
        before = other.publish(later)
        published = world.publish(job)
        assert (blank(), blank(before), blank(published)) == (False, True, False)
        world.undo(job)
        assert (blank(), blank(published)) == (True, False)

    def test_the_digest_of_a_layer_follows_its_document(self, store: Store) -> None:
        world = populate(store)
        job, row = world.start_job(), world.rows[0]
        world.layer(job, [segment(row, {"a": "car"})])
        changed = segment(row, {"b": "car"})
        with store.write() as session:
            [layer] = session.bundles.segments_of_row(job.id, row)
            session.bundles.replace_segment(layer.id, changed.document, changed.lines, 1)
        world.publish(job)
        with store.read() as session:
            [(*_, digest)] = session.bundles.digests(world.set_id, [row])
        assert digest == digest_of(["b"], None)

    def test_a_later_layer_says_what_a_bundle_is_unless_it_says_nothing(self, store: Store) -> None:
        world = populate(store)
        row = world.rows[0]
        jobs = [world.start_job() for _ in range(3)]
        first, second, third = (segment(row, {}) for _ in range(3))
        first.version, first.score, first.is_benchmark, first.ext = "v1", 1, True, {"id": 4}
        second.version, second.score = "v2", 0.5
        for job, layer in zip(jobs, (first, second, third), strict=True):
            world.layer(job, [layer])
            world.publish(job)
        assert _described(world) == [(row, 0, "v2", 0.5, True)]
        world.undo(jobs[1])
        described = _described(world)
        assert described == [(row, 0, "v1", 1, True)]
        assert repr(described[0][3]) == "1"
        world.undo(jobs[0])
        assert _described(world) == [(row, 0, None, None, False)]

    def test_a_whole_layer_takes_what_lower_ones_said_of_the_bundle_away(self, store: Store) -> None:
        world = populate(store)
        low, high = segment(world.rows[0], {}), segment(world.rows[0], {})
        low.version, low.is_benchmark, high.is_whole = "v1", True, True
        for layer in (low, high):
            job = world.start_job()
            world.layer(job, [layer])
            world.publish(job)
        assert _described(world) == [(world.rows[0], 0, None, None, False)]

    def test_rows_others_touched_are_those_on_whose_bundles_they_published_undid_or_redid(
        self, store: Store
    ) -> None:
        world = populate(store, rows=5)
        job, earlier, undone, later, elsewhere = (world.start_job() for _ in range(5))
        world.layer(job, [segment(row, {"a": "car"}) for row in world.rows[:4]])
        for other, row, no in ((earlier, 0, 0), (undone, 1, 0), (later, 2, 0), (elsewhere, 3, 1)):
            world.layer(other, [segment(world.rows[row], {"b": "car"}, no=no)])
        world.publish(earlier)
        seen = world.publish(undone)
        hidden = world.undo(undone)
        world.publish(later)
        world.publish(elsewhere)

        def touched(after_no: int, **asked: int) -> list[int]:
            asked = {"after_row": 0, "limit": 9, **asked}
            with store.read() as session:
                return session.bundles.rows_touched(job.id, world.set_id, after_no=after_no, **asked)

        assert touched(seen) == [world.rows[1], world.rows[2]]
        assert touched(seen, upto_no=hidden) == [world.rows[1]]
        assert touched(seen, after_row=world.rows[1]) == [world.rows[2]]
        assert touched(seen, limit=1) == [world.rows[1]]
        assert touched(0) == world.rows[:3]

    def test_versions_are_listed_newest_first_with_what_they_brought(self, store: Store) -> None:
        world = populate(store)
        for version, score in (("yolo 2", 0.5), ("yolo 3", 0.25), ("yolo 3", 0.75), (None, None)):
            job = world.start_job()
            layer = segment(world.rows[0], {"a": "car", "b": "car"}, no=0)
            layer.version, layer.score = version, score
            world.layer(job, [layer])
            world.publish(job)
        hidden = world.start_job()
        world.layer(hidden, [segment(world.rows[0], {"a": "car"})])
        with store.read() as session:
            found, is_whole = session.bundles.versions([world.set_id], most=9)
            newest = session.bundles.versions([world.set_id], most=2)
        told = [(one.version, one.layers, one.annotations, one.min_score, one.max_score) for one in found]
        assert told == [(None, 1, 2, None, None), ("yolo 3", 2, 4, 0.25, 0.75), ("yolo 2", 1, 2, 0.5, 0.5)]
        assert (is_whole, {one.imported_at for one in found}) == (True, {NOW})
        assert ([one.version for one in newest[0]], newest[1]) == ([None, "yolo 3"], False)
