from uuid import UUID

import pytest

from postil.formats.labelbox.keys import are_plain, is_derived, spell_key

PLAIN = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"


def test_canonical_uuids_are_plain():
    assert are_plain([PLAIN, PLAIN.replace("a", "b")])
    assert are_plain([])


@pytest.mark.parametrize(
    "odd",
    [
        PLAIN.upper(),
        f"{{{PLAIN}}}",
        PLAIN.replace("-", ""),
        PLAIN[:-1] + "g",
        PLAIN[:-1] + "é",
        "",
        PLAIN[:-1] + "-",
    ],
)
def test_one_other_spelling_among_many_is_noticed(odd):
    assert not are_plain([PLAIN, odd, PLAIN])


def test_two_texts_that_only_look_right_when_joined_are_noticed():
    assert not are_plain([PLAIN[:-1], PLAIN[-1] + PLAIN])


def test_a_derived_uuid_is_a_uuid_of_version_5_and_differs_by_key():
    assert UUID(spell_key("region-1")).version == 5
    assert spell_key("region-1") != spell_key("region-2")


def test_another_spelling_of_a_uuid_is_not_taken_for_the_uuid():
    assert spell_key(PLAIN) == PLAIN
    assert spell_key(PLAIN.upper()) != PLAIN.upper()


def test_keys_of_rows_that_came_without_one_are_told_apart():
    assert is_derived("")
    assert is_derived("~12ab")
    assert not is_derived(PLAIN)
