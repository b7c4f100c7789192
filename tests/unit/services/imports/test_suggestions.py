"""Keys nobody has are answered with the one most likely meant, but only the first few of a block."""

from postil.services.imports.suggestions import MAX_KEYS, Suggestions
from tests.unit.services.imports.conftest import Studio


def test_a_key_with_one_letter_too_many_finds_the_key(studio: Studio) -> None:
    assert Suggestions(studio.store, studio.project.id).near("three ") == "three"


def test_a_key_like_no_other_finds_none(studio: Studio) -> None:
    assert Suggestions(studio.store, studio.project.id).near("zebra") is None


def test_only_the_first_keys_of_a_block_are_looked_up(studio: Studio) -> None:
    suggestions = Suggestions(studio.store, studio.project.id)
    for number in range(MAX_KEYS):
        suggestions.near(f"nobody-{number}")
    assert suggestions.near("three ") is None


def test_a_key_asked_for_again_is_answered_again(studio: Studio) -> None:
    suggestions = Suggestions(studio.store, studio.project.id)
    suggestions.near("three ")
    for number in range(MAX_KEYS):
        suggestions.near(f"nobody-{number}")
    assert suggestions.near("three ") == "three"


def test_the_next_block_is_answered_as_if_there_had_been_none_before(studio: Studio) -> None:
    suggestions = Suggestions(studio.store, studio.project.id)
    for number in range(MAX_KEYS):
        suggestions.near(f"nobody-{number}")
    suggestions.forget()
    assert suggestions.near("three ") == "three"


def test_a_key_of_another_project_is_not_told(studio: Studio) -> None:
    with studio.store.write() as session:
        other = session.projects.create("other", "", "image", None, None, 1)
    assert Suggestions(studio.store, other.id).near("three ") is None
