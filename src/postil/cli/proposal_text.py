"""What an import found in a file and what it would make, for a person to say yes or no to."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from postil.cli.sides import sides
from postil.model.ontology import Feature
from postil.sdk.plan import Plan
from postil.sdk.proposal import Proposal

MOST_FEATURES = 20
MOST_NAMES = 3


def proposal_texts(proposal: Proposal, plan: Plan, source: str) -> Iterator[RenderableType]:
    """Yield the file, its features, its data rows and what is to be made."""
    yield Text.assemble((source, "bold"), f"  {proposal.title}, {counted(proposal.rows, 'row')}")
    if proposal.unreadable:
        yield _remark(f"{counted(proposal.unreadable, 'row')} cannot be read and will be refused")
    yield Text("")
    yield _features(proposal, plan)
    yield from _remarks(proposal, plan)
    yield Text("")
    yield _making(proposal, plan)


def counted(count: int, noun: str) -> str:
    """Return `1 row`, `2 rows`, `12,000 rows`."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{count:,} {noun if count == 1 else plural}"


def listed(names: list[str]) -> str:
    """Return the first few names, quoted, and how many more there are."""
    shown = ", ".join(f'"{name}"' for name in names[:MOST_NAMES])
    return f"{shown} and {len(names) - MOST_NAMES:,} more" if len(names) > MOST_NAMES else shown


def _features(proposal: Proposal, plan: Plan) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    for title in ("  feature", "kind"):
        table.add_column(title)
    table.add_column("annotations", justify="right")
    table.add_column("asks for", overflow="fold")
    known = _known(plan)
    features = proposal.inferred.ontology.features
    for feature in features[:MOST_FEATURES]:
        count = proposal.inferred.counts.get(feature.name)
        name = Text("  " + feature.name, "" if feature.name in known else "yellow")
        table.add_row(
            name, feature.kind.replace("_", " "), "" if count is None else f"{count:,}", _below(feature)
        )
    if len(features) > MOST_FEATURES:
        table.add_row(f"  and {len(features) - MOST_FEATURES:,} more", "", "", "")
    return table


def _known(plan: Plan) -> set[str]:
    names = plan.ontology.names() if plan.ontology else {feature.name for feature in plan.tree.features}
    return names | set(plan.new_features)


def _below(feature: Feature) -> str:
    names = [child.name for child in feature.children]
    shown = ", ".join(names[:MOST_NAMES])
    return f"{shown}, …" if len(names) > MOST_NAMES else shown


def _remarks(proposal: Proposal, plan: Plan) -> Iterator[RenderableType]:
    counts, wrong = proposal.inferred.counts, proposal.inferred.misspelt
    known = _known(plan)
    for name, near in wrong.items():
        if name not in known:
            met = counted(counts.get(name, 0), "annotation")
            yield _remark(f'"{name}" ({met}) left out: taken for a misspelt "{near}", and refused')
    foreign = [one.name for one in proposal.inferred.ontology.features if one.name not in known]
    if foreign:
        yield _remark(f"the ontology has no {listed(foreign)}: these rows will be refused")
        if plan.project is not None:
            yield _remark("`postil map` suggests what they mean, `--map` says it")
    if proposal.inferred.nameless:
        met = counted(proposal.inferred.nameless, "annotation")
        yield _remark(f"{met} without a feature name will be refused")
    for key, near in list(plan.misspelt.items())[:MOST_NAMES]:
        yield _remark(f'no data row "{key}": taken for a misspelt "{near}", its rows will be refused')
    if len(plan.misspelt) > MOST_NAMES:
        yield _remark(f"and {len(plan.misspelt) - MOST_NAMES:,} more like it")
    if plan.absent_ids:
        yield _remark(f"no data row has the id {listed(plan.absent_ids)}: these rows will be refused")


def _making(proposal: Proposal, plan: Plan) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), show_header=False)
    for _ in range(3):
        table.add_column()
    new = Text("new", "green")
    there = Text("is there", "dim")
    if plan.new_keys or proposal.brings_rows:
        table.add_row("  dataset", plan.dataset_name, there if plan.dataset else new)
    made = Text() if proposal.brings_rows else (new if plan.new_keys else there)
    table.add_row("  data rows", _rows(proposal, plan), made)
    name = plan.ontology.name if plan.ontology else plan.ontology_name
    table.add_row("  ontology", name, there if plan.ontology else new)
    if plan.new_features:
        table.add_row("  features", listed(plan.new_features), new)
    table.add_row("  project", plan.project_name, there if plan.project else new)
    return table


def _rows(proposal: Proposal, plan: Plan) -> str:
    if proposal.brings_rows:
        return "those the file describes"
    total = len(proposal.row_keys) - len(plan.misspelt) + len(proposal.row_ids) - len(plan.absent_ids)
    with_media = sum(key in proposal.media for key in plan.new_keys)
    parts = [
        f"{len(plan.new_keys) - with_media:,} without an image" if len(plan.new_keys) > with_media else "",
        f"{with_media:,} with an image to upload" if with_media else "",
        f"{total - len(plan.new_keys):,} in the catalog" if total > len(plan.new_keys) else "",
    ]
    return ", ".join(part for part in parts if part) or "none"


def _remark(text: str) -> RenderableType:
    return sides(Text.assemble(("! ", "bold yellow"), text), Text(), 0)
