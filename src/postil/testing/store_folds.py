"""The value of a bundle, compared with a fold in plain Python over random histories."""

from random import Random

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postil.ports.jobs import Job
from postil.ports.store import Store
from postil.testing.world import World, populate, segment

JOBS, CHUNKS, NUMBERS = 3, 2, 2
KEYS = "abc"


class Layer(msgspec.Struct):
    """What one chunk of a job says about one bundle."""

    features: dict[str, str]
    is_whole: bool
    tombstones: list[str]


class Write(msgspec.Struct):
    """A layer is written, or written anew."""

    job: int
    chunk: int
    no: int
    layer: Layer


class Publish(msgspec.Struct):
    """A job is published."""

    job: int


class Hide(msgspec.Struct):
    """A published job is undone, or redone."""

    job: int
    is_undone: bool


Step = Write | Publish | Hide


def random_layer(source: Random) -> Layer:
    """Make a layer of few keys, so that layers meet."""
    features = {
        key: source.choice(["car", "bus", "person"]) for key in source.sample(KEYS, source.randint(0, 3))
    }
    tombstones = source.sample(KEYS, source.choice([0, 0, 1, 2]))
    return Layer(features, source.random() < 0.2, tombstones)


def random_history(source: Random) -> list[Step]:
    """Make a history in whose end every job is published, in an order of its own."""
    steps: list[Step] = []
    for _ in range(source.randint(4, 24)):
        job = source.randrange(JOBS)
        write = Write(job, source.randrange(CHUNKS), source.randrange(NUMBERS), random_layer(source))
        possible: list[Step] = [write, Publish(job), Hide(job, source.random() < 0.6)]
        steps += source.choices(possible, [6, 1, 3])
    return [*steps, *(Publish(job) for job in source.sample(range(JOBS), JOBS))]


class PlainFold:
    """The law of house §5, spelled as plainly as it can be."""

    def __init__(self) -> None:
        self.layers: dict[tuple[int, int, int], Layer] = {}
        self.published: list[int] = []
        self.undone: set[int] = set()

    def value(self, no: int) -> list[tuple[str, str]] | None:
        value: dict[str, str] = {}
        is_visible = False
        for job in self.published:
            for chunk in range(CHUNKS):
                layer = self.layers.get((job, chunk, no))
                if layer is None or job in self.undone:
                    continue
                is_visible = True
                kept = {} if layer.is_whole else value
                kept = {key: feature for key, feature in kept.items() if key not in layer.tombstones}
                value = {**kept, **layer.features}
        return list(value.items()) if is_visible else None


def _apply(step: Step, world: World, jobs: list[Job], plain: PlainFold) -> None:
    job = jobs[step.job]
    is_published = step.job in plain.published
    if isinstance(step, Write) and not is_published:
        new = segment(world.rows[0], step.layer.features, no=step.no)
        new.is_whole, new.tombstones = step.layer.is_whole, step.layer.tombstones
        world.layer(job, [new], chunk=step.chunk)
        plain.layers[step.job, step.chunk, step.no] = step.layer
    elif isinstance(step, Publish) and not is_published:
        world.publish(job)
        plain.published.append(step.job)
    elif isinstance(step, Hide) and is_published:
        (world.undo if step.is_undone else world.redo)(job)
        (plain.undone.add if step.is_undone else plain.undone.discard)(step.job)


class FoldTests:
    """The contract of `postil.ports.bundles.BundleStore.fold`."""

    # Every history gets a project of its own, so one store serves them all.
    @settings(
        max_examples=50,
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.differing_executors,
            HealthCheck.too_slow,
        ],
    )
    @given(source=st.randoms(use_true_random=False))
    def test_any_history_folds_to_what_plain_python_makes_of_it(self, store: Store, source: Random) -> None:
        world, plain = populate(store, rows=1), PlainFold()
        jobs = [world.start_job() for _ in range(JOBS)]
        for step in random_history(source):
            _apply(step, world, jobs, plain)
            for no in range(NUMBERS):
                assert world.value(world.rows[0], no) == plain.value(no)

    @settings(
        max_examples=20,
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.differing_executors,
            HealthCheck.too_slow,
        ],
    )
    @given(source=st.randoms(use_true_random=False))
    def test_every_earlier_state_can_still_be_read(self, store: Store, source: Random) -> None:
        world, plain = populate(store, rows=1), PlainFold()
        jobs = [world.start_job() for _ in range(JOBS)]
        states: dict[int, list[list[tuple[str, str]] | None]] = {}
        for step in random_history(source):
            _apply(step, world, jobs, plain)
            with store.write() as session:
                states[session.jobs.lock_changes()] = [plain.value(no) for no in range(NUMBERS)]
        for as_of, state in states.items():
            assert [world.value(world.rows[0], no, as_of=as_of) for no in range(NUMBERS)] == state

    def test_the_order_of_publication_decides_not_the_order_of_jobs(self, store: Store) -> None:
        world = populate(store)
        early, late = world.start_job(), world.start_job()
        world.layer(early, [segment(world.rows[0], {"a": "car", "b": "car"})])
        world.layer(late, [segment(world.rows[0], {"a": "bus"})])
        world.publish(late)
        world.publish(early)
        assert world.value(world.rows[0]) == [("a", "car"), ("b", "car")]

    def test_undoing_a_job_that_another_overrode_leaves_the_other_value(self, store: Store) -> None:
        world = populate(store)
        first, second = world.start_job(), world.start_job()
        world.layer(first, [segment(world.rows[0], {"a": "car", "b": "car"})])
        world.layer(second, [segment(world.rows[0], {"a": "bus"})])
        world.publish(first)
        world.publish(second)
        world.undo(first)
        assert world.value(world.rows[0]) == [("a", "bus")]

    def test_redoing_a_job_puts_it_back_in_its_old_place(self, store: Store) -> None:
        world = populate(store)
        first, second = world.start_job(), world.start_job()
        world.layer(first, [segment(world.rows[0], {"a": "car"})])
        world.layer(second, [segment(world.rows[0], {"a": "bus"})])
        world.publish(first)
        world.publish(second)
        world.undo(first)
        world.redo(first)
        assert world.value(world.rows[0]) == [("a", "bus")]

    def test_a_key_that_is_overridden_keeps_its_place(self, store: Store) -> None:
        world = populate(store)
        first, second = world.start_job(), world.start_job()
        world.layer(first, [segment(world.rows[0], {"a": "car", "b": "car"})])
        world.layer(second, [segment(world.rows[0], {"c": "bus", "a": "bus"})])
        world.publish(first)
        world.publish(second)
        assert world.value(world.rows[0]) == [("a", "bus"), ("b", "car"), ("c", "bus")]
