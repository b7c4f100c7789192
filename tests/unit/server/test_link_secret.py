"""The secret of links is made once, and only its owner may read it."""

import stat

import pytest

from postil.errors import StoreError
from postil.server.link_secret import link_secret


def test_the_secret_is_made_once(tmp_path):
    made = link_secret(tmp_path / "data")
    assert len(made) == 32
    assert link_secret(tmp_path / "data") == made


def test_two_folders_have_two_secrets(tmp_path):
    assert link_secret(tmp_path / "a") != link_secret(tmp_path / "b")


def test_only_its_owner_may_read_it_and_nothing_else_is_left(tmp_path):
    link_secret(tmp_path)
    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_damaged_secret_is_told(tmp_path):
    (tmp_path / "links.secret").write_bytes(b"short")
    with pytest.raises(StoreError, match="damaged"):
        link_secret(tmp_path)
