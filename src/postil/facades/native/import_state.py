"""The state of an import changed from outside: taken up again, committed, or stopped."""

from postil.facades.native.call import Answer, Call
from postil.facades.native.import_access import of_import
from postil.facades.native.import_job import EXAMPLE_IMPORT, Import, shown
from postil.facades.native.route import API, Example, Route


def resume_import(call: Call[None, None]) -> Import:
    """Take up an import nobody works on."""
    return shown(call, [call.services.imports.resume(call.uid)])[0]


def commit_import(call: Call[None, None]) -> Answer:
    """Publish a dry run; a small one is finished when this answers."""
    job = call.services.imports.commit(call.uid, call.user)
    is_over = job.state not in ("queued", "running")
    return Answer(shown(call, [job])[0], 200 if is_over else 202)


def cancel_import(call: Call[None, None]) -> Import:
    """Ask an import to stop."""
    return shown(call, [call.services.imports.cancel(call.uid)])[0]


_RUNNING = {**EXAMPLE_IMPORT, "state": "running", "finished_at": None, "published_at": None}

ROUTES = [
    Route(
        method="POST",
        path=f"{API}/imports/{{uid}}/resume",
        name="resume_import",
        summary="Take up an import that was interrupted",
        access=of_import("manager"),
        handler=resume_import,
        response=Import,
        errors={
            409: "It has ended, or waits for a person.",
            500: "What interrupted it is still there.",
        },
        description=(
            "It goes on where it stopped, with the file and the ontology it began with. One that is worked "
            "on already is answered as it stands; a small one is finished when this answers."
        ),
        example=Example(response=EXAMPLE_IMPORT),
    ),
    Route(
        method="POST",
        path=f"{API}/imports/{{uid}}/commit",
        name="commit_import",
        summary="Publish a dry run",
        access=of_import("manager"),
        handler=commit_import,
        response=Import,
        also={202: "Committed; it goes on by itself. Ask until its state says it has ended."},
        errors={409: "It is not staged, or it is atomic and has rejected rows."},
        description=(
            "Exactly what the dry run has kept becomes visible. Data rows that others have changed meanwhile "
            "are judged and counted once more; the issue ROW030 says how many."
        ),
        example=Example(response={**EXAMPLE_IMPORT, "is_dry_run": True}),
    ),
    Route(
        method="POST",
        path=f"{API}/imports/{{uid}}/cancel",
        name="cancel_import",
        summary="Ask an import to stop at its next step, or discard a dry run",
        access=of_import("manager"),
        handler=cancel_import,
        response=Import,
        errors={409: "It has ended already."},
        description="Nothing of a cancelled import is ever visible.",
        example=Example(response=_RUNNING),
    ),
]
