"""Settings: from flags, else `POSTIL_...` variables, else a TOML file, else these defaults."""

import difflib
import os
import tomllib
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from postil.errors import UsageError

PREFIX = "POSTIL_"
CLIENT_VARIABLES = frozenset({"POSTIL_URL", "POSTIL_KEY", "POSTIL_PROJECT", "POSTIL_CONFIG"})
"""Variables with our prefix that are no setting of the server: for clients, and where the TOML file is."""

FILE_NAME = "postil.toml"
FILE_SCHEME = "sqlite:///"
POSTGRES_SCHEMES = ("postgresql://", "postgres://")


class Settings(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """How one server is to run.

    Args:
        host: Address to listen at.
        port: Port to listen at; 0 takes a free one.
        data: Directory of everything that is kept.
        database_url: Where the database is, sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME; empty
            stands for an SQLite file in `data`.
        api_key: A key that is valid for the first administrator, at least 24 characters.
        allowed_networks: Networks the outbound client may reach although they are not public.
        allowed_hosts: Names under which a proxy in front offers this server; none else is then answered to.
        public_url: How clients reach the server, for the links it hands out; empty stands for the address
            each of them has used.
        offline: Fetch nothing from anywhere.
        webhooks: Let people have other servers told of events; false sends nothing to anybody.
        max_upload_bytes: Largest file accepted.
        max_media_bytes: Largest content fetched from a URL to be shown.
        media_cache_bytes: What fetched content and thumbnails may take on the disk together; what was looked
            at longest ago goes first.
        media_fetch_s: Seconds one such fetch may take.
        importer_threshold_rows: Imports with more rows run in a process of their own.
        warm_seconds: For how long after the start, and after each import, what a larger import needs is kept
            loaded for the next one; that takes up to 40 MB. 0 loads it anew every time.
        labelbox_running_first: Tell the official labelbox package of every import that it is running when it
            is made, and what became of it only when asked again, as Labelbox does; its waits last 10 s.
        undo_horizon_days: For how long an import can be undone or redone after its last change; then its
            layers may be put together with others. 0 keeps everything open for ever.
        requests_per_minute: What one user may send, and as many at once; 0 sets no limit.
        visitor_requests_per_minute: The same for an address of people who have not signed in.
        failed_sign_ins_per_minute: Keys and links that are not valid, by address; 0 sets no limit.
        log_level: How much is logged.
        server: What speaks HTTP.
    """

    host: str = "127.0.0.1"
    port: Annotated[int, msgspec.Meta(ge=0, le=65_535)] = 8600
    data: str = ""
    database_url: str = ""
    api_key: str = ""
    allowed_networks: list[str] = []
    allowed_hosts: list[str] = []
    public_url: str = ""
    offline: bool = False
    webhooks: bool = True
    max_upload_bytes: Annotated[int, msgspec.Meta(ge=1)] = 64 * 1024**3
    max_media_bytes: Annotated[int, msgspec.Meta(ge=1)] = 2 * 1024**3
    media_cache_bytes: Annotated[int, msgspec.Meta(ge=0)] = 4 * 1024**3
    media_fetch_s: Annotated[int, msgspec.Meta(ge=1, le=3_600)] = 60
    importer_threshold_rows: Annotated[int, msgspec.Meta(ge=0)] = 2_000
    warm_seconds: Annotated[int, msgspec.Meta(ge=0, le=86_400)] = 600
    labelbox_running_first: bool = False
    undo_horizon_days: Annotated[int, msgspec.Meta(ge=0, le=36_500)] = 90
    requests_per_minute: Annotated[int, msgspec.Meta(ge=0)] = 6_000
    visitor_requests_per_minute: Annotated[int, msgspec.Meta(ge=0)] = 600
    failed_sign_ins_per_minute: Annotated[int, msgspec.Meta(ge=0)] = 60
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    server: Literal["granian", "uvicorn"] = "granian"

    @property
    def data_folder(self) -> Path:
        """Return the data directory; made by whoever writes into it first."""
        return Path(self.data).expanduser().resolve()

    @property
    def networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """Return the allowed networks."""
        return tuple(ip_network(text) for text in self.allowed_networks)

    @property
    def url(self) -> str:
        """Return how clients reach the server, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url.rstrip("/") or f"http://{host}:{self.port}"

    @property
    def database(self) -> str:
        """Return the URL of the database; it may hold a password, see `without_password`."""
        return self.database_url or f"{FILE_SCHEME}{self.data_folder / 'postil.db'}"

    @property
    def is_local(self) -> bool:
        """Tell whether only programs of this machine can reach the server."""
        return is_loopback(self.host)


def is_postgres(url: str) -> bool:
    """Tell whether a database URL names PostgreSQL."""
    return url.startswith(POSTGRES_SCHEMES)


def without_password(url: str) -> str:
    """Return a database URL as it may be shown to anybody: without password and options."""
    scheme, mark, rest = url.partition("://")
    if not is_postgres(url):
        return url
    place = rest.partition("?")[0]
    who, at, where = place.rpartition("@")
    return f"{scheme}{mark}{who.partition(':')[0]}{at}{where}"


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine as seen by itself."""
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def default_data() -> str:
    """Return where data is kept when nobody says otherwise (XDG base directory specification)."""
    home = os.environ.get("XDG_DATA_HOME", "")
    folder = Path(home) if Path(home).is_absolute() else Path.home() / ".local" / "share"
    return str(folder / "postil")


def read_settings(
    flags: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
    config: Path | None = None,
) -> Settings:
    """Put the settings together.

    Args:
        flags: What was given on the command line, by field name; None values count as not given.
        environment: Variables to read instead of the process's own. Lists are separated by commas.
        config: The TOML file; `postil.toml` in the data directory when absent and there.

    Raises:
        UsageError: A name is unknown or a value is none the setting can have; says where it came from.
    """
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    variables = _variables(os.environ if environment is None else environment)
    data = given.get("data") or variables.get("data") or default_data()
    path = config or _named_file(environment) or Path(data).expanduser() / FILE_NAME
    is_expected = config is not None or _named_file(environment) is not None
    layers = {
        f"the file {path}": _file(path, is_expected=is_expected),
        "the environment": variables,
        "the command line": given,
    }
    merged: dict[str, Any] = {"data": data}
    for origin, values in layers.items():
        _demand_known(values, origin)
        merged |= _read(values, origin)
    return _checked(msgspec.convert(merged, Settings))


def _named_file(environment: Mapping[str, str] | None) -> Path | None:
    name = (os.environ if environment is None else environment).get("POSTIL_CONFIG")
    return Path(name).expanduser() if name else None


def _variables(environment: Mapping[str, str]) -> dict[str, Any]:
    lists = {field.name for field in msgspec.structs.fields(Settings) if field.type == list[str]}
    found: dict[str, Any] = {}
    for variable, text in environment.items():
        if not variable.startswith(PREFIX) or variable in CLIENT_VARIABLES:
            continue
        name = variable.removeprefix(PREFIX).lower()
        parts = [part.strip() for part in text.split(",") if part.strip()]
        found[name] = parts if name in lists else text
    return found


def _file(path: Path, *, is_expected: bool) -> dict[str, Any]:
    try:
        with path.open("rb") as source:
            return tomllib.load(source)
    except FileNotFoundError:
        if not is_expected:
            return {}
        raise UsageError(f"there is no file {str(path)!r}", hint="give --config an existing file") from None
    except (OSError, ValueError) as error:
        raise UsageError(f"the file {str(path)!r} cannot be read: {error}", hint="mend it") from None


def _demand_known(values: Mapping[str, Any], origin: str) -> None:
    known = Settings.__struct_fields__
    for name in values:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else "known: " + ", ".join(known)
            raise UsageError(f"{origin} has an unknown setting {name!r}", hint=hint)


def _read(values: Mapping[str, Any], origin: str) -> dict[str, Any]:
    try:
        settings = msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise UsageError(f"a setting of {origin} cannot be used: {error}", hint="mend it") from None
    return {name: getattr(settings, name) for name in values}


def _checked(settings: Settings) -> Settings:
    for text in settings.allowed_networks:
        try:
            ip_network(text)
        except ValueError as error:
            raise UsageError(f"allowed_networks: {error}", hint="write networks like 10.0.0.0/8") from None
    if settings.database_url and not settings.database_url.startswith((FILE_SCHEME, *POSTGRES_SCHEMES)):
        raise UsageError(
            f"database_url {settings.database_url.split('://')[0]!r} is not a database this version knows",
            hint="leave it empty, or write sqlite:////absolute/path.db or postgresql://user:password@host/name",
        )
    return settings
