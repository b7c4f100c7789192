"""Services: every resource of one installation, as the facades are given them."""

from dataclasses import dataclass

from postil.ports.blobs import Blobs
from postil.services.catalog.attachments import Attachments
from postil.services.catalog.contents import Contents
from postil.services.catalog.data_rows import DataRows
from postil.services.catalog.datasets import Datasets
from postil.services.catalog.global_keys import GlobalKeys
from postil.services.catalog.metadata import Metadata
from postil.services.catalog.thumbnails import Thumbnails
from postil.services.exports.exports import Exports
from postil.services.exports.requests import ExportRequests
from postil.services.file_checks import FileChecks
from postil.services.idempotency import Idempotency
from postil.services.imports.diffs import Diffs
from postil.services.imports.imports import Imports
from postil.services.imports.remote import RemoteFiles
from postil.services.imports.seal import Sealing
from postil.services.imports.undo import Undos
from postil.services.index.annotations import Annotations
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
from postil.services.people.links import Links
from postil.services.people.users import Users
from postil.services.projects.activities import Activities
from postil.services.projects.batches import Batches
from postil.services.projects.members import Members
from postil.services.projects.overview import Overview
from postil.services.projects.projects import Projects
from postil.services.projects.recipes import Recipes
from postil.services.projects.usage import Usage
from postil.services.projects.withdrawals import Withdrawals
from postil.services.snippets.snippets import Snippets
from postil.services.uploads.uploads import Uploads
from postil.services.upserts.upserts import Upserts
from postil.services.uses import Uses
from postil.services.visibility import Visibility
from postil.services.webhooks.webhooks import Webhooks


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
