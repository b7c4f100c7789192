"""Snippets: how to import into one project, as programs with its id, its names and a real global key."""

from typing import Any

import msgspec

from postil.errors import NotFoundError
from postil.model.label import SetKind
from postil.model.ontology import Feature
from postil.ports.catalog import CatalogRow
from postil.ports.projects import Project
from postil.ports.store import Session, Store
from postil.services.projects.projects import found_project
from postil.services.snippets.cli_program import cli_program
from postil.services.snippets.http_program import http_program
from postil.services.snippets.ndjson_program import ndjson_program
from postil.services.snippets.program import Destination, Program
from postil.services.snippets.python_program import python_program
from postil.services.snippets.sample import Frame, Sample
from postil.services.snippets.samples import samples_of

LOOKED_AT = 50
"""Tasks among which a data row with a global key is looked for."""

PLACEHOLDER = "your-global-key"


class ProjectSnippets(msgspec.Struct, kw_only=True):
    """Programs for a project. Without `has_row` the global key is made up: the project has no such row."""

    global_key: str
    has_row: bool
    samples: list[Sample]
    programs: list[Program]


class Snippets:
    """Writes programs; changes nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get_snippets(
        self, project_uid: str, *, purpose: SetKind, url: str, feature: str | None = None
    ) -> ProjectSnippets:
        """Write the programs that import one annotation for each feature, or for one of them.

        Raises:
            NotFoundError: No such project, or its ontology has no such feature at the top.
        """
        with self._store.read() as session:
            project = found_project(session, project_uid)
            ontology = session.ontologies.by_id(project.ontology_id or 0)
            row = _row(session, project)
        features = ontology.features if ontology is not None else []
        wanted = _wanted(features, feature)
        frame = _frame(project, row)
        samples = [one for one in samples_of(features, frame, purpose) if one.name in wanted]
        to = Destination(url=url, project=project.uid, purpose=purpose, global_key=frame.global_key)
        return ProjectSnippets(
            global_key=frame.global_key,
            has_row=row is not None,
            samples=samples,
            programs=_programs([one for one in samples if not one.why_not], to),
        )


def _wanted(features: list[Feature], name: str | None) -> set[str]:
    names = {feature.name for feature in features}
    if name is None:
        return names
    if name not in names:
        raise NotFoundError(f"the ontology has no feature {name!r} at its top", hint="name one it has")
    return {name}


def _programs(samples: list[Sample], to: Destination) -> list[Program]:
    programs = []
    for name in ("labelbox", "postil"):
        found = [sample for sample in samples if sample.format == name]
        objects = [sample for sample in found if sample.objects]
        if objects:
            # The client sends rows of Labelbox, as the official package does.
            programs += [python_program(objects, to), ndjson_program(found, to)]
        if found:
            programs += [cli_program(found, to), http_program(found, to)]
    return programs


def _row(session: Session, project: Project) -> CatalogRow | None:
    """Return a data row of the project that has a global key, one whose medium is known if there is any."""
    tasks = session.projects.list_tasks(project.id, state=None, batch_id=None, after_id=0, limit=LOOKED_AT)
    rows = session.catalog.rows_by_id([task.data_row_id for task in tasks])
    named = [row for row in rows if row.global_key is not None]
    return min(named, key=lambda row: row.media_state != "ready", default=None)


def _frame(project: Project, row: CatalogRow | None) -> Frame:
    if row is None:
        return Frame(global_key=PLACEHOLDER, media_type=project.media_type)
    asset = row.assets[0] if row.assets else None
    known: dict[str, Any] = {}
    if asset is not None and asset.width and asset.height:
        known = {"width": asset.width, "height": asset.height}
    if asset is not None and asset.text_length:
        known["text_length"] = asset.text_length
    first = _first_message(asset.inline if asset is not None else None)
    if first is not None:
        known |= first
    return Frame(global_key=row.global_key or PLACEHOLDER, media_type=row.media_type, **known)


def _first_message(inline: Any) -> dict[str, Any] | None:
    messages = inline.get("messages") if isinstance(inline, dict) else inline
    first = messages[0] if isinstance(messages, list) and messages else None
    if not isinstance(first, dict) or not isinstance(first.get("messageId"), str):
        return None
    content = first.get("content")
    length = {"text_length": len(content)} if isinstance(content, str) and content else {}
    return {"message_id": first["messageId"], **length}
