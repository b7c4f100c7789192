"""Access to imports: those of projects take a role there, those of model runs are whoever's the model is."""

from typing import Any

from postil.facades.native.call import Call
from postil.facades.native.rule import Rule, at_least, hidden
from postil.facades.native.scope import project_of_import
from postil.ports.access import Role


def of_import(role: Role) -> Rule:
    """Allow who has this role in the project of the import in the path.

    Of an import into a model run, `viewer` stands for who may know of the model, every other role for who
    made it.
    """
    in_project = at_least(role, project_of_import)

    def allow(call: Call[Any, Any]) -> None:
        user = call.user
        if user.is_admin:
            in_project.allow(call)
            return
        with hidden():
            run_id = call.services.imports.get(call.uid).model_run_id
        if run_id is None:
            in_project.allow(call)
            return
        with hidden():
            call.services.model_runs.demand(run_id, user, to_change=role != "viewer")

    who = "may know of" if role == "viewer" else "made"
    return Rule(f"{in_project.text}; for predictions whoever {who} the model", allow, least=role)
