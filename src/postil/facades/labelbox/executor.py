"""Executor: from a GraphQL request to its answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import ExecutionResult, GraphQLError, GraphQLSchema, execute_sync

from postil.errors import PostilError
from postil.facades.labelbox.call import Call
from postil.facades.labelbox.document import Documents, InvalidTextError
from postil.facades.labelbox.errors import Json, error_of, failed, graph_error, too_complex, unexpected
from postil.facades.labelbox.limits import ComplexityError

MOST_ERRORS = 20


@dataclass(frozen=True)
class Request:
    """What a client asks for."""

    text: str
    variables: dict[str, Any] = field(default_factory=dict)
    operation: str | None = None


class Executor:
    """Answers requests; what goes wrong is part of the answer, whatever it is.

    Args:
        schema: Bound to what answers its fields.
        refused: Root fields that are not served -> why.
    """

    def __init__(self, schema: GraphQLSchema, refused: Mapping[str, str]) -> None:
        self._schema = schema
        self._documents = Documents(schema, refused)

    @property
    def unknown_leaves(self) -> Mapping[str, int]:
        """Return how often leaves were asked for that are not known here."""
        return self._documents.unknown_leaves

    def answer(self, request: Request, call: Call) -> Json:
        """Return `data`, and `errors` when there are any."""
        try:
            return self._executed(request, call)
        except ComplexityError:
            return failed(too_complex())
        except InvalidTextError as error:
            return failed(*(graph_error(one) for one in error.errors))
        except GraphQLError as error:
            return failed(graph_error(error))
        except PostilError as error:
            return failed(error_of(error))
        except Exception as error:  # noqa: BLE001 - whatever it is, the client is told, and the log
            return failed(unexpected(error))

    def _executed(self, request: Request, call: Call) -> Json:
        prepared = self._documents.prepare(request.text)
        result = execute_sync(
            self._schema,
            prepared.document,
            context_value=call,
            variable_values=request.variables,
            operation_name=request.operation,
        )
        return _spelled(result)


def _spelled(result: ExecutionResult) -> Json:
    found: Json = {"data": result.data}
    if result.errors:
        found = {"errors": [graph_error(error) for error in result.errors[:MOST_ERRORS]], **found}
    return found
