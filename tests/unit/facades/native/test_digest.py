import pytest

from postil.errors import UsageError
from postil.facades.native.digest import content_sha256

# SHA-256 of `abc`, the first example of FIPS 180-2, appendix B, in base64 and in hex.
ABC = "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
ABC_HEX = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize(
    "field",
    [
        f"sha-256=:{ABC}:",
        f"sha-512=:AAAA:, sha-256=:{ABC}:",
        f"sha-256=:{ABC}:,sha-512=:AAAA:",
        f" sha-256=:{ABC}: ;x=1",
    ],
)
def test_the_digest_is_found_in_the_field(field):
    assert content_sha256({"content-digest": field}) == ABC_HEX


@pytest.mark.parametrize(
    "field",
    [
        "",
        ABC_HEX,
        f"sha-256={ABC}",
        "sha-256=:AAAA:",
        "sha-256=:=AAA:",
        f"sha-512=:{ABC}:",
        f"not-sha-256=:{ABC}:",
        f"SHA-256=:{ABC}:",
    ],
)
def test_a_part_without_a_usable_digest_is_refused(field):
    with pytest.raises(UsageError) as refused:
        content_sha256({"content-digest": field})
    assert refused.value.code == "SRC011"


def test_a_part_without_the_field_is_refused():
    with pytest.raises(UsageError, match="without its SHA-256"):
        content_sha256({})
