"""When something last happened to a project: looked up in three places, however much is in it."""

from sqlalchemy import Connection, func, select

from postil.stores.sql import schema as t


def last_activity(connection: Connection, project_id: int) -> int:
    """Return the latest of what is known: a change of the project, of its imports, its newest label.

    A change of an older label counts no more than it does there: labels are not listed by when they changed.

    Raises:
        KeyError: No such project.
    """
    job, label, project = t.job.c, t.label.c, t.project.c
    changed = connection.execute(select(project.updated_at).where(project.id == project_id)).scalar()
    if changed is None:
        raise KeyError(project_id)
    jobs = select(func.max(job.finished_at), func.max(job.undone_at)).where(
        job.project_id == project_id, job.published_no.is_not(None)
    )
    newest = select(label.updated_at).where(label.project_id == project_id, label.deleted_at.is_(None))
    said = connection.execute(newest.order_by(label.id.desc()).limit(1)).scalar()
    known: list[int | None] = [changed, said, *connection.execute(jobs).one()]
    return max(at for at in known if at is not None)
