"""Transfer: send a large file in parts, past lost connections and restarted servers."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from postil.errors import ConflictError, ImportRejected, PostilError, ServerError, StoreError
from postil.sdk.connection import Told
from postil.sdk.imports import Import, ImportOrder
from postil.sdk.patience import patiently
from postil.sdk.steady_file import SteadyFile
from postil.sdk.uploads import Upload, Uploads

PARTS_FROM_BYTES = 32 * 1024**2
"""Files of this size and more are sent in parts; smaller ones are sent again as soon as resumed."""

Resumed = Callable[[float], None]
"""Called with the share of a file that was there already, over 0 and up to 1."""


def transfer(
    uploads: Uploads,
    parent: str,
    file: Path,
    order: ImportOrder,
    told: Told | None = None,
    resumed: Resumed | None = None,
    *,
    part_size: int | None = None,
) -> Import:
    """Announce a file, send what of it is not there yet, and have it imported.

    Args:
        uploads: Where to.
        parent: Id of the project, or of the model run if these are predictions.
        file: What to send.
        order: How to import it.
        told: Called with the number of bytes of every part that is there.
        resumed: Called when an earlier attempt is gone on with.
        part_size: Bytes of a part; chosen by the server when absent.

    Raises:
        ImportRejected: SRC013, the file changed meanwhile.
        ConflictError: The name belongs to another import, or to the upload of another file (SRC013).
        ServerError: The server could not be reached for two minutes; what was sent is kept.
    """
    with SteadyFile(file) as source:
        sha256 = source.sha256()
        announced = patiently(
            uploads.connection,
            lambda: uploads.announce(parent, source.size, sha256, order, part_size=part_size),
        )
        if announced.job is not None:
            return announced.job
        if announced.upload is None:
            raise ServerError("the server answered with neither an upload nor an import")
        return send_rest(uploads, announced.upload, source, told, resumed)


def go_on(
    uploads: Uploads, upload: Upload, file: Path, told: Told | None = None, resumed: Resumed | None = None
) -> Import:
    """Send what is missing of an upload that was begun before, from the file it was begun with.

    Raises:
        ConflictError: SRC013, the file is another by now. Otherwise as `transfer`.
    """
    with SteadyFile(file) as source:
        if source.size != upload.size or source.sha256() != upload.sha256:
            raise ConflictError(
                f"{file.name} is not, or not any more, the file the upload of {upload.name!r} began with",
                code="SRC013",
                hint=f"`postil cancel {upload.id[-8:]}` ends that upload, then import the file as it is now",
            )
        return send_rest(uploads, upload, source, told, resumed)


def send_rest(
    uploads: Uploads, upload: Upload, source: SteadyFile, told: Told | None, resumed: Resumed | None
) -> Import:
    """Send the missing parts and complete the upload."""
    if upload.received_bytes and resumed is not None:
        resumed(upload.share)
    _tell(told, upload.received_bytes)
    try:
        for no in upload.missing:
            _send_part(uploads, upload, no, source, told)
        return patiently(uploads.connection, lambda: uploads.complete(upload))
    except ImportRejected:
        # What was sent belongs to a file that is no more.
        with suppress(PostilError):
            uploads.delete(upload.id)
        raise
    except (ServerError, StoreError) as error:
        raise _kept(error, upload) from error


def _send_part(uploads: Uploads, upload: Upload, no: int, source: SteadyFile, told: Told | None) -> None:
    offset = (no - 1) * upload.part_size
    content = source.read(offset, min(upload.part_size, upload.size - offset))
    patiently(uploads.connection, lambda: uploads.send_part(upload.id, no, content))
    _tell(told, len(content))


def _kept(error: PostilError, upload: Upload) -> PostilError:
    on = f"what was sent of {upload.name!r} is kept: `postil resume {upload.id[-8:]}` goes on with it"
    if upload.id[-8:] in error.hint:
        return error
    return type(error)(error.message, code=error.code, hint=f"{error.hint}; {on}" if error.hint else on)


def _tell(told: Told | None, size: int) -> None:
    if told is not None and size:
        told(size)
