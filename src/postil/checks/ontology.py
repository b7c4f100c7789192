"""ONT007 to ONT010: whether an ontology can be used."""

from collections.abc import Sequence

from postil.checks.report import Report, quoted
from postil.model.issue import Issue
from postil.model.ontology import CLASSIFICATION_KINDS, TOOL_KINDS, Feature, Ontology

MAX_FEATURES = 4_000
"""Features of one ontology, options included; the limit Labelbox documents."""

MAX_DEPTH = 64

_NEEDS_OPTIONS = frozenset({"radio", "checklist"})


def check_ontology(ontology: Ontology) -> list[Issue]:
    """Return what is wrong with an ontology; pointers are into its canonical JSON."""
    report = Report()
    count = 0
    stack: list[tuple[Sequence[Feature], str, int]] = [(ontology.features, "/features", 1)]
    while stack:
        features, pointer, depth = stack.pop()
        if depth > MAX_DEPTH:
            message = f"features are nested deeper than {MAX_DEPTH} levels"
            report.add("ONT007", message, "give fewer levels", pointer, expected=MAX_DEPTH)
            continue
        count += len(features)
        _check_names(features, pointer, report)
        for index, feature in enumerate(features):
            place = f"{pointer}/{index}"
            _check_feature(feature, place, report)
            if feature.children:
                stack.append((feature.children, f"{place}/children", depth + 1))
    if count > MAX_FEATURES:
        report.add(
            "ONT007", f"ontology has {count:,} features, may have {MAX_FEATURES:,}",
            "split it into several ontologies", "/features", got=count, expected=MAX_FEATURES,
        )  # fmt: skip
    _check_prompts(ontology, report)
    return report.issues


def _check_names(features: Sequence[Feature], pointer: str, report: Report) -> None:
    """Siblings need names of their own; a tool, a question and a relationship may share one."""
    seen: set[tuple[str, str]] = set()
    for index, feature in enumerate(features):
        name = (_room(feature), feature.name)
        if name in seen:
            report.add(
                "ONT008", f"{quoted(feature.name)} is the name of two siblings",
                "give every sibling a name of its own", f"{pointer}/{index}/name", got=feature.name,
            )  # fmt: skip
        seen.add(name)


def _room(feature: Feature) -> str:
    if feature.kind in TOOL_KINDS:
        return "tool"
    return "question" if feature.kind in CLASSIFICATION_KINDS else feature.kind


def _check_feature(feature: Feature, pointer: str, report: Report) -> None:
    if not feature.name.strip():
        report.add(
            "ONT007", "feature has an empty name", "give every feature a name", f"{pointer}/name",
            got=feature.name,
        )  # fmt: skip
    if feature.kind in _NEEDS_OPTIONS and not feature.children:
        report.add(
            "ONT009", f"classification {quoted(feature.name)} has no options", "give at least one option",
            f"{pointer}/children", got=[],
        )  # fmt: skip
    least, most = feature.min_characters, feature.max_characters
    if (least or 0) < 0 or (most is not None and most < (least or 0)):
        report.add(
            "ONT007", f"limits of {quoted(feature.name)} are {least or 0} to {most} characters",
            "give a minimum that is not above the maximum", f"{pointer}/max_characters",
            got=most, expected=f">= {least or 0}",
        )  # fmt: skip


def _check_prompts(ontology: Ontology, report: Report) -> None:
    prompts = [feature.name for feature in ontology.features if feature.kind == "prompt"]
    if len(prompts) > 1:
        names = ", ".join(quoted(name) for name in prompts)
        report.add(
            "ONT010", f"ontology has {len(prompts)} prompts ({names})", "keep one of them", "/features",
            got=prompts, expected=1,
        )  # fmt: skip
