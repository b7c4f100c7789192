"""Limits: how much one GraphQL text may ask for, counted before anything is validated or resolved."""

from collections.abc import Iterator

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
)
from graphql.language import ExecutableDefinitionNode, SelectionNode

MOST_TEXT = 4_000_000
"""Characters of a text. Ids to delete stand in it literally, tens of thousands of them."""

MOST_TOKENS = 60_000
MOST_DEPTH = 20
MOST_FIELDS = 2_000
MOST_ROOTS = 20


class ComplexityError(BaseException):
    """A request asks for too much.

    No Exception: the executor would take that as the error of one field and go on with the others.
    """


def demand_bounded(document: DocumentNode) -> None:
    """Return when a text asks for a bounded number of fields, with its fragments where they are spread.

    Raises:
        ComplexityError: It is too deep, or asks for too many fields.
    """
    fragments = {
        node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
    }
    weights: dict[str, tuple[int, int]] = {}
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            fields, depth = _weigh(node, fragments, weights, ())
            is_wide = len(node.selection_set.selections) > MOST_ROOTS
            if is_wide or fields > MOST_FIELDS or depth > MOST_DEPTH:
                raise ComplexityError


def _weigh(
    node: ExecutableDefinitionNode | SelectionNode,
    fragments: dict[str, FragmentDefinitionNode],
    weights: dict[str, tuple[int, int]],
    inside: tuple[str, ...],
) -> tuple[int, int]:
    """Return how many fields a node comes to, and how deep they lie."""
    fields, depth = 0, 0
    if len(inside) > MOST_DEPTH:
        raise ComplexityError
    for child in _children(node):
        if isinstance(child, FragmentSpreadNode):
            name = child.name.value
            if name in inside or name not in fragments:
                continue  # validation says what is wrong with it
            if name not in weights:
                weights[name] = _weigh(fragments[name], fragments, weights, (*inside, name))
            more, deeper = weights[name]
        else:
            more, deeper = _weigh(child, fragments, weights, (*inside, ""))
        is_field = isinstance(child, FieldNode)
        fields, depth = fields + more + is_field, max(depth, deeper + is_field)
    return fields, depth


def _children(node: ExecutableDefinitionNode | SelectionNode) -> Iterator[SelectionNode]:
    found = getattr(node, "selection_set", None)
    yield from found.selections if found is not None else ()
