"""Judgements of chat messages: the best one, the good ones, or all in order."""

from typing import Union

import msgspec

from postil.types.custom_metric import Measured
from postil.types.feature import Extra, check_named, check_uuid
from postil.types.given import check_text, listed
from postil.types.number import plain_whole
from postil.types.refusal import Row, judge, refuse_type


class MessageInfo(msgspec.Struct, kw_only=True, gc=False):
    """A message, and the model that wrote it."""

    message_id: str
    model_config_name: str

    def __post_init__(self) -> None:
        """Check both names."""
        check_text(self.message_id, "/messageEvaluationTask/data/messageId")
        check_text(self.model_config_name, "/messageEvaluationTask/data/modelConfigName")


class OrderedMessageInfo(MessageInfo, kw_only=True, gc=False):
    """A message and its rank; 1 is the best."""

    order: int

    def __post_init__(self) -> None:
        """Make the rank plain."""
        MessageInfo.__post_init__(self)
        self.order = plain_whole(self.order)


class MessageSingleSelectionTask(MessageInfo, kw_only=True, gc=False):
    """The message chosen among the replies to a parent."""

    parent_message_id: str


class MessageMultiSelectionTask(msgspec.Struct, kw_only=True, gc=False):
    """The messages chosen among the replies to a parent."""

    parent_message_id: str
    selected_messages: list[MessageInfo]

    def __post_init__(self) -> None:
        """Take the messages over."""
        self.selected_messages = listed(
            self.selected_messages, MessageInfo, "/messageEvaluationTask/data/selectedMessages"
        )


class MessageRankingTask(msgspec.Struct, kw_only=True, gc=False):
    """All replies to a parent, in order.

    Raises:
        AnnotationError: The ranks are not 1, 2, 3 … each once (CNF006).
    """

    parent_message_id: str
    ranked_messages: list[OrderedMessageInfo]

    def __post_init__(self) -> None:
        """Check the ranks."""
        self.ranked_messages = listed(
            self.ranked_messages, OrderedMessageInfo, "/messageEvaluationTask/data/rankedMessages"
        )
        ranks = [one.order for one in self.ranked_messages]
        if set(ranks) != set(range(1, len(ranks) + 1)):
            judge({"name": "-", "messageEvaluationTask": spell_task(self)}, "conversation")


Task = Union[MessageSingleSelectionTask, MessageMultiSelectionTask, MessageRankingTask]  # noqa: UP007


_TASKS = (MessageSingleSelectionTask, MessageMultiSelectionTask, MessageRankingTask)


class MessageEvaluationTaskAnnotation(Measured, kw_only=True, gc=False):
    """A judgement by the name of its feature.

    Raises:
        AnnotationError: Neither name nor schema id (ROW006); a uuid that is none (ROW012).
    """

    name: str | None = None
    feature_schema_id: str | None = None
    extra: Extra = msgspec.field(default_factory=dict)
    value: Task

    def __post_init__(self) -> None:
        """Check name and uuid."""
        Measured.__post_init__(self)
        if not isinstance(self.name, str):
            check_named(self.name, self.feature_schema_id, {"messageEvaluationTask": _SOME_TASK})
        if self.extra:
            check_uuid(self.extra)
        if not isinstance(self.value, _TASKS):
            what = f"value is {self.value!r:.80}, must be a selection or a ranking"
            refuse_type(what, "give one of the three message tasks", "/messageEvaluationTask", self.value)


_SOME_TASK: Row = {"format": "message-single-selection", "data": {"messageId": "-", "parentMessageId": "-"}}


def spell_task(task: Task) -> Row:
    """Return the value of a row's `messageEvaluationTask`."""
    data: Row = {"parentMessageId": task.parent_message_id}
    if isinstance(task, MessageSingleSelectionTask):
        return {"format": "message-single-selection", "data": _spell_message(task) | data}
    if isinstance(task, MessageMultiSelectionTask):
        data["selectedMessages"] = [_spell_message(one) for one in task.selected_messages]
        return {"format": "message-multi-selection", "data": data}
    data["rankedMessages"] = [_spell_message(one) | {"order": one.order} for one in task.ranked_messages]
    return {"format": "message-ranking", "data": data}


def _spell_message(message: MessageInfo) -> Row:
    return {"messageId": message.message_id, "modelConfigName": message.model_config_name}
