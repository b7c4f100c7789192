"""The frame, home and the settings."""

from playwright.sync_api import Page

from tests.e2e.state import NOBODY, State, clicking, failing, holding
from tests.e2e.world import LABELER


def making_a_key(page: Page) -> None:
    clicking("New key")(page)
    page.get_by_label("Name").fill("nightly import")
    clicking("Make key")(page)
    page.get_by_text("Copy the key now").wait_for()


def inviting(page: Page) -> None:
    clicking("Invite")(page)
    page.get_by_label("Email address").fill("hedy@example.org")


def about_grace(page: Page) -> None:
    clicking("About Grace Hopper")(page)


STATES = [
    State("home", "/"),
    State("home-empty", "/", world="empty"),
    State("home-loading", "/", answers={"**/api/v1/projects*": holding}),
    State("home-error", "/", answers={"**/api/v1/projects*": failing}),
    State("home-imports-error", "/", answers={"**/api/v1/imports*": failing}),
    State("home-labeler", "/", who=LABELER),
    State("about-chrome", "/about/chrome"),
    State("about-chrome-dialog", "/about/chrome", act=clicking("Dialog")),
    State("about-chrome-menu", "/about/chrome", act=clicking("Menu")),
    State("about-chrome-confirm", "/about/chrome", act=clicking("Confirm")),
    State("settings-usage", "/settings/usage"),
    State("settings-usage-empty", "/settings/usage", world="empty"),
    State("settings-usage-loading", "/settings/usage", answers={"**/api/v1/usage*": holding}),
    State("settings-usage-error", "/settings/usage", answers={"**/api/v1/usage*": failing}),
    State("settings-keys", "/settings/keys"),
    State("settings-keys-empty", "/settings/keys", world="empty"),
    State("settings-keys-loading", "/settings/keys", answers={"**/api/v1/keys*": holding}),
    State("settings-keys-error", "/settings/keys", answers={"**/api/v1/keys*": failing}),
    State("settings-keys-new", "/settings/keys", act=clicking("New key")),
    State("settings-keys-made", "/settings/keys", act=making_a_key),
    State("settings-keys-revoke", "/settings/keys", act=clicking("Revoke training machine")),
    State("settings-people", "/settings/people"),
    State("settings-people-menu", "/settings/people", act=about_grace),
    State("settings-people-invite", "/settings/people", act=inviting),
    State("settings-people-loading", "/settings/people", answers={"**/api/v1/users*": holding}),
    State("settings-people-error", "/settings/people", answers={"**/api/v1/users*": failing}),
    State("settings-people-labeler", "/settings/people", who=LABELER),
    State("not-found", "/about/nowhere"),
    State("not-signed-in", "/projects", who=NOBODY),
    State("link-spent", "/?token=0000", who=NOBODY),
    State("you-menu", "/about/nowhere", act=clicking("Administrator (your settings)")),
]
