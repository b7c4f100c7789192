"""Webhooks: other servers that are told of events."""

from datetime import datetime
from typing import Annotated

import msgspec

from postil.facades.native.call import Call, Tagged
from postil.facades.native.page import Page, PageQuery, next_after
from postil.facades.native.precondition import expected
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import ADMIN, at_least
from postil.facades.native.scope import project_in_path, project_of_webhook
from postil.ports.webhooks import Webhook as StoredWebhook
from postil.services.instant import moment
from postil.services.webhooks.event import EventName

Url = Annotated[
    str, msgspec.Meta(min_length=1, max_length=8_192, description="Where messages are sent to, by POST.")
]
Events = Annotated[
    list[EventName], msgspec.Meta(min_length=1, max_length=50, description="The events it is told of.")
]
Active = Annotated[bool, msgspec.Meta(description="Whether it is told of events.")]


class Webhook(msgspec.Struct, kw_only=True):
    """A server that is told of events: of a project, or of the whole installation where `project` is null.

    `stopped_reason` says why it is not active any more, when the server has decided so.
    """

    id: str
    project: str | None
    url: Url
    events: Events
    is_active: Active
    stopped_reason: str | None
    created_at: datetime


class CreatedWebhook(Webhook, kw_only=True):
    """A new webhook and the secret its messages are signed with, which is told this once."""

    secret: Annotated[str, msgspec.Meta(description="`whsec_` and 256 bits as base64 (Standard Webhooks).")]


class NewWebhook(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A webhook to be made."""

    url: Url
    events: Events


class WebhookChanges(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What to change; what is absent or null stays.

    One that is made active again goes on with what waits for it; what happened meanwhile it is not told.
    """

    url: Url | None = None
    events: Events | None = None
    is_active: Active | None = None


def create_webhook(call: Call[NewWebhook, None]) -> CreatedWebhook:
    """Make a webhook, of the project in the path or of none."""
    new = call.body
    made = call.services.webhooks.create(call.path.get("uid"), new.url, new.events, call.user)
    shown = msgspec.structs.asdict(_webhook(call, made))
    return CreatedWebhook(**shown, secret=made.secret)


def list_webhooks(call: Call[None, PageQuery]) -> Page[Webhook]:
    """List webhooks, of the project in the path or all."""
    part = call.query
    found = call.services.webhooks.list_webhooks(call.path.get("uid"), after_id=part.after, limit=part.limit)
    return Page(items=[_webhook(call, one) for one in found], next=next_after(found, part.limit))


def get_webhook(call: Call[None, None]) -> Tagged:
    """Return a webhook."""
    return _tagged(call, call.services.webhooks.get(call.uid))


def update_webhook(call: Call[WebhookChanges, None]) -> Tagged:
    """Change a webhook."""
    changes = call.body
    changed = call.services.webhooks.update(
        call.uid,
        call.user,
        url=changes.url,
        events=changes.events,
        is_active=changes.is_active,
        expected=expected(call),
    )
    return _tagged(call, changed)


def delete_webhook(call: Call[None, None]) -> None:
    """Delete a webhook."""
    call.services.webhooks.delete(call.uid, call.user, expected=expected(call))


def _tagged(call: Call[WebhookChanges, None] | Call[None, None], stored: StoredWebhook) -> Tagged:
    return Tagged(_webhook(call, stored), stored.version)


def _webhook(
    call: Call[NewWebhook, None] | Call[WebhookChanges, None] | Call[None, None] | Call[None, PageQuery],
    stored: StoredWebhook,
) -> Webhook:
    project_id = stored.project_id
    return Webhook(
        id=stored.uid,
        project=call.services.projects.uid_of(project_id) if project_id is not None else None,
        url=stored.url,
        events=msgspec.convert(stored.events, list[EventName]),
        is_active=stored.is_active,
        stopped_reason=stored.stopped_reason,
        created_at=moment(stored.created_at),
    )


EXAMPLE_WEBHOOK = {
    "id": "0190a000-0000-7000-8000-000000000070",
    "project": "0190a000-0000-7000-8000-000000000030",
    "url": "https://hooks.example.org/postil",
    "events": ["import.finished", "label.submitted"],
    "is_active": True,
    "stopped_reason": None,
    "created_at": "2026-01-05T09:30:00Z",
}
_NEW = {"url": EXAMPLE_WEBHOOK["url"], "events": EXAMPLE_WEBHOOK["events"]}
_CREATED = {**EXAMPLE_WEBHOOK, "secret": "whsec_" + "A" * 43 + "="}
_PAGE = {"items": [EXAMPLE_WEBHOOK], "next": None}
_ABOUT = (
    "Messages are signed as Standard Webhooks 1.0 says (`webhook-id`, `webhook-timestamp`, "
    "`webhook-signature`), sent in order, and at least once: the id of a message stays the same. A message "
    "that is not answered with 2xx within 15 seconds is sent again up to seven times within 28 hours; then, "
    "or at once when the answer is 410, the webhook is made inactive. Redirects are not followed. The secret "
    "is in this answer and nowhere else."
)
_FORBIDDEN = {403: "The caller may not do this, or the installation allows no webhooks."}

ROUTES = [
    Route(
        method="GET",
        path=f"{API}/webhooks",
        name="list_all_webhooks",
        summary="List the webhooks of all projects and of the installation, oldest first",
        access=ADMIN,
        handler=list_webhooks,
        query=PageQuery,
        response=Page[Webhook],
        example=Example(response=_PAGE),
    ),
    Route(
        method="POST",
        path=f"{API}/webhooks",
        name="create_installation_webhook",
        summary="Have a server told of the events of every project",
        access=ADMIN,
        handler=create_webhook,
        request=NewWebhook,
        response=CreatedWebhook,
        secret=True,
        status=201,
        errors=_FORBIDDEN,
        description=_ABOUT,
        example=Example(_NEW, {**_CREATED, "project": None}),
    ),
    Route(
        method="GET",
        path=f"{API}/projects/{{uid}}/webhooks",
        name="list_webhooks",
        summary="List the webhooks of a project, oldest first",
        access=at_least("manager", project_in_path),
        handler=list_webhooks,
        query=PageQuery,
        response=Page[Webhook],
        example=Example(response=_PAGE),
    ),
    Route(
        method="POST",
        path=f"{API}/projects/{{uid}}/webhooks",
        name="create_webhook",
        summary="Have a server told of the events of a project",
        access=at_least("manager", project_in_path),
        handler=create_webhook,
        request=NewWebhook,
        response=CreatedWebhook,
        secret=True,
        status=201,
        errors=_FORBIDDEN | {413: "The project has 20 webhooks already."},
        description=_ABOUT,
        example=Example(_NEW, _CREATED),
    ),
    Route(
        method="GET",
        path=f"{API}/webhooks/{{uid}}",
        name="get_webhook",
        summary="Get a webhook",
        access=at_least("manager", project_of_webhook),
        handler=get_webhook,
        response=Webhook,
        etag=True,
        example=Example(response=EXAMPLE_WEBHOOK),
    ),
    Route(
        method="PATCH",
        path=f"{API}/webhooks/{{uid}}",
        name="update_webhook",
        summary="Change a webhook, or make it active again",
        access=at_least("manager", project_of_webhook),
        handler=update_webhook,
        request=WebhookChanges,
        response=Webhook,
        etag=True,
        errors=_FORBIDDEN,
        example=Example({"is_active": True}, EXAMPLE_WEBHOOK),
    ),
    Route(
        method="DELETE",
        path=f"{API}/webhooks/{{uid}}",
        name="delete_webhook",
        summary="Delete a webhook",
        access=at_least("manager", project_of_webhook),
        handler=delete_webhook,
        etag=True,
        status=204,
        description="What waits for it is not sent any more.",
    ),
]
