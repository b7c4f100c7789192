"""Histories of layers, and what plain Python makes of them: the oracle of the fold.

A history is a list of steps; `Told` spells the law in a few lines of dictionaries. `played.py` does the same
steps to a store.
"""

from random import Random

import msgspec

JOBS, CHUNKS, NUMBERS, ROWS = 4, 2, 2, 2
KEYS = "abc"

Value = list[tuple[str, str | None]]
Bundle = tuple[int, int]
"""`(which data row, bundle no)`."""


class Layer(msgspec.Struct):
    """What one chunk of a job says about one bundle."""

    features: dict[str, str]
    is_whole: bool = False
    tombstones: list[str] = []
    version: str | None = None
    is_benchmark: bool = False


class Write(msgspec.Struct):
    """A layer is written, or written anew."""

    job: int
    chunk: int
    bundle: Bundle
    layer: Layer


class Publish(msgspec.Struct):
    """A job is published."""

    job: int


class Hide(msgspec.Struct):
    """A published job is undone, or redone."""

    job: int
    is_undone: bool


class Seal(msgspec.Struct):
    """Jobs that nobody has changed for so many steps are sealed."""

    age: int


class Compact(msgspec.Struct):
    """Layers of sealed jobs are put together, in so many transactions of one data row each."""

    steps: int


class Edit(msgspec.Struct):
    """A person submits a version of the label on a data row."""

    row: int
    feature: str


class Delete(msgspec.Struct):
    """A data row is deleted."""

    row: int


Step = Write | Publish | Hide | Seal | Compact | Edit | Delete


def random_layer(source: Random) -> Layer:
    """Make a layer of few keys, so that layers meet."""
    keys = source.sample(KEYS, source.randint(0, 3))
    return Layer(
        {key: source.choice(["car", "bus", "person"]) for key in keys},
        source.random() < 0.2,
        source.sample(KEYS, source.choice([0, 0, 1, 2])),
        source.choice([None, None, "v1", "v2"]),
        source.random() < 0.1,
    )


def random_history(source: Random) -> list[Step]:
    """Make a history in whose end every job is published, in an order of its own."""
    steps: list[Step] = []
    for _ in range(source.randint(6, 30)):
        job, row = source.randrange(JOBS), source.choice([0, 0, 0, 1])
        bundle = (row, source.choice([0, 0, 1]))
        possible: list[Step] = [
            Write(job, source.randrange(CHUNKS), bundle, random_layer(source)),
            Publish(job),
            Hide(job, source.random() < 0.6),
            Seal(source.randrange(6)),
            Compact(source.randint(1, 3)),
            Edit(row, source.choice(["car", "bus"])),
            Delete(1),
        ]
        steps += source.choices(possible, [60, 15, 25, 8, 8, 4, 2])
    return [*steps, *(Publish(job) for job in source.sample(range(JOBS), JOBS))]


class Told:
    """The law of layers, spelled as plainly as it can be."""

    def __init__(self) -> None:
        self.layers: dict[tuple[int, int, Bundle], Layer] = {}
        self.begun: dict[int, int] = {}
        self.published: list[int] = []
        self.undone: set[int] = set()
        self.sealed: set[int] = set()
        self.changed: dict[int, tuple[int, int]] = {}
        self.change = 0
        self.versions: dict[int, list[str]] = {}
        self.deleted: set[int] = set()

    def visible(self, bundle: Bundle) -> list[Layer]:
        """Return the layers readers see, the lowest first."""
        jobs = [job for job in self.published if job not in self.undone]
        found = [self.layers.get((job, chunk, bundle)) for job in jobs for chunk in range(CHUNKS)]
        return [layer for layer in found if layer is not None]

    def value(self, bundle: Bundle) -> Value | None:
        """Return what the layers add up to."""
        value: dict[str, str] = {}
        for layer in self.visible(bundle):
            kept = {} if layer.is_whole else value
            kept = {key: feature for key, feature in kept.items() if key not in layer.tombstones}
            value = {**kept, **layer.features}
        return list(value.items()) if self.visible(bundle) else None

    def about(self, bundle: Bundle) -> tuple[str | None, bool] | None:
        """Return what the layers say about the bundle itself."""
        version, is_benchmark = None, False
        for layer in self.visible(bundle):
            if layer.is_whole:
                version, is_benchmark = None, False
            version, is_benchmark = layer.version or version, is_benchmark or layer.is_benchmark
        return (version, is_benchmark) if self.visible(bundle) else None

    def label(self, row: int) -> Value | None:
        """Return what a reader sees as the label of a data row: a person's last version, else the value."""
        if row in self.deleted:
            return None
        if row in self.versions:
            return [("mine", self.versions[row][-1])]
        return self.value((row, 0))

    def seal(self, before: int) -> None:
        """Seal the oldest publications without a change since `before`, or since a running job began."""
        running = [no for job, no in self.begun.items() if job not in self.published]
        for job in self.published:
            no, at = self.changed[job]
            if job not in self.sealed and (at >= before or no > min(running, default=no)):
                return
            self.sealed.add(job)

    @property
    def horizon(self) -> int:
        """Return the newest change of a sealed job."""
        return max((self.changed[job][0] for job in self.sealed), default=0)
