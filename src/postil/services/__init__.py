"""Services: what Postil does, one resource per module, on ports alone. See README.md beside this file."""

from dataclasses import dataclass

from postil.ports.blobs import Blobs
from postil.services.access import Access
from postil.services.annotations import Annotations
from postil.services.batches import Batches
from postil.services.data_rows import DataRows
from postil.services.datasets import Datasets
from postil.services.exports import Exports
from postil.services.idempotency import Idempotency
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
from postil.services.members import Members
from postil.services.ontologies import Ontologies
from postil.services.projects import Projects
from postil.services.recipes import Recipes
from postil.services.uploads.uploads import Uploads
from postil.services.usage import Usage
from postil.services.users import Users
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
    ontologies: Ontologies
    projects: Projects
    batches: Batches
    tasks: Tasks
    drafts: Drafts
    submissions: Submissions
    reviews: Reviews
    labels: Labels
    imports: Imports
    remote_files: RemoteFiles
    recipes: Recipes
    uploads: Uploads
    diffs: Diffs
    annotations: Annotations
    undos: Undos
    sealing: Sealing
    exports: Exports
    usage: Usage
    webhooks: Webhooks
    idempotency: Idempotency
    links: Links
    blobs: Blobs
