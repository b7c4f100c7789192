"""REL001, REL002, REL006 to REL009: what a relationship says by itself. Its ends are the bundle's matter."""

from postil.checks.place import Places
from postil.checks.report import Report
from postil.model.annotation import Relation
from postil.model.label import SetKind


def check_relation(
    relation: Relation,
    media_type: str,
    places: Places,
    report: Report,
    *,
    purpose: SetKind,
    is_importing: bool,
) -> None:
    """Check one relationship.

    Args:
        relation: The relationship.
        media_type: That of the data row: only documents know whole features as sources.
        places: Pointers in the spelling of the source.
        report: Takes the issues.
        purpose: What is imported.
        is_importing: The source is a list of rows to import, not somebody's complete label; such lists
            cannot bring relationships as ground truth.
    """
    here = places.relation
    if purpose == "prediction":
        report.add(
            "REL009", "relationships cannot be predictions of a model run",
            "leave the row out, or import it as a pre-label", here,
        )  # fmt: skip
    if purpose == "ground_truth" and is_importing:
        report.add(
            "REL006", "relationships cannot be imported as ground truth",
            "import them as pre-labels and let a person submit them", here,
        )  # fmt: skip
    if relation.source is None and relation.source_feature is None:
        report.add(
            "REL001", "relationship has no source", "give the key of an annotation of this data row",
            f"{here}/source",
        )  # fmt: skip
    elif relation.source is not None and relation.source_feature is not None:
        report.add(
            "REL002", "relationship has both a source and a source feature", "keep one of them",
            f"{here}/{places.source_feature}", got=relation.source_feature,
        )  # fmt: skip
    elif relation.source_feature is not None and media_type != "document":
        report.add(
            "REL008", f"a whole feature cannot be the source of a relationship on {media_type}",
            "give the key of an annotation as source", f"{here}/{places.source_feature}",
            got=relation.source_feature,
        )  # fmt: skip
    elif relation.source == relation.target:
        report.add(
            "REL007", f"relationship joins {relation.target!r} with itself", "name two different annotations",
            f"{here}/target", got=relation.target,
        )  # fmt: skip
