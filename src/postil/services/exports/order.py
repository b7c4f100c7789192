"""Orders: which data rows an export is about, and what it says of each. Plain data, so they can be kept."""

import msgspec

from postil.model.data_row import MediaType
from postil.ports.projects import TaskState


class Period(msgspec.Struct, omit_defaults=True, frozen=True):
    """Instants in microseconds from `first` up to, not including, `end`; None is open."""

    first: int | None = None
    end: int | None = None

    def holds(self, at: int) -> bool:
        """Tell whether an instant lies in it."""
        return (self.first is None or at >= self.first) and (self.end is None or at < self.end)


class Content(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What an export row says besides what it always says.

    The projects named, or all the user has a role in, are told of with their labels; of a project's export
    that is the project. The same goes for model runs. `predictions` are those of the runs told of.
    """

    attachments: bool = False
    metadata: bool = False
    embeddings: bool = False
    data_row_details: bool = False
    project_details: bool = False
    label_details: bool = False
    performance_details: bool = False
    interpolated_frames: bool = False
    predictions: bool = False
    model_run_details: bool = False
    project_uids: list[str] = []
    all_projects: bool = False
    model_run_uids: list[str] = []
    all_model_runs: bool = False


EVERYTHING = Content(
    attachments=True,
    metadata=True,
    data_row_details=True,
    project_details=True,
    label_details=True,
    performance_details=True,
)
"""All there is to say of a project's data rows."""


class Order(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Which data rows to export; conditions combine with "and", None allows all.

    The rows come from the project or model run named, else from all the user may know of. Ids that are
    nobody's match nothing. `active` is about the last change of a data row, its place in projects or its
    labels; `labeled` asks for a label made in that time. `url` is how whoever reads the export reaches
    this server.
    """

    content: Content
    project_uid: str | None = None
    model_run_uid: str | None = None
    dataset_uids: list[str] | None = None
    data_row_uids: list[str] | None = None
    global_keys: list[str] | None = None
    batch_uids: list[str] | None = None
    states: list[TaskState] | None = None
    media_type: MediaType | None = None
    created: Period | None = None
    active: Period | None = None
    labeled: Period | None = None
    url: str = ""
