"""What the owner of a town has asked for, and hung on a data row: things the native tests do not make."""

from typing import Any

from postil.facades.labelbox.global_keys import ASSIGN, CLEAR, FIND
from postil.model.identity import spell_id
from postil.ports.catalog import Attachment
from postil.services.upserts.upserts import KIND
from tests.facades.native.scene import box, ndjson, send
from tests.facades.native.town import Town


def errands(town: Town) -> dict[str, str]:
    """Make one of each and return their ids; those of a former call may be gone."""
    services, owner = town.installation.application.services, town.users["owner"]
    kept = services.blobs.put(b"{}").sha256
    begun: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
        "task": (KIND, {"chunks": [], "item_count": 0}, {})
    }
    begun |= {
        name: (kind, {}, {"sha256": kept})
        for name, kind in (("found", FIND), ("cleared", CLEAR), ("assigned", ASSIGN))
    }
    done = {
        name: services.operations.record(kind, "", owner, parameters, result).uid
        for name, (kind, parameters, result) in begun.items()
    }
    note = services.attachments.create(town.street.rows[0], Attachment(type="RAW_TEXT", value="a"), owner)
    rows = ndjson(box(town.street.keys[0]))
    spare = send(town.street.client, town.street.project, rows, name="spare").json()["id"]
    services.labels.mark(town.street.label, owner, is_benchmark=True)
    feature = services.ontologies.get(town.street.ontology).features[0].uid or ""
    made = {**done, "attachment": note.uid, "spare": spare, "feature": feature}
    return {name: spell_id(uid) for name, uid in made.items()}
