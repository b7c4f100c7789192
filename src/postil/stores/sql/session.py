"""One transaction over every aggregate."""

from collections.abc import Sequence
from functools import cached_property

from sqlalchemy import Connection

from postil.ports.store import Activity
from postil.stores.sql.access import SqlAccess
from postil.stores.sql.activity import SqlActivity
from postil.stores.sql.attachments import SqlAttachments
from postil.stores.sql.bundles import SqlBundles
from postil.stores.sql.catalog import SqlCatalog
from postil.stores.sql.comments import SqlComments
from postil.stores.sql.drafts import SqlDrafts
from postil.stores.sql.exports import SqlExports
from postil.stores.sql.following import SqlFollowing
from postil.stores.sql.hot import HotStatements
from postil.stores.sql.idempotency import SqlIdempotency
from postil.stores.sql.jobs import SqlJobs
from postil.stores.sql.labels import SqlLabels
from postil.stores.sql.members import SqlMembers
from postil.stores.sql.metadata import SqlMetadata
from postil.stores.sql.models import SqlModels
from postil.stores.sql.ontologies import SqlOntologies
from postil.stores.sql.operations import SqlOperations
from postil.stores.sql.presence import SqlPresence
from postil.stores.sql.projections import SqlProjections
from postil.stores.sql.projects import SqlProjects
from postil.stores.sql.queue import SqlQueue
from postil.stores.sql.recipes import SqlRecipes
from postil.stores.sql.shelf import SqlShelf
from postil.stores.sql.uploads import SqlUploads
from postil.stores.sql.usage import SqlUsage
from postil.stores.sql.webhooks import SqlWebhooks


class SqlSession:
    """`ports.store.Session` on one connection; made for one transaction and dropped with it.

    `connection` and `hot` are for what copies whole databases; services know only the port.
    """

    def __init__(self, connection: Connection, hot: HotStatements) -> None:
        self.connection = self._connection = connection
        self.hot = self._hot = hot

    @cached_property
    def access(self) -> SqlAccess:
        """Users, keys, links, web sessions and roles."""
        return SqlAccess(self._connection)

    @cached_property
    def members(self) -> SqlMembers:
        """Who is in which project, and what they may know of."""
        return SqlMembers(self._connection)

    @cached_property
    def catalog(self) -> SqlCatalog:
        """Datasets and data rows."""
        return SqlCatalog(self._connection, self._hot)

    @cached_property
    def metadata(self) -> SqlMetadata:
        """Metadata fields and values."""
        return SqlMetadata(self._connection)

    @cached_property
    def attachments(self) -> SqlAttachments:
        """What is shown beside data rows."""
        return SqlAttachments(self._connection)

    @cached_property
    def ontologies(self) -> SqlOntologies:
        """Feature trees and their versions."""
        return SqlOntologies(self._connection)

    @cached_property
    def shelf(self) -> SqlShelf:
        """Features that were made by themselves."""
        return SqlShelf(self._connection)

    @cached_property
    def projects(self) -> SqlProjects:
        """Projects, batches and tasks."""
        return SqlProjects(self._connection)

    @cached_property
    def jobs(self) -> SqlJobs:
        """Import jobs."""
        return SqlJobs(self._connection, self._hot)

    @cached_property
    def uploads(self) -> SqlUploads:
        """Files that are on their way."""
        return SqlUploads(self._connection)

    @cached_property
    def bundles(self) -> SqlBundles:
        """Annotation sets, bundles and their layers."""
        return SqlBundles(self._connection, self._hot)

    @cached_property
    def labels(self) -> SqlLabels:
        """Labels of people."""
        return SqlLabels(self._connection)

    @cached_property
    def drafts(self) -> SqlDrafts:
        """What people have changed and not submitted."""
        return SqlDrafts(self._connection)

    @cached_property
    def comments(self) -> SqlComments:
        """What people say about tasks."""
        return SqlComments(self._connection)

    @cached_property
    def queue(self) -> SqlQueue:
        """Which task is whose turn."""
        return SqlQueue(self._connection)

    @cached_property
    def presence(self) -> SqlPresence:
        """What is on the data rows of a job before it is published."""
        return SqlPresence(self._connection)

    @cached_property
    def models(self) -> SqlModels:
        """Models, their runs and the data rows of runs."""
        return SqlModels(self._connection)

    @cached_property
    def usage(self) -> SqlUsage:
        """What jobs have brought in."""
        return SqlUsage(self._connection)

    @cached_property
    def recipes(self) -> SqlRecipes:
        """Recipes of imports."""
        return SqlRecipes(self._connection)

    @cached_property
    def projections(self) -> SqlProjections:
        """What is derived from layers."""
        return SqlProjections(self._connection, self._hot)

    @cached_property
    def following(self) -> SqlFollowing:
        """What comes and goes with the layers readers see."""
        return SqlFollowing(self._connection)

    @cached_property
    def idempotency(self) -> SqlIdempotency:
        """Requests that must not be done twice."""
        return SqlIdempotency(self._connection)

    @cached_property
    def exports(self) -> SqlExports:
        """What exports read of a page of data rows."""
        return SqlExports(self._connection)

    @cached_property
    def webhooks(self) -> SqlWebhooks:
        """Who is told of events, and what waits for them."""
        return SqlWebhooks(self._connection)

    @cached_property
    def operations(self) -> SqlOperations:
        """Work whose result is fetched later."""
        return SqlOperations(self._connection)

    @cached_property
    def _activity(self) -> SqlActivity:
        return SqlActivity(self._connection)

    def record(self, activity: Activity) -> None:
        """Add an activity entry; its `id` is given by the store."""
        self._activity.record_all([activity])

    def record_all(self, activities: Sequence[Activity]) -> None:
        """Add activity entries in this order; their `id`s are given by the store."""
        self._activity.record_all(activities)

    def activities(
        self, *, before_id: int | None, limit: int, project_id: int | None = None
    ) -> list[Activity]:
        """List entries, newest first, all or those of a project."""
        return self._activity.list_entries(before_id=before_id, limit=limit, project_id=project_id)

    def activities_after(self, after_id: int, *, limit: int) -> list[Activity]:
        """List entries behind one, oldest first."""
        return self._activity.list_after(after_id, limit=limit)

    def alias(self, kind: str, text: str) -> int | None:
        """Return what a foreign id of that kind stands for."""
        return self._activity.alias(kind, text)

    def set_alias(self, kind: str, text: str, object_id: int) -> None:
        """Let a foreign id stand for an object; a later call replaces an earlier one."""
        self._activity.set_alias(kind, text, object_id)
