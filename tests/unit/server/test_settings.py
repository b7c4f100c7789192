"""Settings come from flags, else variables, else a file, else defaults; what is unknown is refused."""

import pytest

from postil.errors import UsageError
from postil.server.settings import Settings, default_data, is_loopback, read_settings, without_password


def read(tmp_path, flags=None, environment=None, text=None):
    if text is not None:
        (tmp_path / "postil.toml").write_text(text, encoding="utf-8")
    return read_settings({"data": str(tmp_path), **(flags or {})}, environment or {})


def test_with_nothing_said_only_this_machine_is_served(tmp_path):
    settings = read(tmp_path)
    assert (settings.host, settings.port, settings.api_key, settings.allowed_networks) == (
        "127.0.0.1",
        8600,
        "",
        [],
    )


def test_a_file_is_read_from_the_data_directory(tmp_path):
    assert read(tmp_path, text="port = 9000").port == 9000


def test_a_variable_goes_before_the_file(tmp_path):
    assert read(tmp_path, environment={"POSTIL_PORT": "9001"}, text="port = 9000").port == 9001


def test_a_flag_goes_before_the_variable(tmp_path):
    assert read(tmp_path, {"port": 9002}, {"POSTIL_PORT": "9001"}).port == 9002


def test_a_flag_that_was_not_given_does_not_count(tmp_path):
    assert read(tmp_path, {"port": None}, {"POSTIL_PORT": "9001"}).port == 9001


def test_a_variable_names_the_data_directory_and_its_file(tmp_path):
    (tmp_path / "postil.toml").write_text("port = 9000", encoding="utf-8")
    settings = read_settings({}, {"POSTIL_DATA": str(tmp_path)})
    assert (settings.data_folder, settings.port) == (tmp_path.resolve(), 9000)


def test_a_named_file_must_be_there(tmp_path):
    with pytest.raises(UsageError, match="no file"):
        read_settings({"data": str(tmp_path)}, {}, tmp_path / "other.toml")


def test_lists_in_variables_are_separated_by_commas(tmp_path):
    settings = read(tmp_path, environment={"POSTIL_ALLOWED_NETWORKS": "10.0.0.0/8, fd00::/8"})
    assert settings.allowed_networks == ["10.0.0.0/8", "fd00::/8"]
    assert [network.version for network in settings.networks] == [4, 6]


@pytest.mark.parametrize(("text", "value"), [("true", True), ("1", True), ("false", False)])
def test_a_variable_switches(tmp_path, text, value):
    assert read(tmp_path, environment={"POSTIL_OFFLINE": text}).offline is value


@pytest.mark.parametrize(
    ("flags", "environment", "text", "origin"),
    [
        ({"prot": 1}, {}, None, "the command line"),
        ({}, {"POSTIL_PROT": "1"}, None, "the environment"),
        ({}, {}, "prot = 1", "the file"),
    ],
)
def test_an_unknown_name_is_refused_with_its_origin_and_the_right_spelling(
    tmp_path, flags, environment, text, origin
):
    with pytest.raises(UsageError, match=origin) as caught:
        read(tmp_path, flags, environment, text)
    assert caught.value.hint == "did you mean 'port'?"


@pytest.mark.parametrize("name", ["POSTIL_URL", "POSTIL_KEY"])
def test_what_the_client_reads_is_no_setting_and_no_error(tmp_path, name):
    assert read(tmp_path, environment={name: "x"}) == read(tmp_path)


@pytest.mark.parametrize(
    ("environment", "text"),
    [
        ({"POSTIL_PORT": "many"}, None),
        ({"POSTIL_PORT": "70000"}, None),
        ({"POSTIL_LOG_LEVEL": "loud"}, None),
        ({"POSTIL_ALLOWED_NETWORKS": "10.0.0.1/8"}, None),
        ({"POSTIL_DATABASE_URL": "mysql://localhost/x"}, None),
        ({}, "port = "),
        ({}, 'port = "many"'),
    ],
)
def test_a_value_a_setting_cannot_have_is_refused(tmp_path, environment, text):
    with pytest.raises(UsageError):
        read(tmp_path, environment=environment, text=text)


def test_the_database_is_in_the_data_directory_unless_named(tmp_path):
    assert read(tmp_path).database == f"sqlite:///{tmp_path.resolve()}/postil.db"
    elsewhere = "sqlite:////elsewhere/x.db"
    assert read(tmp_path, {"database_url": elsewhere}).database == elsewhere


def test_data_is_kept_where_the_xdg_specification_says(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_data() == str(tmp_path / "postil")
    # The specification: a path that is not absolute counts as not set.
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_data() == str(tmp_path / ".local" / "share" / "postil")


@pytest.mark.parametrize(
    ("changes", "url"),
    [
        ({}, "http://127.0.0.1:8600"),
        ({"host": "::1", "port": 1}, "http://[::1]:1"),
        ({"public_url": "https://labels.example.org/"}, "https://labels.example.org"),
    ],
)
def test_clients_reach_the_server_under_its_url(changes, url):
    assert Settings(**changes).url == url


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "::1", "[::1]"])
def test_loopback_addresses_are_this_machine(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "0.0.0.0", "::", "10.0.0.1", "localhost.example.org", "example.org"])
def test_other_addresses_are_not(host):
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://ann:secret@db.example.org:5432/postil", "postgresql://ann@db.example.org:5432/postil"),
        ("postgres://ann:s%40cret@db/postil?sslmode=require", "postgres://ann@db/postil"),
        ("postgresql://db/postil?user=ann&password=secret", "postgresql://db/postil"),
        ("sqlite:////data/postil.db", "sqlite:////data/postil.db"),
    ],
)
def test_a_database_is_shown_without_its_password(url, shown):
    assert without_password(url) == shown


def test_a_database_no_version_knows_is_refused_without_repeating_a_password(tmp_path):
    with pytest.raises(UsageError) as caught:
        read(tmp_path, environment={"POSTIL_DATABASE_URL": "mysql://ann:secret@db/postil"})
    assert "secret" not in str(caught.value)
