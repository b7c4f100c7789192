"""What every store must do with comments."""

from postil.model.identity import new_uid
from postil.ports.comments import Comment
from postil.ports.store import Session, Store
from postil.testing.world import NOW, World, populate


def _comment(session: Session, world: World, row: int = 0, **more: object) -> Comment:
    task = session.projects.tasks_of(world.project_id, world.rows)[world.rows[row]]
    made = Comment(
        id=0,
        uid=new_uid(),
        project_id=world.project_id,
        task_id=task.id,
        author_id=1,
        text="is this a van?",
        created_at=NOW,
        updated_at=NOW,
    )
    for name, value in more.items():
        setattr(made, name, value)
    return session.comments.create(made)


class CommentTests:
    """The contract of `postil.ports.comments.CommentStore`."""

    def test_a_comment_is_found_by_its_ids(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            made = _comment(session, world, annotation_key="a")
            assert session.comments.get(made.uid) == session.comments.by_id(made.id) == made
            assert session.comments.get("x") is session.comments.by_id(made.id + 1) is None

    def test_the_comments_on_a_task_are_listed_oldest_first_in_pages(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            first, _, third = (_comment(session, world, row) for row in (0, 1, 0))
            assert session.comments.list_comments(first.task_id, after_id=0, limit=1) == [first]
            assert session.comments.list_comments(first.task_id, after_id=first.id, limit=9) == [third]

    def test_text_and_resolution_are_saved(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            made = _comment(session, world)
            made.text, made.updated_at, made.resolved_at, made.resolved_by = "a van", NOW + 1, NOW + 2, 2
            session.comments.save(made)
            assert session.comments.get(made.uid) == made
            made.resolved_at = made.resolved_by = None
            session.comments.save(made)
            assert session.comments.get(made.uid) == made

    def test_the_answers_to_a_comment_go_with_it(self, store: Store) -> None:
        world = populate(store)
        with store.write() as session:
            thread, other = _comment(session, world), _comment(session, world)
            _comment(session, world, thread_id=thread.id)
            session.comments.delete(thread.id)
            assert session.comments.list_comments(thread.task_id, after_id=0, limit=9) == [other]
