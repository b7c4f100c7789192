"""Call: what a resolver is given beside the thing it is asked about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from postil.errors import NotFoundError
from postil.facades.labelbox.limits import ComplexityError
from postil.model.identity import canonical_uuid, read_id
from postil.ports.access import User
from postil.services.services import Services

LINK_S = 24 * 3600
"""Seconds for which a link to a result can be opened."""

MOST_VALUES = 250_000
"""Values one request may have resolved; what asks the database counts as `COSTLY` of them."""

COSTLY = 25


@dataclass(frozen=True)
class Options:
    """How this facade answers.

    Args:
        url: How clients reach the server, without a slash at the end; empty stands for the address each of
            them has used. A resolver never finds it empty.
        answer_running_first: Say of every import that it is running when it is created, and what became of
            it when asked again.
    """

    url: str
    answer_running_first: bool = False


@dataclass(frozen=True)
class Upload:
    """A part of a multipart request.

    `file` can be read once, and only while the request is answered: it arrives meanwhile. Reading raises
    UsageError when the client leaves early, LimitError when it is too large.
    """

    file: BinaryIO
    filename: str = ""
    media_type: str = ""


@dataclass
class Call:
    """One request of somebody who has signed in.

    Args:
        services: What does the work.
        user: Who calls.
        options: How to answer.
        uploads: Parts of a multipart request by the path of the variable they stand for
            (`variables.file`); the `Upload` is also the value of that variable.
        memo: For resolvers that are asked the same many times in one request.
        left: How many values may still be resolved.
    """

    services: Services
    user: User
    options: Options
    uploads: Mapping[str, Upload] = field(default_factory=dict)
    memo: dict[Any, Any] = field(default_factory=dict)
    left: int = MOST_VALUES

    def uid(self, spelling: str) -> str:
        """Return the uid behind an id as clients spell it: 25 characters, or a uuid.

        Raises:
            NotFoundError: It is neither, so there is nothing of that id.
        """
        uid = read_id(spelling) or canonical_uuid(spelling)
        if uid is None:
            raise NotFoundError(f"there is nothing of the id {spelling[:80]!r}")
        return uid

    def link(self, kind: str, uid: str, lasts_s: int | None = LINK_S) -> str:
        """Return an absolute URL of a file that whoever has it can open, for ever with `lasts_s` None."""
        return self.options.url + self.services.links.make(kind, uid, lasts_s)

    def spend(self, values: int) -> None:
        """Count values that are resolved.

        Raises:
            ComplexityError: They are too many for one request.
        """
        self.left -= values
        if self.left < 0:
            raise ComplexityError
