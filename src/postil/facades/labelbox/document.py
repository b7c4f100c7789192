"""Documents: GraphQL texts parsed, bounded, validated once, and kept for the next time."""

import logging
from collections import Counter, OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    NameNode,
    OperationDefinitionNode,
    OperationType,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    parse,
    specified_rules,
    validate,
    visit,
)
from graphql.validation import (
    ASTValidationRule,
    OverlappingFieldsCanBeMergedRule,
    VariablesInAllowedPositionRule,
)

from postil.errors import UnsupportedError
from postil.facades.labelbox.graph import ROOTS, UNKNOWN
from postil.facades.labelbox.limits import MOST_TEXT, MOST_TOKENS, ComplexityError, demand_bounded

MOST_KEPT = 512
MOST_KEPT_TEXT = 8_000
"""Characters of a text that is kept: those of the package are shorter, unless ids stand in them."""

MOST_ERRORS = 10
MOST_NAME = 80

RULES: tuple[type[ASTValidationRule], ...] = tuple(
    rule
    for rule in specified_rules
    # The first takes quadratic time. Named types are scalars where the package's differ among each other.
    if rule not in (OverlappingFieldsCanBeMergedRule, VariablesInAllowedPositionRule)
)

log = logging.getLogger("postil.labelbox")


class InvalidTextError(Exception):
    """A text that is not valid against the schema."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(errors[0].message)
        self.errors = errors


@dataclass(frozen=True)
class Prepared:
    """A text that can be executed; `unknown` are the leaves in it that are answered with null."""

    document: DocumentNode
    unknown: tuple[str, ...] = ()


class Documents:
    """Texts and what they mean; safe to use from several threads.

    Args:
        schema: What they are about.
        refused: Root fields of the package that are not served -> why.
    """

    def __init__(self, schema: GraphQLSchema, refused: Mapping[str, str]) -> None:
        roots = (schema.query_type, schema.mutation_type)
        served = {name for kind in roots if kind is not None for name in kind.fields}
        self._schema = schema
        self._refused = {name: why for name, why in refused.items() if name not in served}
        self._kept: OrderedDict[str, Prepared] = OrderedDict()
        self._lock = Lock()
        self.unknown_leaves: Counter[str] = Counter()

    def prepare(self, text: str) -> Prepared:
        """Return a text ready for execution.

        Raises:
            GraphQLError: It is no GraphQL.
            ComplexityError: It asks for too much.
            UnsupportedError: It calls something that is not served.
            InvalidTextError: It does not fit the schema.
        """
        with self._lock:
            found = self._kept.get(text)
            if found is not None:
                self._kept.move_to_end(text)
        if found is None:
            found = self._made(text)
            self._keep(text, found)
        self._count(found.unknown)
        return found

    def _made(self, text: str) -> Prepared:
        document = _parsed(text)
        demand_bounded(document)
        self._demand_served(document)
        document, unknown = without_unknown_leaves(document, self._schema)
        errors = validate(self._schema, document, RULES, max_errors=MOST_ERRORS)
        if errors:
            raise InvalidTextError(errors)
        return Prepared(document, tuple(unknown))

    def _keep(self, text: str, made: Prepared) -> None:
        if len(text) > MOST_KEPT_TEXT:
            return
        with self._lock:
            self._kept[text] = made
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def _count(self, unknown: Collection[str]) -> None:
        with self._lock:
            known = self.unknown_leaves
            new = [name for name in dict.fromkeys(unknown) if name not in known][: MOST_KEPT - len(known)]
            known.update(name for name in unknown if name in known or name in new)
        if new:
            log.warning("asked for what is not known here and answered with null: %s", ", ".join(new[:20]))

    def _demand_served(self, document: DocumentNode) -> None:
        for node in document.definitions:
            if not isinstance(node, OperationDefinitionNode):
                continue
            for field in node.selection_set.selections:
                name = field.name.value if isinstance(field, FieldNode) else ""
                if name in self._refused:
                    raise UnsupportedError(f"{name} is not served here: {self._refused[name]}")


def _parsed(text: str) -> DocumentNode:
    if len(text) > MOST_TEXT:
        raise ComplexityError
    try:
        document = parse(text, no_location=True, max_tokens=MOST_TOKENS)
    except RecursionError:
        raise ComplexityError from None
    kinds = [node.operation for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if OperationType.SUBSCRIPTION in kinds:
        raise UnsupportedError("subscriptions are not served here")
    return document


def without_unknown_leaves(document: DocumentNode, schema: GraphQLSchema) -> tuple[DocumentNode, list[str]]:
    """Let every leaf that a known type does not have be answered with null, and return what they are.

    A root field is none of them: what is not known there is an error that validation finds.
    """
    types, found = TypeInfo(schema), list[str]()

    class Replacing(Visitor):
        def enter_field(self, node: FieldNode, *_: Any) -> Any:
            parent = types.get_parent_type()
            is_known = types.get_field_def() is not None
            if is_known or node.selection_set or not isinstance(parent, GraphQLObjectType):
                return None
            if parent.name in ROOTS:
                return None
            found.append(f"{parent.name}.{node.name.value[:MOST_NAME]}")
            return FieldNode(
                name=NameNode(value=UNKNOWN),
                alias=node.alias or node.name,
                directives=node.directives,
                arguments=(),
            )

    return visit(document, TypeInfoVisitor(types, Replacing())), found
