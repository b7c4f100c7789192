"""Recipes to draw from."""

from hypothesis import strategies as st

from postil.model.recipe import Recipe, Rule
from postil.testing.strategies.values import names


def recipes(known: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Recipe]:
    """Recipes with rules of every kind, some below others; `known` draws the names."""
    drawn = names() if known is None else known
    leaf = st.one_of(
        st.builds(lambda to: Rule(to=to), drawn),
        st.just(Rule(ignore=True)),
        st.builds(lambda to: Rule(to=to, create="box"), st.none() | drawn),
    )
    nested = st.recursive(
        leaf,
        lambda below: st.builds(
            lambda to, children: Rule(to=to, children=children),
            st.none() | drawn,
            st.dictionaries(drawn, below, min_size=1, max_size=3),
        ),
        max_leaves=6,
    )
    labelled = st.builds(lambda to, label: Rule(to=to, label=label), drawn, drawn)
    control = st.builds(lambda name, to: Rule(children={name: Rule(feature=to)}), drawn, drawn)
    return st.builds(Recipe, st.dictionaries(drawn, nested | labelled | control, max_size=4))
