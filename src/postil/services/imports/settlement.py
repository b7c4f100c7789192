"""Settlement: what one data row comes to once everything a job says about it is known."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from postil.checks.bundle import Finding, check_bundle
from postil.model.annotation import Annotation
from postil.model.identity import content_key
from postil.model.issue import Issue, Where
from postil.model.ontology import FeatureIndex
from postil.model.wire import decode_annotations, encode_annotation, encode_annotations
from postil.ports.bundles import Segment
from postil.ports.jobs import Counts, Failure, Job
from postil.ports.store import Session
from postil.services.imports.amount import Amount
from postil.services.imports.duplicates import copies_between
from postil.services.imports.layer import pack_lines, unpack_lines
from postil.services.imports.outcome import BundleKey, Part, Values, count, removed
from postil.services.imports.resolve import name_of
from postil.services.imports.tally import Tally
from postil.services.imports.usage import used_of_parts

Row = tuple[int, Annotation]


class Settlement:
    """The layers of a job on one data row: read, judged together, and written with what is left of them.

    Args:
        session: The transaction at hand.
        job: The job.
        segments: Its layers on one data row, by bundle and chunk; there is at least one.
        is_again: The layers were settled before; what was found then is not found once more.
    """

    def __init__(
        self, session: Session, job: Job, segments: Sequence[Segment], *, is_again: bool = False
    ) -> None:
        self._session, self._job, self._is_again = session, job, is_again
        self._segments, self._row_id = segments, segments[0].data_row_id
        self._contents = {segment.id: _rows(segment) for segment in self._segments}
        # As their blocks saw them: judging deals the rows of a bundle out anew.
        self._told = [part for part, one in zip(self._parts(), segments, strict=True) if not one.needs_settle]
        self._failed: dict[int, list[Issue]] = {}
        self._notes: list[Issue] = []

    def amount(self, values: Values, *, is_first: bool = False) -> Amount:
        """Count the rows against what readers saw; `is_first` as blocks count them.

        A block sees its own rows only: what the lowest one does not repeat counts as removed until then, and
        a copy in a later one as used.
        """
        counts, parts = Counts(), list(self._parts())
        outcomes = count(parts, values, counts)
        counts.removed = removed(self._kept_keys(only_lowest=is_first), values)
        return Amount(counts, used_of_parts(parts, outcomes, is_whole=not is_first))

    def judge(self, known: Values, index: FeatureIndex) -> None:
        """Apply the rules between rows; `known` is what readers see there."""
        for issue_line, issue in self._findings(known, index):
            if issue.severity == "error":
                self._failed.setdefault(issue_line, []).append(issue)
            elif not self._is_again:
                self._notes.append(issue)

    def note_copies(self, values: Values) -> None:
        """Remark on rows that say under another key what is said already, where no block could see it."""
        self._notes += copies_between(map(self._without_failed, self._parts()), self._told, values)

    def refuse(self, issue: Issue) -> None:
        """Fail every row for one reason."""
        for rows in self._contents.values():
            for line, annotation in rows:
                where = Where("", line, None, annotation.key, "", annotation.feature or annotation.schema_id)
                self._failed[line] = [Issue(issue.code, issue.message, issue.hint, where=where)]

    def close(self) -> Counts:
        """Write what is left and report what failed; return how many rows failed and how many remarks."""
        for segment in self._segments:
            rows = self._contents[segment.id]
            kept = [row for row in rows if row[0] not in self._failed]
            self._contents[segment.id] = kept
            self._replace(segment, kept)
        if self._failed:
            self._drop_emptied()
        if self._failed or self._notes:
            self._report()
        return Counts(rejected=len(self._failed), warnings=len(self._notes))

    def _bundles(self) -> Iterator[list[Segment]]:
        for _, group in groupby(self._segments, lambda segment: segment.no):
            yield list(group)

    def _parts(self) -> Iterator[Part]:
        for segment in self._segments:
            rows = self._contents[segment.id]
            yield (segment.data_row_id, segment.no), [line for line, _ in rows], [row for _, row in rows]

    def _without_failed(self, part: Part) -> Part:
        bundle, lines, annotations = part
        kept = [row for row in zip(lines, annotations, strict=True) if row[0] not in self._failed]
        return bundle, [line for line, _ in kept], [annotation for _, annotation in kept]

    def _kept_keys(self, *, only_lowest: bool) -> Iterator[tuple[BundleKey, set[str]]]:
        """Yield the keys that stay of every bundle the job takes for whole."""
        for mine in self._bundles():
            if any(segment.is_whole for segment in mine):
                said = mine[:1] if only_lowest else mine
                keys = {one.key for segment in said for _, one in self._contents[segment.id]}
                yield (mine[0].data_row_id, mine[0].no), keys

    def _findings(self, known: Values, index: FeatureIndex) -> Iterator[Finding]:
        """Yield what is wrong within each bundle, and the copies not reported yet."""
        for mine in self._bundles():
            if not self._is_again:
                _put_in_order(mine, self._contents)
                _number_copies(mine, self._contents)
            rows = [row for segment in mine for row in self._contents[segment.id]]
            before = known.get((mine[0].data_row_id, mine[0].no), {})
            yield from check_bundle(rows, index, known=before, format_name=self._job.format)

    def _replace(self, segment: Segment, rows: list[Row]) -> None:
        annotations = [annotation for _, annotation in rows]
        document = encode_annotations(annotations)
        lines = pack_lines([line for line, _ in rows])
        if document != segment.document or lines != segment.lines:
            self._session.bundles.replace_segment(
                segment.id, document, lines, len({annotation.key for annotation in annotations})
            )

    def _drop_emptied(self) -> None:
        """Take the layers of bundles away whose rows have all failed: nothing is said about those.

        They would stand for an empty label, and, where the job replaces, take everything away.
        """
        for mine in list(self._bundles()):
            had_rows = any(segment.n for segment in mine)
            if had_rows and not any(self._contents[segment.id] for segment in mine):
                self._session.bundles.drop_segments([segment.id for segment in mine])
                self._segments = [segment for segment in self._segments if segment not in mine]

    def _report(self) -> None:
        name = name_of(self._session, self._row_id)
        failures = [
            Failure(line=line, key=issues[0].where.annotation, data_row=name, issues=issues)
            for line, issues in sorted(self._failed.items())
        ]
        tally = Tally()
        for issue in [*self._notes, *(issue for failure in failures for issue in failure.issues)]:
            issue.where.source, issue.where.data_row = self._job.source_name, name
            tally.add([issue])
        self._session.jobs.add_failures(self._job.id, failures)
        self._session.jobs.add_issue_groups(self._job.id, tally.groups())


def _on(issue: Issue, line: int) -> Issue:
    return Issue(issue.code, issue.message, issue.hint, where=Where(line=line))


def _rows(segment: Segment) -> list[Row]:
    annotations = decode_annotations(segment.document)
    return list(zip(unpack_lines(segment.lines), annotations, strict=True))


def _put_in_order(segments: list[Segment], contents: dict[int, list[Row]]) -> None:
    """Deal the rows of a bundle out by line: a sorted source has those that name it otherwise elsewhere."""
    rows = [row for segment in segments for row in contents[segment.id]]
    lines = [line for line, _ in rows]
    if lines == sorted(lines):
        return
    rows.sort(key=lambda row: row[0])
    for segment in segments:
        size = len(contents[segment.id])
        contents[segment.id], rows = rows[:size], rows[size:]


def _number_copies(segments: list[Segment], contents: dict[int, list[Row]]) -> None:
    """Keys made from content count copies per block, as they came; make the turns run through all lines.

    A key that looks like one of ours but stands for other content was given by the source and stays.
    """
    turns: dict[bytes, int] = {}
    for segment in segments:
        for _, annotation in contents[segment.id]:
            if not annotation.key.startswith("~"):
                continue
            given, annotation.key = annotation.key, ""
            spelled = encode_annotation(annotation)
            annotation.key = given
            if given.partition(".")[0] == content_key(spelled, 0):
                turn = turns[spelled] = turns.get(spelled, -1) + 1
                annotation.key = content_key(spelled, turn)


def settlements(
    session: Session, job: Job, row_ids: Sequence[int], *, is_again: bool = False
) -> Iterator[tuple[int, Settlement]]:
    """Yield the settlement of every data row the job has layers on, read in one go."""
    segments = session.bundles.segments_of_rows(job.id, row_ids)
    for row_id, mine in groupby(segments, lambda segment: segment.data_row_id):
        yield row_id, Settlement(session, job, list(mine), is_again=is_again)
