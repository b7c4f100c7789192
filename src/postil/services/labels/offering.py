"""Offering: which of the pre-labels of a task are shown to who labels, as its project has set it."""

from typing import Literal

import msgspec

from postil.errors import ConflictError
from postil.model.annotation import Annotation
from postil.ports.projects import OfferSetting, Project, Task
from postil.ports.store import Session
from postil.services.labels.content import keyed
from postil.services.labels.offers import Accepted, Offer, Taken, offers_on

WithheldReason = Literal["off", "older_version", "other_version"]


class Withheld(msgspec.Struct, kw_only=True):
    """Pre-labels that are there and not shown: why, of which versions, and how many."""

    reason: WithheldReason
    versions: list[str | None]
    annotations: int


class Offering(msgspec.Struct, kw_only=True):
    """What is shown, oldest first, and what is not."""

    offers: list[Offer]
    withheld: Withheld | None = None


def offering_of(session: Session, project: Project, task: Task) -> Offering:
    """Return the pre-labels of a task that the setting of its project lets through."""
    found = sorted(offers_on(session, task), key=_age)
    shown = [one for one in found if _is_shown(one, found[-1], project.offers)]
    others = [one for one in found if one not in shown]
    if not others:
        return Offering(offers=shown)
    reasons: dict[str, WithheldReason] = {"none": "off", "newest": "older_version"}
    withheld = Withheld(
        reason=reasons.get(project.offers.show, "other_version"),
        versions=list(dict.fromkeys(one.version for one in others)),
        annotations=sum(len(one.annotations) for one in others),
    )
    return Offering(offers=shown, withheld=withheld)


def _age(offer: Offer) -> tuple[int, int]:
    return offer.published_no, offer.bundle_id


def _is_shown(offer: Offer, newest: Offer, setting: OfferSetting) -> bool:
    if setting.show == "newest":
        return offer.version == newest.version
    return setting.show == "all" or (setting.show == "version" and offer.version == setting.version)


def mark_newer(session: Session, task: Task, offers: list[Offer], since: int) -> None:
    """Note in offers what came or changed after the numbered change `since`.

    What lies so far back that it cannot be told any more counts as known.
    """
    if session.jobs.newest_change() <= since:
        return
    row_ids = [task.data_row_id]
    for set_id in {one.set_id for one in offers}:
        try:
            before = session.bundles.fold(set_id, row_ids, as_of=since)
        except ConflictError:
            continue
        for offer in (one for one in offers if one.set_id == set_id):
            known = keyed(before.get((task.data_row_id, offer.no), []))
            offer.newer = [one.key for one in offer.annotations if known.get(one.key) != one]


def copy_of(session: Session, project: Project, task: Task, offers: list[Offer]) -> list[Annotation]:
    """Return a draft's copies of the newest of the pre-labels that are shown, each with where it is from."""
    if not offers or not project.offers.copied:
        return []
    newest, taken = offers[-1], Taken(session, task, offers)
    return [
        msgspec.structs.replace(
            one, confidence=None, origin=taken.origin(Accepted(newest.bundle_id, one.key))
        )
        for one in newest.annotations
    ]
