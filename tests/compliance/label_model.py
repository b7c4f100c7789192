"""The rules of labels in plain Python, to compare the services with."""

from typing import Any

from postil.errors import AccessError, ConflictError, UsageError

Content = dict[str, float]
"""Left edges of boxes by key."""


class Version:
    """What a label said from some moment on."""

    def __init__(self, author: str, content: Content, job: str | None = None, *, skips: bool = False) -> None:
        self.author, self.content, self.job, self.skips = author, dict(content), job, skips


class Label:
    """A label: of an importer, or of a person."""

    def __init__(self, author: str, touched: int) -> None:
        self.author, self.touched = author, touched
        self.versions: list[Version] = []

    @property
    def head(self) -> Version | None:
        return self.versions[-1] if self.versions else None


class Work:
    """A person's draft."""

    def __init__(self, content: Content, label: Label | None, foundation: Any) -> None:
        self.content, self.label, self.foundation = dict(content), label, foundation
        self.version = 1


class Job:
    """A published import of truth."""

    def __init__(self, content: Content, *, adds: bool) -> None:
        self.content, self.adds, self.is_shown = content, adds, True


class Model:
    """The rules of labels, without a database: people are `lea`, who labels, and `rob`, who reviews."""

    def __init__(self, *, review: bool) -> None:
        self.review = review
        self.state = "to_label"
        self.own_state: str | None = None
        self.assignee: str | None = None
        self.holder: str | None = None
        self.imported: Label | None = None
        self.labels: list[Label] = []
        self.works: dict[str, Work] = {}
        self.jobs: dict[str, Job] = {}
        self.moment = 0

    # What is to be seen.

    def fold(self) -> Content | None:
        shown = [job for job in self.jobs.values() if job.is_shown]
        return {key: left for job in shown for key, left in job.content.items()} if shown else None

    def listed(self) -> list[Label]:
        return [
            one for one in self.labels if one.versions or (one is self.imported and self.fold() is not None)
        ]

    def leading(self) -> Label | None:
        def rank(label: Label) -> tuple[bool, int, int]:
            return bool(label.versions), label.touched, self.labels.index(label)

        return max(self.listed(), key=rank, default=None)

    def content(self, label: Label | None) -> Content:
        if label is None or (label.head and label.head.skips):
            return {}
        return label.head.content if label.head else self.fold() or {}

    def foundation(self, label: Label | None) -> Any:
        if label is None:
            return None
        return (label, len(label.versions) if label.versions else sorted(self.content(label).items()))

    def exported(self) -> list[list[tuple[str, float]]]:
        shown = [one for one in self.listed() if not (one.head and one.head.skips)]
        return sorted(sorted(self.content(one).items()) for one in shown)

    def author(self, label: Label | None) -> str | None:
        return None if label is None else label.head.author if label.head else label.author

    # What people do.

    def demand_open(self, who: str, label: Label | None) -> None:
        if self.holder not in (None, who):
            raise ConflictError("held")
        is_theirs = self.author(label) == who
        if who == "lea" and self.assignee not in (None, who):
            raise AccessError("assigned")
        if who == "lea" and self.state in ("in_review", "done") and not is_theirs:
            raise AccessError("reviewed")

    def open(self, who: str) -> Content:
        label = self.leading()
        self.demand_open(who, label)
        work = self.works.get(who)
        if work is None or (work.version == 1 and work.foundation != self.foundation(label)):
            work = self.works[who] = Work(self.content(label), label, self.foundation(label))
        self.holder = who
        return work.content

    def patch(self, who: str, put: Content, gone: list[str]) -> Content:
        work = self.works[who]
        work.content |= put
        for key in gone:
            work.content.pop(key, None)
        work.version += 1
        self.holder = self.holder or who
        return work.content

    def submit(self, who: str, *, overwrite: bool, skips: bool = False) -> int:
        work = self.works[who]
        label = work.label or self.leading()
        self.demand_open(who, label)
        if self.foundation(label) != work.foundation and not overwrite:
            raise ConflictError("moved")
        if label is None:
            label = next((one for one in self.labels if one.author == who), None)
        if label is None:
            self.labels.append(label := Label(who, self.moment))
        self.say(label, Version(who, {} if skips else work.content, skips=skips))
        del self.works[who]
        self.move("in_review" if self.review else "done")
        if self.holder == who:
            self.holder = None
        return len(label.versions)

    def say(self, label: Label, version: Version) -> None:
        label.versions.append(version)
        self.moment += 1
        label.touched = self.moment

    def move(self, state: str) -> None:
        self.state, self.own_state = state, None

    def approve(self) -> None:
        if self.leading() is None or self.state != "in_review":
            raise ConflictError("nothing to review")
        self.move("done")
        self.holder = None if self.holder == "rob" else self.holder

    def reject(self) -> None:
        label = self.leading()
        if label is None or self.state not in ("in_review", "done"):
            raise ConflictError("nothing to review")
        self.assignee = self.assignee or self.author(label)
        self.move("rework")
        self.holder = None if self.holder == "rob" else self.holder

    def restore(self, label: Label, no: int) -> None:
        if no == len(label.versions):
            raise UsageError("the newest")
        old = label.versions[no - 1]
        self.say(label, Version("rob", old.content, skips=old.skips))
        self.move("in_review" if self.review else "done")

    # What imports do.

    def publish(self, name: str, content: Content, *, adds: bool) -> None:
        edited = [one for one in self.labels if one.versions]
        if edited and not adds:
            self.jobs[name] = Job({}, adds=False)
            self.jobs[name].is_shown = False
            return
        self.jobs[name] = Job(content, adds=adds)
        if edited:
            label = max(edited, key=lambda one: (one is self.imported, one.touched, self.labels.index(one)))
            head = label.head
            assert head is not None
            after = head.content | content
            if after != head.content or head.job is not None:
                self.say(label, Version("ann", after, name))
        elif self.imported is None:
            self.labels.append(imported := Label("ann", self.moment))
            self.imported = imported
        if self.own_state is None:
            self.own_state = self.state
        self.state = "done"

    def turn(self, name: str) -> None:
        job = self.jobs[name]
        job.is_shown = not job.is_shown
        for label in self.labels if job.adds else ():
            if any(one.job == name for one in label.versions):
                self.restate(label, name)
        if not any(one.versions for one in self.labels) and job.is_shown and self.imported is None:
            self.labels.append(imported := Label("ann", self.moment))
            self.imported = imported
        if self.own_state is not None:
            by_people = self.own_state == "to_label" and any(one.versions for one in self.labels)
            self.state = "done" if self.fold() is not None or by_people else self.own_state

    def restate(self, label: Label, name: str) -> None:
        no = max((no for no, one in enumerate(label.versions) if one.job is None), default=-1)
        since = {one.job for one in label.versions[no + 1 :]}
        added = [key for key, job in self.jobs.items() if key in since and job.is_shown]
        content = dict(label.versions[no].content) if no >= 0 else {}
        for key in added:
            content |= self.jobs[key].content
        skips = no >= 0 and label.versions[no].skips and not added
        head = label.head
        assert head is not None
        if (content, skips) != (head.content, head.skips):
            self.say(label, Version("ann", content, name, skips=skips))
