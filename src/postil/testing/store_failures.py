"""What every store must do with the failures of a job and its issues."""

from postil.model.issue import Issue, Where
from postil.ports.jobs import Failure, IssueGroup
from postil.ports.store import Store
from postil.testing.world import populate


class FailureTests:
    """The contract of `postil.ports.jobs.JobStore`: the report."""

    def test_failures_are_listed_by_line_and_replaced_by_line(self, store: Store) -> None:
        world = populate(store)
        job, other = world.start_job(), world.start_job()
        first = Failure(line=7, key="k", data_row="a.jpg", issues=[Issue("GEO002", "width is -2", got=-2)])
        second = Failure(line=3, issues=[Issue("SRC003", "not JSON")])
        with store.write() as session:
            session.jobs.add_failures(job.id, [first, second])
            session.jobs.add_failures(other.id, [second])
            first.issues.append(Issue("ROW001", "no data row"))
            session.jobs.add_failures(job.id, [first])
        with store.read() as session:
            assert session.jobs.failures(job.id, after_line=0, limit=9) == [second, first]
            assert session.jobs.failures(job.id, after_line=3, limit=9) == [first]
            assert list(session.jobs.failed_lines(job.id)) == [3, 7]

    def test_the_example_of_an_issue_group_is_the_one_on_the_first_line(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()

        def group(line: int, pointer: str) -> IssueGroup:
            example = Issue("GEO002", "wide", where=Where(line=line, pointer=pointer))
            return IssueGroup(code="GEO002", severity="error", count=1, example=example)

        with store.write() as session:
            session.jobs.add_issue_groups(job.id, [group(9, "/a"), group(4, "/b")])
            session.jobs.add_issue_groups(job.id, [group(7, "/a"), group(4, "/a"), group(5, "/a")])
            [found] = session.jobs.issue_groups(job.id)
        assert (found.count, found.example.where.line, found.example.where.pointer) == (5, 4, "/a")

    def test_issue_groups_add_up_and_keep_the_first_example(self, store: Store) -> None:
        world = populate(store)
        job = world.start_job()
        groups = [IssueGroup(code="GEO002", severity="error", count=2, example=Issue("GEO002", "first"))]
        with store.write() as session:
            session.jobs.add_issue_groups(job.id, groups)
            groups[0].example = Issue("GEO002", "second")
            warning = IssueGroup(code="GEO004", severity="warning", count=1, example=Issue("GEO004", "out"))
            session.jobs.add_issue_groups(job.id, [*groups, warning])
            found = session.jobs.issue_groups(job.id)
        assert [(group.code, group.count, group.example.message) for group in found] == [
            ("GEO002", 4, "first"),
            ("GEO004", 1, "out"),
        ]
