"""Uploads: files that arrive in parts, and which of their parts are there."""

from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, update

from postil.ports.uploads import Upload
from postil.stores.sql import schema as t
from postil.stores.sql.records import first_record, record

_upload = t.upload.c
_part = t.upload_part.c


class SqlUploads:
    """`ports.uploads.UploadStore`; every method acts in the transaction at hand."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, upload: Upload) -> Upload:
        """Store an upload; its `id` is given here.

        Raises:
            ConflictError: The same user has one of that name open in the same project or model run.
        """
        fields = {name: getattr(upload, name) for name in upload.__struct_fields__ if name != "id"}
        made = self._connection.execute(insert(t.upload).values(fields).returning(*_upload))
        return record(Upload, made.one())

    def get(self, uid: str) -> Upload | None:
        """Return an upload by its public id."""
        return self._first(select(t.upload).where(_upload.uid == uid))

    def named(self, project_id: int, name: str, user_id: int) -> Upload | None:
        """Return the upload of that name a user has open in a project."""
        query = select(t.upload).where(
            _upload.project_id == project_id, _upload.name == name, _upload.created_by == user_id
        )
        return self._first(query)

    def named_in_run(self, model_run_id: int, name: str, user_id: int) -> Upload | None:
        """Return the upload of that name a user has open in a model run."""
        query = select(t.upload).where(
            _upload.model_run_id == model_run_id, _upload.name == name, _upload.created_by == user_id
        )
        return self._first(query)

    def _first(self, query: Select[Any]) -> Upload | None:
        return first_record(Upload, self._connection.execute(query).first())

    def list_uploads(
        self, user_id: int | None, *, before_id: int | None = None, limit: int | None = None
    ) -> list[Upload]:
        """List the uploads of a user, or of everybody with None, newest first; all when without a limit."""
        query = select(t.upload).order_by(_upload.id.desc()).limit(limit)
        if before_id is not None:
            query = query.where(_upload.id < before_id)
        if user_id is not None:
            query = query.where(_upload.created_by == user_id)
        return [record(Upload, row) for row in self._connection.execute(query)]

    def set_options(self, upload_id: int, options: dict[str, Any]) -> None:
        """Change how the file is to be imported."""
        self._connection.execute(update(t.upload).where(_upload.id == upload_id).values(options=options))

    def add_part(self, upload_id: int, no: int, sha256: str, at: int) -> bool:
        """Note that a part is there and raise `touched_at`; False when the upload is gone."""
        touched = update(t.upload).where(_upload.id == upload_id).values(touched_at=at)
        if not self._connection.execute(touched).rowcount:
            return False
        if self.part(upload_id, no) is None:
            values = {"upload_id": upload_id, "no": no, "sha256": sha256}
            self._connection.execute(insert(t.upload_part).values(values))
        return True

    def part(self, upload_id: int, no: int) -> str | None:
        """Return the SHA-256 of a part that is there."""
        query = select(_part.sha256).where(_part.upload_id == upload_id, _part.no == no)
        return self._connection.execute(query).scalar()

    def parts(self, upload_id: int) -> list[int]:
        """List the parts that are there, ascending."""
        query = select(_part.no).where(_part.upload_id == upload_id).order_by(_part.no)
        return list(self._connection.execute(query).scalars())

    def drop_parts(self, upload_id: int) -> None:
        """Forget that any part is there."""
        self._connection.execute(delete(t.upload_part).where(_part.upload_id == upload_id))

    def delete(self, upload_id: int) -> None:
        """Forget an upload and its parts; forgetting it twice is no error."""
        self._connection.execute(delete(t.upload).where(_upload.id == upload_id))
