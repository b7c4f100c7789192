"""A project with two people in it, and the services they work with."""

from datetime import datetime, timedelta

import pytest

from postil.model.annotation import Annotation
from postil.model.geometry import Box
from postil.ports.access import User
from postil.ports.clock import SystemClock
from postil.services.labels.drafts import Drafts, DraftView, Saved
from postil.services.labels.labels import Labels
from postil.services.labels.patches import Patch, Put
from postil.services.labels.reviews import Reviews
from postil.services.labels.submissions import Submissions
from postil.services.labels.tasks import Tasks
from tests.unit.services.imports.conftest import Studio, studio

__all__ = ["studio"]


class Moving(SystemClock):
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.passed = 0.0

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self.passed)


class Desk:
    """What one labeler, Lea, and one reviewer, Rob, have in front of them."""

    def __init__(self, studio: Studio) -> None:
        self.studio, self.store, self.clock = studio, studio.store, Moving()
        self.tasks, self.drafts = Tasks(self.store, self.clock), Drafts(self.store, self.clock)
        self.submissions = Submissions(self.store, self.clock)
        self.reviews, self.labels = Reviews(self.store, self.clock), Labels(self.store, self.clock)
        self.lea, self.rob = self._person("lea", "labeler"), self._person("rob", "reviewer")
        with self.store.read() as session:
            found = session.projects.tasks_of(self.project, studio.row_ids)
        self.task_ids = [found[row].id for row in studio.row_ids]

    @property
    def project(self) -> int:
        return self.studio.project.id

    @property
    def uid(self) -> str:
        return self.studio.project.uid

    def _person(self, name: str, role) -> User:
        with self.store.write() as session:
            user = session.access.create_user(f"{name}@example.org", name, False, 1)
            session.access.set_role(self.project, user.id, role)
        return user

    def open(self, who: User | None = None, task: int = 0) -> DraftView:
        return self.drafts.open(self.uid, self.task_ids[task], who or self.lea)

    def patch(self, view: DraftView | Saved, *patches: Patch, who: User | None = None) -> Saved:
        draft = view.draft
        name = f"p{draft.version}"
        return self.drafts.patch(draft.uid, who or self.lea, patches, version=draft.version, patch_id=name)

    def submit(self, view: DraftView | Saved, who: User | None = None, **more):
        return self.submissions.submit(view.draft.uid, who or self.lea, version=view.draft.version, **more)


def car(key: str = "a", left: float = 10, **more) -> Put:
    """Put a car."""
    return Put(Annotation(key=key, feature="car", geometry=Box(left, 20, 30, 40), **more))


@pytest.fixture
def desk(studio: Studio) -> Desk:
    return Desk(studio)
