"""The frame, home and the settings."""

from tests.e2e.state import NOBODY, State, clicking

STATES = [
    State("about-chrome", "/about/chrome"),
    State("about-chrome-dialog", "/about/chrome", act=clicking("Dialog")),
    State("about-chrome-menu", "/about/chrome", act=clicking("Menu")),
    State("about-chrome-confirm", "/about/chrome", act=clicking("Confirm")),
    State("not-found", "/about/nowhere"),
    State("not-signed-in", "/projects", who=NOBODY),
    State("link-spent", "/?token=0000", who=NOBODY),
    State("you-menu", "/about/nowhere", act=clicking("Administrator (your settings)")),
]
