"""File checks: what a file of annotations is and what it needs, before anything is made or imported.

The same survey stands behind the proposal of the command line, which has the whole file at hand; here the
beginning has to do.
"""

from collections.abc import Sequence
from io import BytesIO

import msgspec

from postil.formats.format import Format
from postil.formats.inference import Inferred
from postil.formats.recognition import Recognition, recognise
from postil.formats.registry import get_format
from postil.formats.survey import Survey, entries, name_of_source, survey, whole_entries
from postil.ports.access import User
from postil.ports.projects import Project
from postil.ports.store import Session, Store
from postil.services.catalog.named_rows import find_named_rows
from postil.services.projects.projects import found_project
from postil.services.projects.recipes import Recipes, Suggestion

MOST_BYTES = 8 << 20
"""What is looked at of a file: an answer must not take longer with it."""


class NamedByFile(msgspec.Struct, kw_only=True):
    """Data rows a file names, as it spells them.

    `present` are in the project; the `joining` ones are there but not in the project; nobody has the
    `missing` ones, or the caller may not know of them.
    """

    present: int = 0
    joining_keys: list[str] = []
    joining_ids: list[str] = []
    missing_keys: list[str] = []
    missing_ids: list[str] = []


class FileCheck(msgspec.Struct, kw_only=True):
    """What was found; without a format there is nothing but the recognition."""

    name: str
    recognition: Recognition
    survey: Survey | None = None
    inferred: Inferred | None = None
    rows: NamedByFile = msgspec.field(default_factory=NamedByFile)
    suggestion: Suggestion | None = None


class FileChecks:
    """Looks at the beginning of files; keeps nothing."""

    def __init__(self, store: Store, recipes: Recipes) -> None:
        self._store, self._recipes = store, recipes

    def check(
        self,
        content: bytes,
        user: User,
        *,
        filename: str = "",
        is_cut: bool = False,
        format_name: str | None = None,
        project_uid: str | None = None,
    ) -> FileCheck:
        """Say what a file is, and what it needs that is not there.

        Args:
            content: The file, or its first bytes.
            user: Who asks; what they may not know of is missing.
            filename: What it is called.
            is_cut: There is more of it.
            format_name: Its format; decided from the content when absent.
            project_uid: Where it is to go; without it, into a new project.

        Raises:
            NotFoundError: No such project, or no such format (SRC009).
        """
        recognition = recognise(content, filename)
        if format_name is not None:
            title = get_format(format_name).title
            recognition = Recognition(format=format_name, title=title, seen="you said so")
        name = name_of_source(filename)
        if recognition.format is None:
            return FileCheck(name=name, recognition=recognition)
        found = _survey(content, get_format(recognition.format), is_cut=is_cut)
        inferred = found.infer(name)
        with self._store.read() as session:
            project = found_project(session, project_uid) if project_uid is not None else None
            rows = _named(session, user, project, list(found.keys), list(found.ids))
        return FileCheck(
            name=name,
            recognition=recognition,
            survey=found,
            inferred=inferred,
            rows=rows,
            suggestion=self._suggestion(project, inferred),
        )

    def _suggestion(self, project: Project | None, inferred: Inferred) -> Suggestion | None:
        if project is None or project.ontology_id is None:
            return None
        return self._recipes.suggest(project.uid, inferred.seen)


def _survey(content: bytes, fmt: Format, *, is_cut: bool) -> Survey:
    is_array = content[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
    if is_cut and not is_array:
        content = content[: content.rfind(b"\n") + 1] or content
    rows = entries(BytesIO(content), fmt)
    return survey(whole_entries(rows) if is_cut and is_array else rows)


def _named(
    session: Session, user: User, project: Project | None, keys: Sequence[str], ids: Sequence[str]
) -> NamedByFile:
    by_key = find_named_rows(session, user, global_keys=keys)
    by_id = find_named_rows(session, user, row_ids=ids)
    here: set[int] = set()
    if project is not None:
        here = set(session.projects.tasks_of(project.id, [*by_key.ids, *by_id.ids]))
    return NamedByFile(
        present=len(here),
        joining_keys=[key for key, row in by_key.found.items() if row not in here],
        joining_ids=[uid for uid, row in by_id.found.items() if row not in here],
        missing_keys=by_key.missing,
        missing_ids=by_id.missing,
    )
