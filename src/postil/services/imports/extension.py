"""Extension: the features a recipe adds to an ontology.

They are set aside when the import runs, so that its rows can be checked and stored with the ids they will
have, and made when it is published: as a version of the ontology as it then is, with an activity entry. An
import that is not published, and with it every dry run, makes nothing. Undoing an import leaves them.
"""

from postil.checks.ontology import check_ontology
from postil.checks.recipe import added, creates, extend
from postil.errors import ImportRejected
from postil.model.ontology import FeatureIndex, Ontology
from postil.model.recipe import Recipe
from postil.ports.jobs import Job
from postil.ports.store import Activity, Session, Store

MOST_NAMES = 100


def recipe_of(session: Session, job: Job) -> Recipe:
    """Return the version of the recipe a job pins; one without rules when it pins none.

    Raises:
        ImportRejected: It is gone.
    """
    pin = job.settings.recipe
    if pin is None:
        return Recipe()
    found = session.recipes.by_id(pin.id, pin.version)
    if found is None:
        raise ImportRejected(f"recipe {pin.name!r} is gone", hint="import again with another recipe")
    return found.recipe


def index_of(store: Store, job: Job) -> FeatureIndex:
    """Return the ontology a job pins, with what its recipe adds.

    Raises:
        ImportRejected: The ontology or the recipe is gone.
    """
    with store.read() as session:
        ontology = session.ontologies.by_id(job.ontology_id or 0, job.ontology_version)
        recipe = recipe_of(session, job)
    if ontology is None:
        raise ImportRejected("the project's ontology is gone", hint="connect one and import again")
    if not creates(recipe):
        return FeatureIndex(ontology)
    wider, _ = extend(ontology, recipe)
    if added(ontology, wider):
        with store.write() as session:
            wider = session.ontologies.reserve(wider)
    return FeatureIndex(wider)


def create_features(session: Session, job: Job, at: int) -> None:
    """Add to the ontology, as it is now, what the recipe of a job creates and it still lacks.

    What does not fit any more, because somebody has changed the ontology meanwhile, is left out: then the
    annotations stand for features that were removed.
    """
    recipe = recipe_of(session, job)
    head = session.ontologies.by_id(job.ontology_id or 0) if creates(recipe) else None
    if head is None:
        return
    wider, _ = extend(head, recipe)
    names = added(head, wider)
    if names and _is_sound(wider):
        by = job.settings.committed_by or job.created_by
        stored = session.ontologies.update(wider, at, by)
        detail: dict[str, object] = {
            "version": stored.version, "created": names[:MOST_NAMES], "import": job.uid,
        }  # fmt: skip
        session.record(
            Activity(
                at=at,
                user_id=by,
                action="update",
                object_kind="ontology",
                object_uid=stored.uid or "",
                detail=detail,
            )
        )


def _is_sound(ontology: Ontology) -> bool:
    return not any(issue.severity == "error" for issue in check_ontology(ontology))
