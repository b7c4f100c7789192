"""Finders: which features the annotations of an import name, by the ontology version it pinned."""

from postil.model.occurrence import Occurrences
from postil.ports.projections import Content, Said
from postil.ports.store import Session

MAX_FINDERS = 1_000


class Finders:
    """Keeps one finder per ontology version; versions never change."""

    def __init__(self) -> None:
        self._by_version: dict[tuple[int, int | None], Occurrences] = {}
        self._by_job: dict[int, Occurrences] = {}

    def of(self, session: Session, said: Said[Content]) -> Occurrences:
        """Return the finder for what an import or a person said."""
        return self.of_job(session, said.job_id) if said.job_id else self._of_people(session, *said.ontology)

    def _of_people(self, session: Session, ontology_id: int | None, version: int | None) -> Occurrences:
        return self._of_version(session, ontology_id or 0, version)

    def of_job(self, session: Session, job_id: int) -> Occurrences:
        """Return the finder for what a job said."""
        found = self._by_job.get(job_id)
        if found is None:
            if len(self._by_job) >= MAX_FINDERS:
                self._by_job.clear()
                self._by_version.clear()
            job = session.jobs.by_id(job_id)
            key = (job.ontology_id or 0, job.ontology_version) if job is not None else (0, None)
            found = self._by_job[job_id] = self._of_version(session, *key)
        return found

    def _of_version(self, session: Session, ontology_id: int, version: int | None) -> Occurrences:
        key = (ontology_id, version)
        found = self._by_version.get(key)
        if found is None:
            found = self._by_version[key] = Occurrences(session.ontologies.by_id(*key))
        return found
