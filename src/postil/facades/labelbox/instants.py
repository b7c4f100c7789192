"""Instants as the official package reads them: a fraction always, and a literal Z."""

from postil.services.instant import moment


def instant_text(at: int) -> str:
    """Spell a stored instant."""
    return moment(at).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def instant_text_or_none(at: int | None) -> str | None:
    """Spell a stored instant, if there is one."""
    return None if at is None else instant_text(at)
