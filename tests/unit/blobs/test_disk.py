import errno
import os
from pathlib import Path

import pytest

from postil.blobs.disk import create_file, make_folder, publish, storing
from postil.errors import StoreError


def test_a_file_is_created_once(tmp_path):
    create_file(tmp_path / "a").close()
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "a")


def test_a_link_planted_under_the_name_is_not_followed(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "a")
    assert not (tmp_path / "elsewhere").exists()


def test_publishing_gives_the_written_bytes_their_name(tmp_path):
    file = create_file(tmp_path / "a.part")
    file.write(b"abc")
    publish(file, tmp_path / "a.part", tmp_path / "a")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"abc"


def test_publishing_syncs_content_before_the_name_and_the_name_after(tmp_path, monkeypatch):
    steps: list[str] = []
    real_sync, real_rename = os.fsync, os.replace

    def sync(descriptor):
        steps.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        real_sync(descriptor)

    def rename(source, target):
        steps.append("rename")
        real_rename(source, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "replace", rename)
    file = create_file(tmp_path / "a.part")
    publish(file, tmp_path / "a.part", tmp_path / "a")
    assert steps == [str(tmp_path / "a.part"), "rename", str(tmp_path)]


def test_an_existing_folder_keeps_its_permissions(tmp_path):
    tmp_path.chmod(0o755)
    make_folder(tmp_path / "new")
    assert tmp_path.stat().st_mode & 0o777 == 0o755


def test_a_failure_of_the_disk_says_what_was_being_done():
    with pytest.raises(StoreError, match="saving the cat failed: Input/output"), storing("saving the cat"):
        raise OSError(errno.EIO, "Input/output error")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_a_spent_quota_and_a_size_limit_have_one_code(number):
    with pytest.raises(StoreError, match="the disk is full") as raised, storing("saving the cat"):
        raise OSError(number, os.strerror(number))
    assert raised.value.code == "STO001"
