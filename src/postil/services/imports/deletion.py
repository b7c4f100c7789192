"""Deletion: an import as if it had never been, for clients that have no undo."""

from postil.ports.access import User
from postil.ports.jobs import Job
from postil.services.imports.imports import Imports
from postil.services.imports.undo import Undos


def delete_import(imports: Imports, undos: Undos, job: Job, actor: User) -> None:
    """Undo a published import, or stop one that is not, and leave its name to the next.

    It stays in the list of imports under another name, and can be redone there.

    Raises:
        ConflictError: It is sealed, or still being published.
    """
    if job.published_no is not None:
        undos.undo(job.uid, actor)
    elif job.state in ("queued", "running", "staged"):
        imports.cancel(job.uid)
    imports.leave_name(job)
