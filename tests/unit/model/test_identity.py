"""Ids and keys (RFC 9562 for version 7; labelbox-python demands ids of exactly 25 characters)."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.model.identity import canonical_uuid, content_key, new_uid, read_id, spell_id

CANONICAL = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"

# The five spellings the Labelbox documentation lists for one uuid.
SPELLINGS = [
    "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
    "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}",
    "a0eebc999c0b4ef8bb6d6bb9bd380a11",
    "a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11",
    "{a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11}",
]


@pytest.mark.parametrize("spelling", [CANONICAL, *SPELLINGS])
def test_every_documented_spelling_of_a_uuid_is_the_same_key(spelling: str) -> None:
    assert canonical_uuid(spelling) == CANONICAL


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not-a-uuid",
        CANONICAL[:-1],
        CANONICAL + "0",
        "{" + CANONICAL,
        "a0e-ebc999c0b4ef8bb6d6bb9bd380a11",
        "g" * 32,
    ],
)
def test_text_that_is_no_uuid_is_refused(text: str) -> None:
    assert canonical_uuid(text) is None


@given(st.uuids())
def test_a_uuid_of_the_standard_library_is_canonical_already(value: uuid.UUID) -> None:
    assert canonical_uuid(str(value)) == str(value)


@given(st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    found = canonical_uuid(text)
    assert found is None or str(uuid.UUID(found)) == found


def test_new_ids_are_version_7_of_rfc_9562() -> None:
    value = uuid.UUID(new_uid())
    assert (value.version, value.variant) == (7, uuid.RFC_4122)


def test_new_ids_sort_in_the_order_of_creation_across_milliseconds() -> None:
    earlier = uuid.UUID(int=(1_700_000_000_000 << 80) | (7 << 76) | (2 << 62))
    later = uuid.UUID(int=(1_700_000_000_001 << 80) | (7 << 76) | (2 << 62))
    assert spell_id(str(earlier)) < spell_id(str(later))


@given(st.integers(0, 2**48 - 1), st.integers(0, 2**12 - 1), st.integers(0, 2**62 - 1))
def test_the_25_character_spelling_is_exactly_invertible(time: int, high: int, low: int) -> None:
    uid = str(uuid.UUID(int=(time << 80) | (7 << 76) | (high << 64) | (2 << 62) | low))
    spelled = spell_id(uid)
    assert (len(spelled), spelled[0], read_id(spelled)) == (25, "c", uid)


@pytest.mark.parametrize("text", ["", "c", "d" + "0" * 24, "c" + "0" * 25, "c" + "A" * 24, "c" + "z" * 24])
def test_text_that_spells_no_id_reads_as_none(text: str) -> None:
    assert read_id(text) is None


def test_equal_content_has_equal_keys_and_its_copies_have_their_own() -> None:
    keys = [content_key(b"box", 0), content_key(b"box", 0), content_key(b"box", 1), content_key(b"line", 0)]
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3


def test_a_content_key_can_never_be_mistaken_for_a_uuid() -> None:
    assert canonical_uuid(content_key(b"box", 0)) is None
