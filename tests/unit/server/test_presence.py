"""The file by which programs of this machine find the server."""

import msgspec

from postil.server.presence import Presence, remove_presence, write_presence

HERE = Presence(url="http://127.0.0.1:8600", token="t", pid=1, version="0")


def test_the_file_says_where_and_is_for_its_owner_only(tmp_path):
    write_presence(tmp_path, HERE)
    path = tmp_path / "server.json"
    assert msgspec.json.decode(path.read_bytes(), type=Presence) == HERE
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_left_over_is_replaced(tmp_path):
    for name in ("server.json", ".server.json.part"):
        (tmp_path / name).write_text("left over")
    write_presence(tmp_path, HERE)
    assert msgspec.json.decode((tmp_path / "server.json").read_bytes(), type=Presence) == HERE


def test_removing_what_is_not_there_is_no_error(tmp_path):
    write_presence(tmp_path, HERE)
    remove_presence(tmp_path)
    remove_presence(tmp_path)
    assert list(tmp_path.iterdir()) == []
