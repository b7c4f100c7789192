"""The application: the only place that names concrete stores."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from starlette.types import ASGIApp, Receive, Scope, Send

from postil.blobs.folder import FolderBlobs
from postil.blobs.part_spool import FolderPartSpool
from postil.blobs.spool import FolderSpool
from postil.executors.thread import ThreadExecutor
from postil.facades.labelbox import application as labelbox
from postil.facades.labelbox.call import Options
from postil.facades.native.application import application
from postil.facades.native.table import ROUTES
from postil.media.prober import HeaderProber
from postil.ports.access import User
from postil.server.addresses import Addresses
from postil.server.auth import SignIn
from postil.server.daily import Daily
from postil.server.database import open_database
from postil.server.guard import Guard
from postil.server.importer import ImporterProcesses, importer, outbound_client, workshop
from postil.server.limits import Limits
from postil.server.link_secret import link_secret
from postil.server.projector import projector
from postil.server.settings import Settings
from postil.server.web import Site
from postil.server.webhooks import SEND_S, Messenger
from postil.services import Services
from postil.services.access import Access
from postil.services.annotations import Annotations
from postil.services.batches import Batches
from postil.services.data_rows import DataRows
from postil.services.datasets import Datasets
from postil.services.exports import Exports
from postil.services.follower import Follower
from postil.services.idempotency import Idempotency, KeyedStore
from postil.services.imports.diffs import Diffs
from postil.services.imports.imports import Imports
from postil.services.imports.remote import RemoteFiles
from postil.services.imports.seal import Sealing
from postil.services.imports.undo import Undos
from postil.services.labels.drafts import Drafts
from postil.services.labels.labels import Labels
from postil.services.labels.reviews import Reviews
from postil.services.labels.submissions import Submissions
from postil.services.labels.tasks import Tasks
from postil.services.links import Links
from postil.services.media import Media
from postil.services.members import Members
from postil.services.ontologies import Ontologies
from postil.services.projector import Projector
from postil.services.projects import Projects
from postil.services.recipes import Recipes
from postil.services.uploads.uploads import Uploads
from postil.services.usage import Usage
from postil.services.users import Users
from postil.services.visibility import Visibility
from postil.services.webhooks.delivery import Deliveries
from postil.services.webhooks.webhooks import Webhooks

PAUSE_S = 1.0
"""Seconds for which small changes are gathered before the index follows; who asks it waits for none."""


@dataclass(frozen=True)
class Application:
    """A server without its socket.

    `admin` is who programs of this machine act as. `resume` takes up what an earlier process left behind;
    `close` stops background work, which goes on after the next start.
    """

    asgi: ASGIApp
    services: Services
    admin: User
    resume: Callable[[], None]
    close: Callable[[], None]


def build(settings: Settings, *, local_token: str = "") -> Application:
    """Wire everything together; opens the database and makes it when there is none.

    Args:
        settings: How to run; `port` is the one clients will use.
        local_token: What programs of this machine may send instead of a key; empty allows none.

    Raises:
        UsageError: The bootstrap key is too short.
        StoreError: The database cannot be opened.
    """
    folder = settings.data_folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    database, fetcher = open_database(settings.database), outbound_client(settings)
    database = replace(database, store=KeyedStore(database.store))
    store, clock = database.store, database.clock
    blobs, spool = FolderBlobs(folder / "blobs"), FolderSpool(folder / "spool")
    probes, beside, processes = ThreadExecutor(), ThreadExecutor(), ImporterProcesses()
    daily = Daily()
    media = Media(store, blobs, fetcher, HeaderProber(), clock, probes)
    follower = Follower(Projector(store), beside, processes, projector(settings), PAUSE_S)
    sender = outbound_client(settings, SEND_S)
    messenger = Messenger(Deliveries(store, clock, sender))
    addresses = Addresses(blobs, settings.url)
    imports = Imports(
        workshop(folder, database, fetcher),
        processes,
        importer(settings),
        settings.importer_threshold_rows,
        follower.follow,
    )
    services = Services(
        access=Access(store, clock),
        users=Users(store, clock),
        visibility=Visibility(store),
        members=Members(store, clock),
        datasets=Datasets(store, clock, follower.follow),
        data_rows=DataRows(store, blobs, media, clock, follower.follow),
        ontologies=Ontologies(store, clock),
        projects=Projects(store, clock),
        batches=Batches(store, clock),
        tasks=Tasks(store, clock),
        drafts=Drafts(store, clock),
        submissions=Submissions(store, clock, follower.follow),
        reviews=Reviews(store, clock),
        labels=Labels(store, clock, follower.follow),
        imports=imports,
        remote_files=RemoteFiles(fetcher, imports, settings.max_upload_bytes),
        recipes=Recipes(store, clock),
        uploads=Uploads(store, FolderPartSpool(folder / "spool"), clock, settings.max_upload_bytes),
        diffs=Diffs(store),
        annotations=Annotations(store, follower.catch_up),
        undos=Undos(store, clock, processes, importer(settings), follow=follower.follow),
        sealing=Sealing(store, clock, settings.undo_horizon_days),
        exports=Exports(store, blobs, addresses.mask, addresses.content),
        usage=Usage(store, clock),
        webhooks=Webhooks(store, clock, sender, is_allowed=settings.webhooks, nudge=messenger.nudge),
        idempotency=Idempotency(store, clock),
        links=Links(link_secret(folder), clock),
        blobs=blobs,
    )

    def resume() -> None:
        spool.sweep(services.uploads.sweep())
        services.imports.resume_unfinished()
        follower.follow()
        media.probe_soon()
        if settings.webhooks and not settings.offline:
            messenger.start()
        daily.start(lambda: _do_daily(services))

    def close() -> None:
        for part in (daily, messenger, follower, processes, beside, probes, fetcher, sender, database):
            part.close()

    try:
        database.claim()
    except BaseException:
        close()
        raise
    access = services.access
    admin = access.install_key(settings.api_key) if settings.api_key else access.ensure_admin()
    asgi = web_application(services, SignIn(access, local_token), settings)
    return Application(asgi, services, admin, resume, close)


def _do_daily(services: Services) -> None:
    services.idempotency.purge()
    services.webhooks.purge()
    services.sealing.run()


def web_application(services: Services, sign_in: SignIn, settings: Settings) -> ASGIApp:
    """Put the facades behind one guard and one way to sign in."""
    limits = Limits(settings, sign_in.identify)
    native = application(
        ROUTES,
        services,
        limits.identify,
        identify_again=sign_in.identify,
        upload_bytes=settings.max_upload_bytes,
    )
    foreign = labelbox.application(
        services,
        limits.identify,
        identify_again=sign_in.identify,
        options=Options(settings.url),
        spool=settings.data_folder / "spool",
        upload_bytes=settings.max_upload_bytes,
    )
    site = Site(_by_path(native, foreign), services.access, limits)
    return Guard(limits.telling(site), is_local=settings.is_local, hosts=settings.allowed_hosts)


def _by_path(native: ASGIApp, foreign: ASGIApp) -> ASGIApp:
    async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
        inner = foreign if scope["type"] == "http" and labelbox.is_own(scope["path"]) else native
        await inner(scope, receive, send)

    return asgi
