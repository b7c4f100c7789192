"""Model access: who may know of a model and its runs, and who may change them.

Of a model know whoever made it and the members of the projects that use its ontology; it is changed by its
maker. Administrators may do both. Who may know of a run sees those of its data rows they may know of, and its
labels where they have a role in the project the label is from.
"""

from postil.errors import AccessError, NotFoundError
from postil.ports.access import User
from postil.ports.models import Model, ModelRun
from postil.ports.store import Session


def seen_model(session: Session, uid: str, user: User) -> Model:
    """Return a model.

    Raises:
        NotFoundError: No such model, or none the user may know of.
    """
    model = session.models.get_model(uid)
    if model is None or not _sees(session, model, user):
        raise NotFoundError(f"no model {uid!r}", hint="list the models")
    return model


def seen_run(session: Session, uid: str, user: User) -> ModelRun:
    """Return a model run.

    Raises:
        NotFoundError: No such run, or none the user may know of.
    """
    run = session.models.get_run(uid)
    model = session.models.model_by_id(run.model_id) if run is not None else None
    if run is None or model is None or not _sees(session, model, user):
        raise NotFoundError(f"no model run {uid!r}", hint="list the runs of the model")
    return run


def own_model(session: Session, uid: str, user: User) -> Model:
    """Return a model the user may change.

    Raises:
        NotFoundError: No such model, or none the user may know of.
        AccessError: Somebody else made it.
    """
    model = seen_model(session, uid, user)
    demand_maker(model, user)
    return model


def own_run(session: Session, uid: str, user: User) -> ModelRun:
    """Return a model run the user may change.

    Raises:
        NotFoundError: No such run, or none the user may know of.
        AccessError: Somebody else made its model.
    """
    run = seen_run(session, uid, user)
    model = session.models.model_by_id(run.model_id)
    if model is not None:
        demand_maker(model, user)
    return run


def demand_maker(model: Model, user: User) -> None:
    """Return when the user made the model, or is an administrator.

    Raises:
        AccessError: Neither.
    """
    if not user.is_admin and model.created_by != user.id:
        raise AccessError(
            f"model {model.name!r} is changed by whoever made it, or an administrator", hint="ask them"
        )


def _sees(session: Session, model: Model, user: User) -> bool:
    return user.is_admin or session.models.sees_model(user.id, model.id)
