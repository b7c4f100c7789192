"""Names: how an export spells people, datasets, batches and times, each looked up once."""

from collections.abc import Callable

from postil.model.identity import spell_id
from postil.ports.store import Session
from postil.services.instant import moment

Named = dict[str, str | None]
NOBODY: Named = {"id": None, "name": None}
_KEPT = 10_000
"""Spellings that are remembered: an export of years of work meets as many times as it has rows."""


class Names:
    """Remembers what it has looked up; one for each export."""

    def __init__(self) -> None:
        self._users: dict[int, str | None] = {}
        self._datasets: dict[int, Named] = {}
        self._batches: dict[int, Named] = {}
        self._times: dict[int, str] = {}

    def email(self, session: Session, user_id: int | None) -> str | None:
        """Return who a user is; None for nobody."""
        if user_id is None:
            return None
        if user_id not in self._users:
            user = session.access.user(user_id)
            self._users[user_id] = user.email if user is not None else None
        return self._users[user_id]

    def dataset(self, session: Session, dataset_id: int) -> Named:
        """Return the id and name of a dataset."""

        def found() -> Named:
            dataset = session.catalog.find_datasets([dataset_id]).get(dataset_id)
            return NOBODY if dataset is None else {"id": spell_id(dataset.uid), "name": dataset.name}

        return _remembered(self._datasets, dataset_id, found)

    def batch(self, session: Session, batch_id: int | None) -> Named:
        """Return the id and name of a batch."""

        def found() -> Named:
            batch = session.exports.batch_names([batch_id or 0]).get(batch_id or 0)
            return NOBODY if batch is None else {"id": spell_id(batch.uid), "name": batch.name}

        return _remembered(self._batches, batch_id or 0, found)

    def time(self, at: int) -> str:
        """Return an instant as exports write it: ISO 8601 with its distance to UTC."""
        text = self._times.get(at)
        if text is None:
            if len(self._times) >= _KEPT:
                self._times.clear()
            text = self._times[at] = moment(at).isoformat()
        return text


def _remembered(known: dict[int, Named], key: int, find: Callable[[], Named]) -> Named:
    if key not in known:
        known[key] = find()
    return known[key]
