"""Labels: finding them by counting, deleting them, and marking them as benchmarks."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from postil.errors import NotFoundError, UsageError
from postil.facades.labelbox.arguments import read
from postil.facades.labelbox.call import Call
from postil.facades.labelbox.data_rows import data_row_json
from postil.facades.labelbox.field import Fields, Json
from postil.facades.labelbox.instants import instant_text
from postil.facades.labelbox.projects import project_json
from postil.facades.labelbox.users import user_by_id
from postil.facades.labelbox.where import MOST_PAGE
from postil.model.identity import spell_id
from postil.ports.access import Role
from postil.ports.labels import LabelOrder, StoredLabel
from postil.ports.projects import Project
from postil.services.labels.labels import missing_label

NOBODY = 0
ORDERS = {
    "createdAt": "created_at",
    "updatedAt": "updated_at",
    "id": "id",
}


class Named(msgspec.Struct, kw_only=True):
    """A label by id."""

    labelId: str  # noqa: N815 - as the package spells it


def get_label(call: Call, _: Any, *, where: Json) -> Json:
    """Answer a label."""
    return label_json(call, [found_label(call, where["id"])])[0]


def found_label(call: Call, spelling: str, least: Role = "viewer") -> StoredLabel:
    """Return a label of a project in which the caller has a role.

    Raises:
        NotFoundError: No such label, or none the caller may know of.
        AccessError: Their role is a lesser one.
    """
    uid = call.uid(spelling)
    label = call.services.labels.find(uid)
    try:
        project_of_label(call, label, least)
    except NotFoundError:
        raise missing_label(uid) from None
    return label


def project_of_label(call: Call, label: StoredLabel, least: Role = "viewer") -> Project:
    """Return the project of a label.

    Raises:
        NotFoundError: It is deleted, or the caller has no role in it.
        AccessError: Their role is a lesser one.
    """
    uid = call.services.projects.uid_of(label.project_id)
    if uid is None:
        raise missing_label(label.uid)
    return call.services.visibility.project(uid, call.user, least)


def list_labels(
    call: Call,
    source: Json,
    *,
    where: Any = None,
    skip: int | None = 0,
    first: int | None = 100,
    orderBy: Any = None,  # noqa: N803 - as the package spells it
) -> list[Json]:
    """Answer the labels of a project, oldest first or as asked."""
    behind, limit = skip or 0, 100 if first is None else first
    if behind < 0 or not 0 <= limit <= MOST_PAGE:
        raise UsageError(f"a page of {limit} after {behind} is none", hint=f"ask for 0 to {MOST_PAGE}")
    order = _order(call, where, orderBy)
    if order is None or not limit:
        return []
    pages = call.services.label_pages
    return label_json(call, pages.list_page(source["project"].uid, order, skip=behind, limit=limit))


def _order(call: Call, where: Any, order: Any) -> LabelOrder | None:
    """Read conditions and order; None when nothing can pass."""
    by, is_descending = "id", False
    if order is not None:
        name, _, direction = str(order).rpartition("_")
        if name not in ORDERS or direction not in ("ASC", "DESC"):
            raise UsageError(f"{str(order)[:80]!r} is no order", hint="write createdAt_ASC or createdAt_DESC")
        by, is_descending = ORDERS[name], direction == "DESC"
    asked = _Conditions(call)
    asked.read(where)
    if asked.is_empty:
        return None
    return msgspec.convert(
        {
            "author_id": asked.author_id,
            "dataset_ids": asked.dataset_ids,
            "by": by,
            "is_descending": is_descending,
        },
        LabelOrder,
    )


class _Conditions:
    """The conditions the package sets on labels: who made them, and in which datasets they lie."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self.author_id: int | None = None
        self.dataset_ids: tuple[int, ...] | None = None
        self.is_empty = False

    def read(self, where: Any, depth: int = 0) -> None:
        if where is None:
            return
        if not isinstance(where, dict) or depth > 20:
            raise UsageError("`where` has to be an object of conditions")
        for key, value in where.items():
            self._read(key, value, depth)

    def _read(self, key: str, value: Any, depth: int) -> None:
        if key == "AND":
            for part in value if isinstance(value, list) else [value]:
                self.read(part, depth + 1)
        elif key == "createdBy":
            self.author_id = self._author(str(_below(value, "id")))
        elif key == "dataRow":
            self.dataset_ids = self._datasets(_below(_below(value, "dataset"), "id_in"))
        elif key == "deleted":
            self.is_empty = self.is_empty or bool(value)
        else:
            raise UsageError(f"conditions on {key[:80]!r} are not known", hint="known: createdBy, dataRow")

    def _author(self, spelling: str) -> int:
        # Who asks may not know who else there is: nobody has no labels, like somebody without any.
        try:
            return self._call.services.users.get(self._call.uid(spelling)).id
        except NotFoundError:
            return NOBODY

    def _datasets(self, spellings: Any) -> tuple[int, ...]:
        if not isinstance(spellings, list):
            raise UsageError("`id_in` has to be a list of ids")
        visibility, user = self._call.services.visibility, self._call.user
        return tuple(visibility.dataset(self._call.uid(str(one)), user).id for one in spellings)


def _below(value: Any, key: str) -> Any:
    if not isinstance(value, dict) or set(value) != {key}:
        raise UsageError(f"a condition has to be an object with `{key}`")
    return value[key]


def list_row_labels(
    call: Call, source: Json, *, where: Any = None, skip: int | None = 0, first: int | None = 100, **_: Any
) -> list[Json]:
    """Answer the labels on a data row."""
    asked = _Conditions(call)
    asked.read(where)
    if asked.is_empty:
        return []
    found = call.services.label_pages.on_row(call.uid(source["id"]), call.user)
    begin = max(skip or 0, 0)
    return label_json(call, found[begin : begin + max(first or 0, 0)])


def row_of_label(call: Call, source: Json) -> Json | None:
    """Answer the data row a label is on."""
    number = source["stored"].data_row_id
    row = call.services.tasks.rows([number]).get(number)
    return None if row is None else data_row_json(call, row)


def count_labels(call: Call, source: Json) -> int:
    """Answer how many labels a project has."""
    return call.services.label_pages.count(source["project"].uid)


def delete_labels(call: Call, _: Any, *, labelIds: list[str]) -> list[Json]:  # noqa: N803
    """Delete labels."""
    uids = call.services.deletions.delete([call.uid(one) for one in labelIds], call.user)
    return [{"id": spell_id(uid)} for uid in uids]


def create_benchmark(call: Call, _: Any, *, data: Any) -> Json:
    """Make a label the one by which others on its data row are measured."""
    return _mark(call, read(data, Named).labelId, is_benchmark=True)


def delete_benchmark(call: Call, _: Any, *, where: Any) -> Json:
    """Take the mark of a label away."""
    return _mark(call, read(where, Named, "where").labelId, is_benchmark=False)


def _mark(call: Call, spelling: str, *, is_benchmark: bool) -> Json:
    label = found_label(call, spelling, "reviewer")
    return benchmark_json(
        call, call.services.labels.mark(label.uid, call.user, is_benchmark=is_benchmark).label
    )


def get_benchmark(call: Call, _: Any, *, where: Json) -> Json:
    """Answer a benchmark, whose id is that of its label."""
    label = found_label(call, where["id"])
    if not label.is_benchmark:
        raise NotFoundError(f"label {where['id'][:80]!r} is no benchmark")
    return benchmark_json(call, label)


def list_benchmarks(
    call: Call, source: Json, *, skip: int | None = 0, first: int | None = 100, **_: Any
) -> list[Json]:
    """Answer the benchmarks of a project by data row."""
    found: list[StoredLabel] = []
    after: int | None = 0
    wanted = (skip or 0) + min(first or 0, MOST_PAGE)
    while after is not None and len(found) < wanted:
        views, after = call.services.labels.list_labels(
            source["project"].uid, is_benchmark=True, after_id=after, limit=500
        )
        found += [one.label for one in views]
    return [benchmark_json(call, one) for one in found[skip or 0 : wanted]]


def benchmark_json(call: Call, label: StoredLabel) -> Json:
    """Spell a benchmark. Nothing is measured by it yet."""
    return {
        "id": spell_id(label.uid),
        "createdAt": instant_text(label.updated_at),
        "lastActivity": instant_text(label.updated_at),
        "averageAgreement": None,
        "completedCount": 0,
        "createdBy": lambda: user_by_id(call, label.marked_by or label.author_id),
        "referenceLabel": lambda: label_json(call, [label])[0],
    }


def label_json(call: Call, labels: Sequence[StoredLabel]) -> list[Json]:
    """Spell labels; what they say is read together, when the first is asked for it."""
    texts: dict[int, str] = {}

    def text_of(label: StoredLabel) -> Callable[[], str]:
        def text() -> str:
            if not texts:
                call.spend(len(labels))
                texts.update(call.services.label_pages.texts(labels, call.options.url))
            return texts[label.id]

        return text

    return [_label_json(call, one, text_of(one)) for one in labels]


def _label_json(call: Call, label: StoredLabel, text: Callable[[], str]) -> Json:
    return {
        "stored": label,
        "id": spell_id(label.uid),
        "label": text,
        "secondsToLabel": lambda: call.services.label_pages.seconds(label),
        "agreement": None,
        "benchmarkAgreement": None,
        "isBenchmarkReference": label.is_benchmark,
        "createdAt": instant_text(label.created_at),
        "updatedAt": instant_text(label.updated_at),
        "createdBy": lambda: user_by_id(call, label.author_id),
        "project": lambda: project_json(call, project_of_label(call, label)),
        "reviews": [],
    }


FIELDS: Fields = {
    "Query.label": get_label,
    "Query.benchmark": get_benchmark,
    "Mutation.deleteLabels": delete_labels,
    "Mutation.createBenchmark": create_benchmark,
    "Mutation.deleteBenchmark": delete_benchmark,
    "Project.labels": list_labels,
    "DataRow.labels": list_row_labels,
    "Label.dataRow": row_of_label,
    "Project.labelCount": count_labels,
    "Project.benchmarks": list_benchmarks,
}
