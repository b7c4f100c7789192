"""Services: every resource of one installation, as the facades are given them."""

from dataclasses import dataclass

from postil.ports.blobs import Blobs
from postil.services.access import Access
from postil.services.activities import Activities
from postil.services.annotations import Annotations
from postil.services.attachments import Attachments
from postil.services.batches import Batches
from postil.services.contents import Contents
from postil.services.data_rows import DataRows
from postil.services.datasets import Datasets
from postil.services.exports.exports import Exports
from postil.services.exports.requests import ExportRequests
from postil.services.file_checks import FileChecks
from postil.services.global_keys import GlobalKeys
from postil.services.idempotency import Idempotency
from postil.services.imports.diffs import Diffs
from postil.services.imports.imports import Imports
from postil.services.imports.remote import RemoteFiles
from postil.services.imports.seal import Sealing
from postil.services.imports.undo import Undos
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
from postil.services.links import Links
from postil.services.members import Members
from postil.services.metadata import Metadata
from postil.services.model_runs import ModelRuns
from postil.services.models import Models
from postil.services.ontologies import Ontologies
from postil.services.ontology_features import OntologyFeatures
from postil.services.operations import Operations
from postil.services.overview import Overview
from postil.services.projects import Projects
from postil.services.recipes import Recipes
from postil.services.run_contents import RunContents
from postil.services.run_rows import RunRows
from postil.services.sent_predictions import SentPredictions
from postil.services.shelf import Shelf
from postil.services.snippets.snippets import Snippets
from postil.services.thumbnails import Thumbnails
from postil.services.uploads.uploads import Uploads
from postil.services.upserts.upserts import Upserts
from postil.services.usage import Usage
from postil.services.users import Users
from postil.services.uses import Uses
from postil.services.visibility import Visibility
from postil.services.webhooks.webhooks import Webhooks
from postil.services.withdrawals import Withdrawals


@dataclass(frozen=True)
class Services:
    """Every resource of one installation, and the kept bytes they refer to."""

    access: Access
    users: Users
    visibility: Visibility
    members: Members
    datasets: Datasets
    data_rows: DataRows
    contents: Contents
    thumbnails: Thumbnails
    metadata: Metadata
    global_keys: GlobalKeys
    attachments: Attachments
    ontologies: Ontologies
    ontology_features: OntologyFeatures
    shelf: Shelf
    projects: Projects
    models: Models
    model_runs: ModelRuns
    run_rows: RunRows
    run_contents: RunContents
    sent_predictions: SentPredictions
    batches: Batches
    withdrawals: Withdrawals
    tasks: Tasks
    drafts: Drafts
    submissions: Submissions
    reviews: Reviews
    comments: Comments
    layer_diffs: LayerDiffs
    pre_labels: PreLabels
    labels: Labels
    deletions: Deletions
    label_pages: LabelPages
    overview: Overview
    activities: Activities
    uses: Uses
    imports: Imports
    remote_files: RemoteFiles
    recipes: Recipes
    file_checks: FileChecks
    snippets: Snippets
    uploads: Uploads
    upserts: Upserts
    diffs: Diffs
    annotations: Annotations
    undos: Undos
    sealing: Sealing
    exports: Exports
    export_requests: ExportRequests
    usage: Usage
    webhooks: Webhooks
    idempotency: Idempotency
    operations: Operations
    links: Links
    blobs: Blobs
