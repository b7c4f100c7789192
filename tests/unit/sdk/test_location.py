import json

import pytest

from postil.errors import ServerError, UsageError
from postil.sdk.location import Location, data_folder, locate, locate_in
from postil.server import settings as server_settings


def write_presence(folder, **fields):
    folder.mkdir(exist_ok=True)
    (folder / "server.json").write_text(json.dumps(fields))


def test_a_running_server_is_found_through_the_data_directory(tmp_path):
    write_presence(tmp_path, url="http://127.0.0.1:9/", token="secret", pid=1, version="0.1.0")
    assert locate(folder=tmp_path) == Location(url="http://127.0.0.1:9", key="secret", is_found=True)


def test_an_address_that_is_given_counts_more_than_one_that_is_found(tmp_path):
    write_presence(tmp_path, url="http://127.0.0.1:9", token="secret")
    assert locate("https://postil.example/", "pk", tmp_path) == Location(
        url="https://postil.example", key="pk"
    )


def test_the_environment_names_a_server_and_a_key(monkeypatch):
    monkeypatch.setenv("POSTIL_URL", "http://postil.example")
    monkeypatch.setenv("POSTIL_KEY", "pk_1")
    assert locate() == Location(url="http://postil.example", key="pk_1")


def test_the_token_of_a_local_server_never_goes_to_another_one(tmp_path):
    write_presence(tmp_path, url="http://127.0.0.1:9", token="secret")
    assert locate("http://postil.example", None, tmp_path).key == ""


def test_without_a_server_the_hint_says_how_to_start_one(tmp_path):
    with pytest.raises(ServerError) as raised:
        locate(folder=tmp_path)
    assert "postil serve" in raised.value.hint


def test_a_broken_server_file_counts_as_no_server(tmp_path):
    (tmp_path / "server.json").write_text("{")
    with pytest.raises(ServerError):
        locate_in(tmp_path)


def test_an_address_without_a_scheme_is_refused():
    with pytest.raises(UsageError):
        locate("localhost:8600")


@pytest.mark.parametrize("xdg", ["", "/somewhere/share", "relative"])
def test_client_and_server_agree_where_data_is_kept(monkeypatch, xdg):
    monkeypatch.delenv("POSTIL_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", xdg)
    assert data_folder() == server_settings.read_settings().data_folder
