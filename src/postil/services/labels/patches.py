"""Patches: changes of single annotations, applied to a draft all together or not at all."""

from collections.abc import Sequence

import msgspec

from postil.errors import LimitError, PostilError, RefusedError, UsageError
from postil.model.annotation import Annotation
from postil.model.decision import Rejection
from postil.model.issue import Issue, Where
from postil.model.pixels import keep_numbers
from postil.model.span import TextSpan
from postil.services.labels.content import keyed
from postil.services.labels.judge import Judge, mask_problem, settle_masks, settle_span
from postil.services.labels.offers import Accepted, Taken, said, traced

MOST_ANNOTATIONS = 20_000
"""Annotations of a draft: beyond, a person cannot look at them."""


class Put(msgspec.Struct, tag_field="op", tag="put", forbid_unknown_fields=True):
    """An annotation to be added, or to take the place of the one with its key; shapes in pixels.

    `accepts` names the pre-label it was made from. Where it came from is kept by the server: `origin`, `ext`
    and `readonly` of the annotation are not read, they are those of what it was made from.
    """

    annotation: Annotation
    accepts: Accepted | None = None


class Remove(msgspec.Struct, tag_field="op", tag="remove", forbid_unknown_fields=True):
    """A key whose annotation is to go; one that is gone already is no problem."""

    key: str


class Reject(msgspec.Struct, tag_field="op", tag="reject", forbid_unknown_fields=True):
    """A pre-label the person decides against; nothing else changes."""

    offered: Accepted


class Restore(msgspec.Struct, tag_field="op", tag="restore", forbid_unknown_fields=True):
    """A pre-label that is undecided again: no rejection of it is left, and no annotation made from it."""

    offered: Accepted


Patch = Put | Remove | Reject | Restore


class Working(msgspec.Struct, kw_only=True):
    """What a draft says, and which offers its author decided against."""

    annotations: list[Annotation]
    rejections: list[Rejection]


def applied(
    before: Working, patches: Sequence[Patch], judge: Judge, taken: Taken
) -> tuple[Working, list[Issue]]:
    """Return what a draft says with patches applied in their order, and warnings about what was put.

    Raises:
        RefusedError: What is put breaks rules, a read-only annotation is changed, or a relationship lost its
            end.
        ConflictError: A pre-label that is accepted or rejected is not offered any more.
        LimitError: There would be too many annotations.
    """
    application = _Application(before, judge, taken)
    for no, patch in enumerate(patches):
        application.take(patch, f"/patches/{no}")
    return application.ended()


class _Application:
    def __init__(self, before: Working, judge: Judge, taken: Taken) -> None:
        self._judge, self._taken = judge, taken
        self._content = keyed(before.annotations)
        self._rejected = {(one.bundle_id, one.key): one for one in before.rejections}
        self._put: dict[str, tuple[str, Annotation]] = {}
        self._was: dict[str, tuple[Annotation, Accepted | None]] = {}
        self._removed: dict[str, str] = {}
        self._accepted: dict[str, Accepted] = {}
        self._issues: list[Issue] = []

    def take(self, patch: Patch, pointer: str) -> None:
        """Apply one patch."""
        if isinstance(patch, Put):
            self.put(patch, f"{pointer}/annotation")
        elif isinstance(patch, Remove):
            self.remove(patch.key, pointer)
        elif isinstance(patch, Reject):
            self.reject(patch.offered)
        else:
            self.restore(patch.offered, pointer)

    def reject(self, offered: Accepted) -> None:
        """Note that an offer was decided against."""
        place = (offered.bundle, offered.key)
        if place not in self._rejected:
            self._rejected[place] = self._taken.rejection(offered)

    def restore(self, offered: Accepted, pointer: str) -> None:
        """Forget what was decided about an offer."""
        place = (offered.bundle, offered.key)
        self._rejected.pop(place, None)
        made = {key for key, accepted in self._accepted.items() if accepted == offered}
        made |= {
            key
            for key, one in self._content.items()
            if one.origin is not None and (one.origin.bundle_id, one.origin.key) == place
        }
        for key in made:
            self._take_out(key, pointer)

    def put(self, patch: Put, pointer: str) -> None:
        """Take an annotation in; what it comes from keeps its numbers."""
        put, key = patch.annotation, patch.annotation.key
        if not key or len(key) > 200:
            raise UsageError(
                "an annotation needs a key of 1 to 200 characters", code="ROW010", hint="give it a new uuid"
            )
        source = self._content.get(key)
        if patch.accepts is not None:
            self._rejected.pop((patch.accepts.bundle, patch.accepts.key), None)
            put.confidence = None
        if patch.accepts is not None and source is None:
            source = self._taken.offered(patch.accepts)
            self._accepted[key] = patch.accepts
        # What is put may be put again in the same request, and is then what was there before.
        put.origin = source.origin if source is not None else None
        put.ext = source.ext if source is not None else {}
        put.readonly = source is not None and source.readonly
        stored = source.geometry if source is not None else None
        put.geometry = keep_numbers(put.geometry, stored, self._judge.size_of(put))
        if isinstance(put.geometry, TextSpan):
            put.geometry = settle_span(put.geometry, self._judge.text)
        try:
            put.geometry = settle_masks(put.geometry, stored)
        except PostilError as error:
            self._issues.append(mask_problem(error, key, pointer))
        if source is not None:
            accepted = patch.accepts if key not in self._content else None
            self._was.setdefault(key, (source, accepted))
        self._put[key] = (pointer, put)
        self._content[key] = put
        self._removed.pop(key, None)

    def remove(self, key: str, pointer: str) -> None:
        """Take an annotation out, unless it is read-only."""
        found = self._content.get(key)
        if found is not None and found.readonly:
            self._issues.append(_readonly(key, pointer))
            return
        self._take_out(key, pointer)

    def _take_out(self, key: str, pointer: str) -> None:
        self._accepted.pop(key, None)
        if self._content.pop(key, None) is not None:
            self._removed[key] = pointer
        self._put.pop(key, None)
        self._was.pop(key, None)

    def ended(self) -> tuple[Working, list[Issue]]:
        """Judge what has become of it all."""
        if len(self._content) > MOST_ANNOTATIONS:
            raise LimitError(
                f"the draft would have {len(self._content):,} annotations, at most {MOST_ANNOTATIONS:,} fit",
                hint="split the data row",
            )
        others = {key: one for key, one in self._content.items() if key not in self._put}
        sources = {key: source for key, (source, _) in self._was.items()}
        self._issues += self._judge.judge(self._put, others, "draft", sources)
        self._issues += [*self._loose_ends(others), *self._kept()]
        demand_clean(self._issues)
        for key, (_, put) in self._put.items():
            self._trace(key, put)
        working = Working(annotations=list(self._content.values()), rejections=list(self._rejected.values()))
        return working, self._issues

    def _kept(self) -> list[Issue]:
        return [
            _readonly(key, pointer)
            for key, (pointer, put) in self._put.items()
            if put.readonly and _spelled(put) != _spelled(self._was[key][0])
        ]

    def _trace(self, key: str, put: Annotation) -> None:
        before, accepted = self._was.get(key, (None, None))
        if before is None:
            put.origin = None
        else:
            traced(put, before, self._taken.origin(accepted) if accepted else before.origin)

    def _loose_ends(self, others: dict[str, Annotation]) -> list[Issue]:
        found: list[Issue] = []
        for key, one in others.items() if self._removed else ():
            ends = (one.relation.source, one.relation.target) if one.relation is not None else ()
            for end in ends:
                if end is not None and end in self._removed:
                    where = Where(annotation=end, pointer=self._removed[end])
                    message = f"relationship {key} ends at annotation {end}, which is removed"
                    hint = "remove the relationship too, in the same request or before"
                    found.append(Issue("REL004", message, hint, got=end, where=where))
        return found


def _spelled(annotation: Annotation) -> Annotation:
    # Which feature of the ontology a name means is found by the server.
    return msgspec.structs.replace(said(annotation), feature_id=None)


def _readonly(key: str, pointer: str) -> Issue:
    where = Where(annotation=key, pointer=pointer)
    message = f"annotation {key} is read-only: its source wants it unchanged"
    hint = "leave it as it is, or draw another one and change that"
    return Issue("ROW022", message, hint, got=key, where=where)


def demand_clean(issues: Sequence[Issue]) -> None:
    """Return when no rule is broken.

    Raises:
        RefusedError: One is.
    """
    errors = [issue for issue in issues if issue.severity == "error"]
    if errors:
        first = errors[0]
        more = f", and {len(errors) - 1} more" if len(errors) > 1 else ""
        raise RefusedError(first.message + more, issues=issues, code=first.code, hint=first.hint)
