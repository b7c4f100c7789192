"""Recipe: how the names of a source become features and options of an ontology."""

from collections.abc import Iterator

import msgspec

from postil.model.ontology import FeatureKind

MAX_RULES = 4_000
"""Rules of one recipe, those below others included: as many as an ontology may have features."""

Place = tuple[str, ...]
"""What a rule is about: the names of the source from the top down, as the source spells them."""


class Rule(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """What becomes of one name of the source.

    `to` is the name it gets, absent when it keeps its own; `ignore` leaves out what has the name; `create`
    is the kind of feature that is added to the ontology when it has none of that name. `children` are rules
    for what stands below it: questions, options, labels. Every name is mapped once: the outcome of a rule is
    not looked up again.

    Sources differ in whether a thing is a feature or a label of one. `label` beside `to` makes of a feature
    that label of the control `to`; `feature` makes of a label a feature of its own.
    """

    to: str | None = None
    label: str | None = None
    feature: str | None = None
    ignore: bool = False
    create: FeatureKind | None = None
    children: dict[str, "Rule"] = {}

    @property
    def acts(self) -> bool:
        """Tell whether it does something by itself, not only through what is below it."""
        given = (self.to, self.create, self.feature)
        return self.ignore or any(value is not None for value in given)


class Recipe(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True):
    """Rules by the name of a top-level feature, or the schema id where the source gives no name."""

    features: dict[str, Rule] = {}

    def walk(self) -> Iterator[tuple[Place, Rule]]:
        """Yield every rule with its place, parents first."""
        yield from _walk((), self.features)


def _walk(above: Place, rules: dict[str, Rule]) -> Iterator[tuple[Place, Rule]]:
    for name, rule in rules.items():
        place = (*above, name)
        yield place, rule
        yield from _walk(place, rule.children)


def pointer_of(place: Place) -> str:
    """Return the JSON pointer of the rule about a place into its document."""
    steps = [f"{'children' if depth else 'features'}/{_escaped(name)}" for depth, name in enumerate(place)]
    return "".join(f"/{step}" for step in steps)


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def place_of(pointer: str) -> Place:
    """Return the place of a rule that `pointer_of` points at."""
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[2::2])
