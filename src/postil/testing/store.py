"""What every store must do. Subclass `StoreTests` and override the fixture `store`."""

import pytest

from postil.ports.store import Store
from postil.testing.store_access import AccessTests
from postil.testing.store_activity import ActivityTests
from postil.testing.store_attachments import AttachmentTests
from postil.testing.store_bundles import BundleTests
from postil.testing.store_catalog import CatalogTests
from postil.testing.store_comments import CommentTests
from postil.testing.store_drafts import DraftTests
from postil.testing.store_exports import ExportTests
from postil.testing.store_failures import FailureTests
from postil.testing.store_folds import FoldTests
from postil.testing.store_following import FollowingTests
from postil.testing.store_idempotency import IdempotencyTests
from postil.testing.store_jobs import JobTests
from postil.testing.store_label_deletions import LabelDeletionTests
from postil.testing.store_label_versions import LabelVersionTests
from postil.testing.store_labels import LabelTests
from postil.testing.store_leases import LeaseTests
from postil.testing.store_members import MembersTests
from postil.testing.store_metadata import MetadataTests
from postil.testing.store_models import ModelTests
from postil.testing.store_ontologies import OntologyTests
from postil.testing.store_operations import OperationTests
from postil.testing.store_partitions import PartitionTests
from postil.testing.store_presence import PresenceTests
from postil.testing.store_projections import ProjectionTests
from postil.testing.store_projects import ProjectTests
from postil.testing.store_publications import PublicationTests
from postil.testing.store_queue import QueueTests
from postil.testing.store_recipes import RecipeTests
from postil.testing.store_search import RowSearchTests
from postil.testing.store_segments import SegmentTests
from postil.testing.store_shelf import ShelfTests
from postil.testing.store_transactions import TransactionTests
from postil.testing.store_uploads import UploadTests
from postil.testing.store_usage import UsageTests
from postil.testing.store_webhooks import WebhookTests


class StoreTests(
    AccessTests,
    ActivityTests,
    AttachmentTests,
    BundleTests,
    SegmentTests,
    CatalogTests,
    CommentTests,
    DraftTests,
    ExportTests,
    FailureTests,
    FoldTests,
    FollowingTests,
    IdempotencyTests,
    JobTests,
    LabelTests,
    LabelDeletionTests,
    LabelVersionTests,
    LeaseTests,
    MembersTests,
    ModelTests,
    MetadataTests,
    OntologyTests,
    OperationTests,
    PartitionTests,
    PresenceTests,
    ProjectionTests,
    ProjectTests,
    PublicationTests,
    QueueTests,
    RecipeTests,
    RowSearchTests,
    ShelfTests,
    TransactionTests,
    UsageTests,
    UploadTests,
    WebhookTests,
):
    """The contract of `postil.ports.store.Store`."""

    @pytest.fixture
    def store(self) -> Store:
        """Return an empty store; a subclass must override this."""
        raise NotImplementedError
