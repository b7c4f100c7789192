"""Pre-labels of a project: which versions there are to be shown."""

from postil.ports.bundles import VersionFacts
from postil.ports.store import Store
from postil.services.projects.projects import found_project

MOST_LAYERS = 20_000
"""Layers that are looked at, those of the newest imports first: so many take a tenth of a second."""


class PreLabels:
    """What is offered in projects."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def versions(self, project_uid: str) -> tuple[list[VersionFacts], bool]:
        """List the versions of the pre-labels of a project, newest first, and tell whether all were counted.

        Raises:
            NotFoundError: No such project.
        """
        with self._store.read() as session:
            project = found_project(session, project_uid)
            sets = [one.id for one in session.bundles.sets_of(project.id) if one.kind == "pre_label"]
            return session.bundles.versions(sets, most=MOST_LAYERS)
