"""The application: the only place that names concrete stores."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from starlette.types import ASGIApp, Receive, Scope, Send

from postil.blobs.folder import FolderBlobs
from postil.blobs.part_spool import FolderPartSpool
from postil.blobs.spool import FolderSpool
from postil.executors.nursery import Nursery
from postil.executors.thread import ThreadExecutor
from postil.facades.labelbox import application as labelbox
from postil.facades.labelbox.call import Options
from postil.facades.native.application import application
from postil.facades.native.table import ROUTES
from postil.media.prober import HeaderProber
from postil.ports.access import User
from postil.server.addresses import Addresses
from postil.server.auth import SignIn
from postil.server.contents import contents_of
from postil.server.daily import Daily
from postil.server.database import open_database
from postil.server.exporter import exporter, workbench
from postil.server.guard import Guard
from postil.server.importer import ImporterProcesses, importer, outbound_client, workshop
from postil.server.limits import Limits
from postil.server.own_files import OwnDownloads, OwnFiles, links_of
from postil.server.pages import BUILT_PAGES, Pages
from postil.server.projector import projector
from postil.server.settings import Settings
from postil.server.web import Site
from postil.server.webhooks import SEND_S, Messenger
from postil.services.catalog.attachments import Attachments
from postil.services.catalog.data_rows import DataRows
from postil.services.catalog.datasets import Datasets
from postil.services.catalog.global_keys import GlobalKeys
from postil.services.catalog.media import Media
from postil.services.catalog.metadata import Metadata
from postil.services.exports.exports import Exports
from postil.services.exports.files import ExportFiles
from postil.services.exports.requests import ExportRequests
from postil.services.file_checks import FileChecks
from postil.services.idempotency import Idempotency, KeyedStore
from postil.services.imports.diffs import Diffs
from postil.services.imports.imports import Imports
from postil.services.imports.remote import RemoteFiles
from postil.services.imports.seal import Sealing
from postil.services.imports.undo import Undos
from postil.services.index.annotations import Annotations
from postil.services.index.follower import Follower
from postil.services.index.projector import Projector
from postil.services.labels.comments import Comments
from postil.services.labels.deletions import Deletions
from postil.services.labels.drafts import Drafts
from postil.services.labels.labels import Labels
from postil.services.labels.layer_diffs import LayerDiffs
from postil.services.labels.pages import LabelPages
from postil.services.labels.pre_labels import PreLabels
from postil.services.labels.reviews import Reviews
from postil.services.labels.submissions import Submissions
from postil.services.labels.tasks import Tasks
from postil.services.models.model_runs import ModelRuns
from postil.services.models.models import Models
from postil.services.models.run_contents import RunContents
from postil.services.models.run_rows import RunRows
from postil.services.models.sent_predictions import SentPredictions
from postil.services.ontologies.ontologies import Ontologies
from postil.services.ontologies.ontology_features import OntologyFeatures
from postil.services.ontologies.shelf import Shelf
from postil.services.operations import Operations
from postil.services.people.access import Access
from postil.services.people.users import Users
from postil.services.projects.activities import Activities
from postil.services.projects.batches import Batches
from postil.services.projects.members import Members
from postil.services.projects.overview import Overview
from postil.services.projects.projects import Projects
from postil.services.projects.recipes import Recipes
from postil.services.projects.usage import Usage
from postil.services.projects.withdrawals import Withdrawals
from postil.services.services import Services
from postil.services.snippets.snippets import Snippets
from postil.services.uploads.uploads import Uploads
from postil.services.upserts.upserts import Upserts
from postil.services.uses import Uses
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


def build(settings: Settings, *, local_token: str = "", nursery: Nursery | None = None) -> Application:
    """Wire everything together; opens the database and makes it when there is none.

    Args:
        settings: How to run; `port` is the one clients will use.
        local_token: What programs of this machine may send instead of a key; empty allows none.
        nursery: Makes the processes that work is given to; without one they are spawned.

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
    probes, beside, processes = ThreadExecutor(), ThreadExecutor(), ImporterProcesses(nursery=nursery)
    daily, writers = Daily(), ImporterProcesses(nursery=nursery)
    links, addresses = links_of(folder, clock), Addresses(blobs, settings.url)
    media = Media(store, blobs, OwnFiles(links, blobs, fetcher), HeaderProber(), clock, probes)
    follower = Follower(Projector(store), beside, processes, projector(settings), PAUSE_S)
    sender = outbound_client(settings, SEND_S)
    messenger = Messenger(Deliveries(store, clock, sender))
    imports = Imports(
        workshop(folder, database, fetcher),
        processes,
        importer(settings),
        settings.importer_threshold_rows,
        follower.follow,
    )
    run_contents = RunContents(store, blobs)
    contents, thumbnails = contents_of(settings, blobs, links, fetcher)
    services = Services(
        access=Access(store, clock, beside),
        users=Users(store, clock),
        visibility=Visibility(store),
        members=Members(store, clock),
        datasets=Datasets(store, clock, follower.follow),
        data_rows=DataRows(store, blobs, media, clock, follower.follow),
        contents=contents,
        thumbnails=thumbnails,
        metadata=Metadata(store, clock),
        global_keys=GlobalKeys(store, clock, Visibility(store)),
        attachments=Attachments(store, clock),
        ontologies=Ontologies(store, clock),
        ontology_features=OntologyFeatures(store, clock, follower.catch_up),
        shelf=Shelf(store, clock),
        projects=Projects(store, clock),
        models=Models(store, clock),
        model_runs=ModelRuns(store, clock),
        run_rows=RunRows(store, clock, follower.follow),
        run_contents=run_contents,
        sent_predictions=SentPredictions(store, blobs, run_contents, imports),
        batches=Batches(store, clock),
        withdrawals=Withdrawals(store, clock),
        tasks=Tasks(store, clock),
        drafts=Drafts(store, clock, blobs),
        submissions=Submissions(store, clock, follower.follow),
        deletions=Deletions(store, clock, follower.follow),
        label_pages=LabelPages(store, lambda url: addresses.at(url).mask, blobs),
        overview=Overview(store),
        activities=Activities(store),
        uses=Uses(store),
        reviews=Reviews(store, clock),
        comments=Comments(store, clock),
        layer_diffs=LayerDiffs(store),
        pre_labels=PreLabels(store),
        labels=Labels(store, clock, follower.follow),
        imports=imports,
        remote_files=RemoteFiles(OwnDownloads(links, blobs, fetcher), imports, settings.max_upload_bytes),
        recipes=Recipes(store, clock),
        snippets=Snippets(store),
        file_checks=FileChecks(store, Recipes(store, clock)),
        uploads=Uploads(store, FolderPartSpool(folder / "spool"), clock, settings.max_upload_bytes),
        upserts=Upserts(store, blobs, media, clock, ThreadExecutor(), lambda url: links.own(url, "uploads")),
        diffs=Diffs(store),
        annotations=Annotations(store, follower.catch_up),
        undos=Undos(store, clock, processes, importer(settings), follow=follower.follow),
        sealing=Sealing(store, clock, settings.undo_horizon_days),
        exports=Exports(store, blobs, addresses.sources),
        export_requests=ExportRequests(
            store,
            clock,
            workbench(folder, database, settings.url),
            ExportFiles(spool),
            writers,
            exporter(settings),
        ),
        usage=Usage(store, clock),
        webhooks=Webhooks(store, clock, sender, is_allowed=settings.webhooks, nudge=messenger.nudge),
        idempotency=Idempotency(store, clock),
        links=links,
        operations=Operations(store, clock),
        blobs=blobs,
    )

    def resume() -> None:
        spool.sweep(services.uploads.sweep())
        services.imports.resume_unfinished()
        services.export_requests.resume()
        services.upserts.resume_unfinished()
        follower.follow()
        media.probe_soon()
        if settings.webhooks and not settings.offline:
            messenger.start()
        daily.start(lambda: _do_daily(services))

    def close() -> None:
        workers = (daily, messenger, follower, processes, writers, beside, services.upserts, probes)
        for part in (*workers, fetcher, sender, database):
            part.close()

    try:
        database.claim()
    except BaseException:
        close()
        raise
    access = services.access
    admin = access.install_key(settings.api_key) if settings.api_key else access.ensure_admin()
    services.metadata.ensure_reserved()
    asgi = web_application(services, SignIn(access, local_token), settings)
    return Application(asgi, services, admin, resume, close)


def _do_daily(services: Services) -> None:
    services.idempotency.purge()
    services.access.purge()
    services.webhooks.purge()
    services.sealing.run()
    services.export_requests.sweep()
    services.contents.sweep()


def web_application(services: Services, sign_in: SignIn, settings: Settings) -> ASGIApp:
    """Put the facades behind one guard and one way to sign in."""
    limits = Limits(settings, sign_in.identify)
    native = application(
        ROUTES,
        services,
        limits.identify,
        identify_again=sign_in.identify,
        upload_bytes=settings.max_upload_bytes,
        url=settings.public_url.rstrip("/"),
    )
    foreign = labelbox.application(
        services,
        limits.identify,
        identify_again=sign_in.identify,
        options=Options(
            settings.public_url.rstrip("/"), answer_running_first=settings.labelbox_running_first
        ),
        spool=settings.data_folder / "spool",
        upload_bytes=settings.max_upload_bytes,
    )
    site = Site(_by_path(native, foreign), services.access, limits, Pages(BUILT_PAGES))
    return Guard(limits.telling(site), is_local=settings.is_local, hosts=settings.allowed_hosts)


def _by_path(native: ASGIApp, foreign: ASGIApp) -> ASGIApp:
    async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
        inner = foreign if scope["type"] == "http" and labelbox.is_own(scope["path"]) else native
        await inner(scope, receive, send)

    return asgi
