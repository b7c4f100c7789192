"""Tables of work under way: who has which task open, what they have changed, and what they say of it."""

from sqlalchemy import Index, UniqueConstraint

from postil.model.decision import Rejection
from postil.ports.drafts import AnsweredPatch
from postil.stores.sql.columns import document, entity, json, number, relation, text

# A person has one task of a project open at a time, so there are never more holds than people.
task_hold = relation(
    "task_hold",
    number("task_id", "task.id", key=True, cascade=True),
    number("project_id", "project.id"),
    number("user_id"),
    number("until"),
    UniqueConstraint("project_id", "user_id"),
)

# `foundation` is the state of the label that the draft began with, `lead_time` microseconds of earlier
# sittings; `patch_id` is the patch applied last and `answered` the last few with what they were answered, so
# that one sent again changes nothing.
draft = entity(
    "draft",
    text("uid"),
    number("project_id", "project.id"),
    number("task_id", "task.id", cascade=True),
    number("data_row_id"),
    number("author_id"),
    number("label_id", optional=True),
    text("foundation"),
    number("version"),
    text("patch_id", optional=True),
    # The newest change of imports its author has seen when it was begun.
    number("offered_no"),
    number("opened_at", optional=True),
    number("lead_time"),
    number("created_at"),
    number("updated_at"),
    json("rejections", list[Rejection]),
    json("answered", list[AnsweredPatch]),
    document("document"),
    UniqueConstraint("uid"),
    UniqueConstraint("task_id", "author_id"),
)

# `thread_id` is the comment it answers: whoever deletes that deletes its answers.
comment = entity(
    "comment",
    text("uid"),
    number("project_id", "project.id"),
    number("task_id", "task.id", cascade=True),
    number("author_id"),
    text("text"),
    text("annotation_key", optional=True),
    number("thread_id", optional=True),
    number("created_at"),
    number("updated_at"),
    number("resolved_at", optional=True),
    number("resolved_by", optional=True),
    UniqueConstraint("uid"),
    Index(None, "task_id", "id"),
    Index(None, "thread_id"),
)
