"""What imports with `on_edited=version` add to labels goes and comes with them, and nothing else does."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postil.model.annotation import Annotation
from postil.model.geometry import Box
from postil.ports.jobs import Job
from postil.ports.labels import LabelVersion, StoredLabel
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, uuid
from tests.unit.services.imports.sights import undos_of
from tests.unit.services.imports.test_undo import fresh_studio

Content = dict[str, float]
"""Left edges by key."""


def left(edge: float) -> dict[str, float]:
    return {"left": edge, "top": 5, "width": 5, "height": 5}


def say(studio: Studio, content: Content, *, replace: bool = False, name: str = "") -> Job:
    """Import boxes of data row one as ground truth that adds versions."""
    rows = [box(int(key), bbox=left(edge)) for key, edge in content.items()]
    asked: dict[str, Any] = {"settings": {"on_edited": "version", "replace": replace}}
    return studio.run(rows, purpose="ground_truth", **asked, **({"name": name} if name else {}))


def label_of(studio: Studio) -> StoredLabel:
    with studio.store.read() as session:
        [label] = session.labels.of_rows(studio.project.id, studio.row_ids[:1])
    return label


def head(studio: Studio) -> LabelVersion:
    label = label_of(studio)
    with studio.store.read() as session:
        version = session.labels.version(label.id, label.head_version)
    assert version is not None
    return version


def seen(studio: Studio) -> Content:
    """Return the label of data row one as it stands."""
    boxes = {one.key: one.geometry for one in head(studio).annotations}
    return {
        str(number): found.left for number in range(1, 5) if isinstance(found := boxes.get(uuid(number)), Box)
    }


def submit(studio: Studio, content: Content) -> None:
    """Let a person submit this as the whole label."""
    label = label_of(studio)
    drawn = [
        Annotation(key=uuid(int(key)), feature="car", feature_id=1, geometry=Box(edge, 5, 5, 5))
        for key, edge in content.items()
    ]
    version = LabelVersion(label_id=label.id, no=label.head_version + 1, annotations=drawn)
    with studio.store.write() as session:
        session.labels.append_version(version)


@pytest.fixture
def edited(studio: Studio) -> Studio:
    """Data row one has a label with the boxes 1 and 2, of which a person has moved the first."""
    studio.run([box(1), box(2)], purpose="ground_truth")
    submit(studio, {"1": 700, "2": 10})
    return studio


def test_undoing_takes_what_the_import_added_to_an_edited_label_away(edited: Studio) -> None:
    job = say(edited, {"2": 5, "3": 5})
    assert seen(edited) == {"1": 700, "2": 5, "3": 5}
    undos_of(edited).undo(job.uid, edited.actor)
    assert seen(edited) == {"1": 700, "2": 10}


def test_redoing_puts_it_back(edited: Studio) -> None:
    job = say(edited, {"2": 5, "3": 5})
    undos_of(edited).undo(job.uid, edited.actor)
    undos_of(edited).redo(job.uid, edited.actor)
    assert seen(edited) == {"1": 700, "2": 5, "3": 5}


def test_the_history_keeps_every_version_and_says_who_undid(edited: Studio) -> None:
    job = say(edited, {"2": 5}, name="monday")
    undos_of(edited).undo(job.uid, edited.actor)
    version = head(edited)
    assert (version.no, version.author_id, version.reason) == (3, edited.actor.id, "undo of import monday")
    undos_of(edited).redo(job.uid, edited.actor)
    assert (head(edited).no, head(edited).reason) == (4, "redo of import monday")


def test_what_a_person_submitted_after_the_import_stays(edited: Studio) -> None:
    job = say(edited, {"2": 5})
    submit(edited, {"1": 1, "2": 2})
    undos = undos_of(edited)
    undos.undo(job.uid, edited.actor)
    assert (seen(edited), head(edited).no) == ({"1": 1, "2": 2}, 3)
    undos.redo(job.uid, edited.actor)
    assert (seen(edited), head(edited).no) == ({"1": 1, "2": 2}, 3)


def test_what_a_later_import_said_as_well_stays(edited: Studio) -> None:
    first = say(edited, {"2": 5})
    say(edited, {"2": 5})
    undos_of(edited).undo(first.uid, edited.actor)
    assert seen(edited) == {"1": 700, "2": 5}


def test_an_import_that_added_no_version_leaves_labels_alone(edited: Studio) -> None:
    job = say(edited, {"2": 10})
    undos_of(edited).undo(job.uid, edited.actor)
    assert (seen(edited), head(edited).no) == ({"1": 700, "2": 10}, 1)


def test_what_is_left_to_follow_elsewhere_is_undone_too(edited: Studio) -> None:
    job = say(edited, {"2": 5})
    undos_of(edited, inside=0).undo(job.uid, edited.actor)
    assert seen(edited) == {"1": 700, "2": 10}


class Told:
    """What a label holds by the rule: what a person said last, and on it what shown imports say since."""

    def __init__(self, content: Content) -> None:
        self.person = content
        self.since: list[str] = []
        self.said: dict[str, tuple[Content, bool]] = {}
        self.hidden: set[str] = set()

    def value(self) -> Content:
        value = dict(self.person)
        for uid in self.since:
            if uid not in self.hidden:
                content, is_whole = self.said[uid]
                value = content if is_whole else {**value, **content}
        return value


@settings(max_examples=15)
@given(source=st.randoms(use_true_random=False))
def test_a_label_holds_what_a_person_said_last_and_what_shown_imports_say_since(source: Random) -> None:
    def some() -> Content:
        return {str(key): source.randrange(1, 4) for key in source.sample(range(1, 5), source.randint(1, 3))}

    with fresh_studio() as studio:
        studio.run([box(1), box(2)], purpose="ground_truth")
        undos, told = undos_of(studio), Told(some())
        submit(studio, told.person)

        def person() -> None:
            told.person, told.since = some(), []
            submit(studio, told.person)

        def more() -> None:
            content, is_whole = some(), source.random() < 0.3
            uid = say(studio, content, replace=is_whole).uid
            told.said[uid] = content, is_whole
            told.since.append(uid)

        def turn() -> None:
            uid = source.choice([*told.said])
            (undos.redo if uid in told.hidden else undos.undo)(uid, studio.actor)
            told.hidden ^= {uid}

        for _ in range(source.randint(2, 7)):
            acts: list[Callable[[], None]] = [person, more, more, turn, turn, turn]
            source.choice(acts if told.said else [more])()
            assert seen(studio) == told.value()
