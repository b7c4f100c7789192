"""A label as the rows of an annotation file.

Rows have the uuid a program gave (`extra["uuid"]`). Where it gave none, the uuid of a row is a hash of its
content, so that a program that runs again imports the same annotations again, and not copies. A question has
one answer, so there it is a hash of the question: another answer replaces the first. Rows for which files by
tradition have no uuid (objects of videos, answers by stretches of time, metrics) go without: the server finds
a key in their content by itself.
"""

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

import msgspec

from postil.errors import AnnotationError
from postil.types.classification import ClassificationAnnotation, Text
from postil.types.data import spell_data_row
from postil.types.dicom import DICOMObjectAnnotation
from postil.types.feature import spell_feature, uuid_of
from postil.types.label import Label
from postil.types.mask import Mask
from postil.types.object_annotation import ObjectAnnotation
from postil.types.object_lines import ObjectLines
from postil.types.plan import Plan, plan_of
from postil.types.refusal import Row
from postil.types.relationship import RelationshipAnnotation
from postil.types.row_keys import RowKeys, encode, encode_into
from postil.types.spelled_answers import spell_measures, spell_questions
from postil.types.spelled_shapes import speller_of
from postil.types.spelled_stretches import spell_frames
from postil.types.tracks import spell_segments, split_tracks
from postil.types.video import VideoClassificationAnnotation, VideoObjectAnnotation

_BENCHMARK = "isBenchmarkReferenceLabel"
_BENCHMARK_TAIL = b',"isBenchmarkReferenceLabel":true}'


class LabelRows:
    """The rows of one label, collected in the order of its annotations.

    Frames of one object of a video are put together where the first of them stands.
    """

    def __init__(self, label: Label) -> None:
        self.rows: list[Any] = []
        self._label = label
        self._data_row = spell_data_row(label.data)
        self._keys = RowKeys()
        # Where lines are wanted; they stand among the rows.
        self._simple: ObjectLines | None = None
        self._spelled: dict[int, Row] = {}
        self._links: list[tuple[RelationshipAnnotation, Row]] = []
        # The place of each row's annotation among all of them, where there are frames.
        self._order: list[int] = []
        self._keeps_ends = False

    def build(self) -> list[Row]:
        """Return the rows.

        Raises:
            AnnotationError: What only the whole label shows: an end of a relationship is missing (REL004),
                or segments of a video are wrong (VID003, VID004); or a mask cannot be read.
        """
        self._collect()
        if self._label.is_benchmark_reference:
            for row in self.rows:
                row[_BENCHMARK] = True
        return self.rows

    def lines(self) -> list[bytes]:
        """Return the rows as JSON, one each, without ends of lines; raises as `build` does.

        They are the rows `build` returns, but each is spelled as JSON once only.
        """
        self._simple = ObjectLines(self._data_row, self._keys)
        self._collect()
        lines = [row if type(row) is bytes else encode(row) for row in self.rows]
        if self._label.is_benchmark_reference:
            return [line[:-1] + _BENCHMARK_TAIL for line in lines]
        return lines

    def _collect(self) -> None:
        annotations = self._label.annotations
        kinds = set(map(type, annotations))
        self._keeps_ends = any(plan_of(kind).key == "ends" for kind in kinds)
        if any(plan_of(kind).is_frame for kind in kinds):
            self._put_together(self._collect_frames())
        else:
            for annotation in annotations:
                self._add(annotation)
        for link, row in self._links:
            row["relationship"] = self._spell_link(link)
            self._name(row, link.extra)

    def _collect_frames(self) -> dict[Any, list[Any]]:
        """Add what is no frame, noting where it stands; return the frames, by what they are frames of."""
        frames: dict[Any, list[Any]] = {}
        for place, annotation in enumerate(self._label.annotations):
            if plan_of(type(annotation)).is_frame:
                frames.setdefault(_frame_key(annotation), []).append(annotation)
                continue
            self._add(annotation)
            if len(self.rows) > len(self._order):
                self._order.append(place)
        return frames

    def _add(self, annotation: Any) -> None:
        if type(annotation) is not ObjectAnnotation and not isinstance(annotation, ObjectAnnotation):
            self._add_other(annotation, plan_of(type(annotation)))
        elif self._simple is None or self._keeps_ends or not (line := self._simple.line(annotation)):
            self._add_object(annotation)
        else:
            self.rows.append(line)

    def _add_object(self, annotation: ObjectAnnotation) -> None:
        row: Row = {"uuid": "", "dataRow": self._data_row.copy()}
        if annotation.feature_schema_id is None:
            row["name"] = annotation.name
        else:
            row.update(spell_feature(annotation.name, annotation.feature_schema_id))
        questions = annotation.classifications
        row["classifications"] = spell_questions(questions) if questions else []
        value = annotation.value
        row.update(speller_of(type(value))(value))
        mask = value if isinstance(value, Mask) else None
        if mask is not None or annotation.confidence is not None or annotation.custom_metrics is not None:
            row.update(spell_measures(annotation, mask))
        self._name(row, annotation.extra)
        self.rows.append(row)
        if self._keeps_ends:
            self._spelled[id(annotation)] = row

    def _add_other(self, annotation: Any, plan: Plan) -> None:
        content = plan.spell(annotation)
        if content is None:
            return
        row: Row = {"uuid": "", "dataRow": self._data_row.copy()}
        row.update(content)
        if plan.key == "question":
            self._name(row, annotation.extra, _question_of(row))
        elif plan.key == "content":
            self._name(row, annotation.extra)
        elif plan.key == "given":
            self._name_if_given(row, annotation.extra)
        else:
            self._links.append((annotation, row))
        self.rows.append(row)
        if self._keeps_ends:
            self._spelled[id(annotation)] = row

    def _put_together(self, frames: dict[Any, list[Any]]) -> None:
        found: list[tuple[Any, Row]] = []
        for given in frames.values():
            if isinstance(given[0], VideoObjectAnnotation):
                found += [(track[0], self._spell_track(track)) for track in split_tracks(given)]
            else:
                found.append((given[0], self._spell_question(given)))
        # Frames are many, and what they become is little: no place is kept for each of them.
        firsts = {id(first): row for first, row in found}
        placed = list(zip(self._order, self.rows, strict=True))
        for place, one in enumerate(self._label.annotations):
            if not firsts:
                break
            row = firsts.pop(id(one), None)
            if row is not None:
                placed.append((place, row))
        self.rows = [row for _, row in sorted(placed, key=itemgetter(0))]

    def _spell_track(self, track: Sequence[VideoObjectAnnotation]) -> Row:
        first = track[0]
        row: Row = {"uuid": "", "dataRow": self._data_row.copy()}
        row |= spell_feature(first.name, first.feature_schema_id)
        row["classifications"] = []
        if isinstance(first, DICOMObjectAnnotation):
            row["groupKey"] = first.group_key.value
        row["segments"] = spell_segments(list(track), list if self._simple is None else _packed)
        for one in reversed(track):
            row |= spell_measures(one)
        extra = next((one.extra for one in track if uuid_of(one.extra) is not None), {})
        if isinstance(first, DICOMObjectAnnotation):
            self._name(row, extra)
        else:
            self._name_if_given(row, extra)
        return row

    def _spell_question(self, given: Sequence[VideoClassificationAnnotation]) -> Row:
        row: Row = {"uuid": "", "dataRow": self._data_row.copy()} | spell_frames(given)
        extra = next((one.extra for one in given if uuid_of(one.extra) is not None), {})
        if isinstance(given[0].value, Text):
            self._name_if_given(row, extra)
        else:
            self._name(row, extra, _question_of(row))
        return row

    def _spell_link(self, link: RelationshipAnnotation) -> Row:
        found = link.value
        row: Row = {}
        if found.source is not None:
            row["source"] = self._end(found.source, "source")
        row["target"] = self._end(found.target, "target")
        row["type"] = found.type.value
        if found.source_ontology_name is not None:
            row["sourceOntologyName"] = found.source_ontology_name
        if found.readonly:
            row["readonly"] = True
        return row

    def _end(self, end: ObjectAnnotation | ClassificationAnnotation, name: str) -> str:
        uuid = uuid_of(end.extra)
        if uuid is not None:
            return uuid
        row = self._spelled.get(id(end))
        if row is None:
            # A copy, such as one that came from another process.
            twin = next((one for one in self._label.annotations if one == end), None)
            row = self._spelled.get(id(twin))
        if row is None:
            raise AnnotationError(
                f"{name} of the relationship is not among the annotations of its label",
                code="REL004", hint="add it to the annotations of the same Label",
                path=f"/relationship/{name}", got=end.name,
            )  # fmt: skip
        return str(row["uuid"])

    def _name(self, row: Row, extra: Row, said: Row | None = None) -> None:
        """Give a row its uuid: the program's, or the hash of what it says and which copy of that it is."""
        if extra:
            uuid = uuid_of(extra)
            if uuid is not None:
                row["uuid"] = uuid
                return
        row["uuid"] = self._keys.of(encode(row if said is None else said))

    @staticmethod
    def _name_if_given(row: Row, extra: Row) -> None:
        uuid = uuid_of(extra)
        if uuid is None:
            del row["uuid"]
        else:
            row["uuid"] = uuid


def _packed(keyframes: Iterable[Row]) -> msgspec.Raw:
    """Return keyframes as JSON: in memory a quarter of the mappings, of which a video has thousands."""
    text = bytearray(b"[")
    for row in keyframes:
        encode_into(row, text, -1)
        text += b","
    text[-1:] = b"]"
    return msgspec.Raw(text)


def _question_of(row: Row) -> Row:
    """Return the keys that say which question a row answers."""
    return {key: row.get(key) for key in ("dataRow", "name", "schemaId", "messageId")}


def _frame_key(annotation: Any) -> tuple[object, ...]:
    """Return what frames of one feature have in common."""
    plane = annotation.group_key if isinstance(annotation, DICOMObjectAnnotation) else None
    is_object = isinstance(annotation, VideoObjectAnnotation)
    return (is_object, annotation.feature_schema_id or annotation.name, plane)
