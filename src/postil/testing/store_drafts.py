"""What every store must do with drafts."""

import pytest

from postil.model.annotation import Annotation
from postil.model.geometry import Box
from postil.model.identity import new_uid
from postil.model.issue import Issue
from postil.ports.drafts import AnsweredPatch, Draft
from postil.ports.store import Store
from postil.testing.world import NOW, World, populate

DRAWN = [Annotation(key="a", feature="car", geometry=Box(1, 2.5, 3, 4, unit="percent"))]


def _draft(world: World, author: int = 1) -> Draft:
    with world.read() as session:
        task = session.projects.tasks_of(world.project_id, world.rows)[world.rows[0]]
    return Draft(
        id=0,
        uid=new_uid(),
        project_id=world.project_id,
        task_id=task.id,
        data_row_id=task.data_row_id,
        author_id=author,
        foundation="3/1",
        opened_at=NOW,
        created_at=NOW,
        updated_at=NOW,
        annotations=DRAWN,
    )


class DraftTests:
    """The contract of `postil.ports.drafts.DraftStore`."""

    def test_a_draft_is_found_by_its_id_and_by_whose_it_is(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            draft = session.drafts.create(_draft(world))
            other = session.drafts.create(_draft(world, author=2))
            assert session.drafts.get(draft.uid) == draft
            assert session.drafts.of_task(draft.task_id, 1) == draft
            assert session.drafts.of_task(draft.task_id, 2) == other
            assert session.drafts.of_task(draft.task_id, 3) is session.drafts.get("x") is None

    def test_a_person_has_one_draft_of_a_task(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            session.drafts.create(_draft(world))
        with pytest.raises(Exception, match=r"(?i)unique"), store.write() as session:
            session.drafts.create(_draft(world))

    def test_what_changes_is_saved(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            draft = session.drafts.create(_draft(world))
            draft.annotations, draft.version, draft.patch_id = [], 2, "p1"
            warned = Issue("GEO003", "narrow", severity="warning", got=1.5)
            draft.answered = [AnsweredPatch(patch_id="p1", version=2, issues=[warned])]
            draft.opened_at, draft.lead_time, draft.updated_at = None, 5, NOW + 5
            assert session.drafts.save(draft, before=1)
            assert session.drafts.get(draft.uid) == draft

    def test_of_two_that_save_the_same_version_one_is_told(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            draft = session.drafts.create(_draft(world))
            draft.version = 2
            assert session.drafts.save(draft, before=1)
            draft.annotations = []
            assert not session.drafts.save(draft, before=1)
            kept = session.drafts.get(draft.uid)
        assert kept is not None
        assert kept.annotations == DRAWN

    def test_a_deleted_draft_is_gone(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            draft = session.drafts.create(_draft(world))
            session.drafts.delete(draft.id)
            assert session.drafts.get(draft.uid) is None
