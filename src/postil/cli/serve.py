"""`postil serve`: run a server."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter


def serve(
    *,
    host: str | None = None,
    port: int | None = None,
    data: Path | None = None,
    database: Annotated[str | None, Parameter(name=["--database", "--database-url"])] = None,
    api_key: str | None = None,
    allowed_network: Annotated[list[str] | None, Parameter(name="--allowed-network")] = None,
    allowed_host: Annotated[list[str] | None, Parameter(name="--allowed-host")] = None,
    offline: bool | None = None,
    max_upload_bytes: int | None = None,
    max_media_bytes: int | None = None,
    media_cache_bytes: int | None = None,
    labelbox_running_first: bool | None = None,
    log_level: Literal["debug", "info", "warning", "error"] | None = None,
    server: Literal["granian", "uvicorn"] | None = None,
    config: Path | None = None,
) -> int:
    """Run a server until Ctrl-C. It prints a link that signs you in, and is found by the other commands.

    Every option is also a variable (POSTIL_PORT) and a line of the file postil.toml in the data directory.

    Args:
        host: Address to listen at; 127.0.0.1 when nothing says otherwise.
        port: Port to listen at, 8600 when nothing says otherwise; 0 takes a free one.
        data: Directory of everything that is kept.
        database: Where the database is, sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME; an SQLite
            file in the data directory when absent. A password is better kept in POSTIL_DATABASE_URL: others
            on this machine can see the command line.
        api_key: A key that is valid for the first administrator, at least 24 characters.
        allowed_network: A network the server may fetch media from although it is not public; may be repeated.
        allowed_host: A name under which a proxy in front offers this server; may be repeated.
        offline: Fetch nothing from anywhere.
        max_upload_bytes: Largest file accepted.
        max_media_bytes: Largest content fetched from a URL to be shown.
        media_cache_bytes: What fetched content and thumbnails may take on the disk together.
        labelbox_running_first: Tell the official labelbox package of every import that it is running when it
            is made, as Labelbox does, and what became of it when asked again; its waits last 10 seconds.
        log_level: How much is logged.
        server: What speaks HTTP.
        config: File of settings to read instead of postil.toml.
    """
    from postil.server.serve import serve as run
    from postil.server.settings import read_settings

    flags = {
        "host": host,
        "port": port,
        "data": str(data) if data is not None else None,
        "database_url": database,
        "api_key": api_key,
        "allowed_networks": allowed_network or None,
        "allowed_hosts": allowed_host or None,
        "offline": offline,
        "max_upload_bytes": max_upload_bytes,
        "max_media_bytes": max_media_bytes,
        "media_cache_bytes": media_cache_bytes,
        "labelbox_running_first": labelbox_running_first,
        "log_level": log_level,
        "server": server,
    }
    run(read_settings(flags, config=config), announce=_announce)
    return 0


def _announce(line: str) -> None:
    # The line is waited for by programs that start us through a pipe.
    print(line, flush=True)
