"""Ontology builder: the features of an ontology, put together in Python."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from postil.errors import UsageError

if TYPE_CHECKING:
    from postil.client.ontologies import Ontology
    from postil.client.projects import Project

Document = dict[str, Any]
E = TypeVar("E", bound=Enum)
Node = TypeVar("Node", bound="Option | Classification | Tool")


@dataclass
class Option:
    """A permitted reply.

    Args:
        value: What an answer must match.
        label: What people read; the value when absent.
        schema_id: The id of the node in another system; kept, not needed.
        feature_schema_id: The id of the feature, when it is one that exists.
        options: Questions that are asked when this was the reply.
    """

    value: str
    label: str | None = None
    schema_id: str | None = None
    feature_schema_id: str | None = None
    options: "list[Classification]" = field(default_factory=list)

    def __post_init__(self) -> None:
        """See to it that there is something to read."""
        self.label = self.label or self.value

    def add_option(self, option: "Classification") -> None:
        """Ask a further question when this was the reply.

        `sunny.add_option(lb.Classification(lb.Classification.Type.TEXT, "how hot"))`
        """
        _add(self.options, option, self.value)

    def asdict(self) -> Document:
        """Return it as a normalized ontology has it.

        `lb.Option("sunny").asdict()`
        """
        return {
            "schemaNodeId": self.schema_id,
            "featureSchemaId": self.feature_schema_id,
            "label": self.label,
            "value": self.value,
            "options": [question.asdict() for question in self.options],
        }

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> "Option":
        """Read it from a normalized ontology.

        `option = lb.Option.from_dict({"value": "sunny"})`
        """
        return cls(
            value=document["value"],
            label=document.get("label"),
            schema_id=document.get("schemaNodeId"),
            feature_schema_id=document.get("featureSchemaId"),
            options=[Classification.from_dict(one) for one in document.get("options") or []],
        )


@dataclass
class Classification:
    """A question.

    Args:
        class_type: How it is answered, such as `Classification.Type.RADIO`.
        name: What an annotation must match.
        instructions: What people read; the name when absent.
        required: A label cannot be submitted without an answer.
        options: The permitted replies of a radio or checklist.
        schema_id: The id of the node in another system; kept, not needed.
        feature_schema_id: The id of the feature, when it is one that exists.
        scope: Whether the answer is one for all, or may differ per frame or message.
        ui_mode: How the replies are offered.
    """

    class Type(Enum):
        """How a question is answered."""

        TEXT = "text"
        CHECKLIST = "checklist"
        RADIO = "radio"
        PROMPT = "prompt"
        RESPONSE_TEXT = "response-text"
        RESPONSE_CHECKLIST = "response-checklist"
        RESPONSE_RADIO = "response-radio"

    class Scope(Enum):
        """Whether an answer is one for all, or may differ per frame or message."""

        GLOBAL = "global"
        INDEX = "index"

    class UIMode(Enum):
        """How replies are offered."""

        HOTKEY = "hotkey"
        SEARCHABLE = "searchable"

    class_type: Type
    name: str | None = None
    instructions: str | None = None
    required: bool = False
    options: list[Option] = field(default_factory=list)
    schema_id: str | None = None
    feature_schema_id: str | None = None
    scope: Scope | None = None
    ui_mode: UIMode | None = None

    def __post_init__(self) -> None:
        """See to it that it has both names, or refuse it."""
        self.class_type = _member(self.Type, self.class_type, "class_type")
        if not self.name and not self.instructions:
            raise UsageError("the classification has no name", code="ONT007", hint='give name="…"')
        self.name = self.name or self.instructions
        self.instructions = self.instructions or self.name

    def add_option(self, option: Option) -> None:
        """Permit a further reply.

        `weather.add_option(lb.Option("rainy"))`

        Raises:
            UsageError: ONT008, it is there already.
        """
        _add(self.options, option, self.name)

    def asdict(self) -> Document:
        """Return it as a normalized ontology has it.

        `weather.asdict()`
        """
        document: Document = {
            "type": self.class_type.value,
            "instructions": self.instructions,
            "name": self.name,
            "required": self.required,
            "options": [option.asdict() for option in self.options],
            "schemaNodeId": self.schema_id,
            "featureSchemaId": self.feature_schema_id,
            "attributes": None,
        }
        if self.scope is not None:
            document["scope"] = _member(self.Scope, self.scope, "scope").value
        if self.ui_mode is not None:
            document["uiMode"] = _member(self.UIMode, self.ui_mode, "ui_mode").value
        return document

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> "Classification":
        """Read it from a normalized ontology.

        `weather = lb.Classification.from_dict(document)`
        """
        scope, mode = document.get("scope"), document.get("uiMode")
        return cls(
            class_type=_member(cls.Type, document["type"], "type"),
            name=document.get("name"),
            instructions=document.get("instructions"),
            required=bool(document.get("required")),
            options=[Option.from_dict(one) for one in document.get("options") or []],
            schema_id=document.get("schemaNodeId"),
            feature_schema_id=document.get("featureSchemaId"),
            scope=None if scope in (None, "global") else _member(cls.Scope, scope, "scope"),
            ui_mode=None if mode is None else _member(cls.UIMode, mode, "uiMode"),
        )


@dataclass
class Tool:
    """A feature that draws, or links two annotations.

    Args:
        tool: What it draws, such as `Tool.Type.BBOX`.
        name: What an annotation must match.
        required: A label cannot be submitted without one.
        color: `#rrggbb`; chosen by the editor when absent.
        classifications: Questions about every single object.
        schema_id: The id of the node in another system; kept, not needed.
        feature_schema_id: The id of the feature, when it is one that exists.
        definition: More about it, such as the `constraints` of a relationship.
    """

    class Type(Enum):
        """What a tool draws; `RELATIONSHIP` links."""

        POLYGON = "polygon"
        SEGMENTATION = "superpixel"
        RASTER_SEGMENTATION = "raster-segmentation"
        POINT = "point"
        BBOX = "rectangle"
        LINE = "line"
        NER = "named-entity"
        RELATIONSHIP = "edge"
        MESSAGE_SINGLE_SELECTION = "message-single-selection"
        MESSAGE_MULTI_SELECTION = "message-multi-selection"
        MESSAGE_RANKING = "message-ranking"
        STEP_REASONING = "step-reasoning"
        FACT_CHECKING = "fact-checking"
        PROMPT_ISSUE = "prompt-issue"
        MARKER = "marker"

    tool: Type
    name: str
    required: bool = False
    color: str | None = None
    classifications: list[Classification] = field(default_factory=list)
    schema_id: str | None = None
    feature_schema_id: str | None = None
    definition: Document | None = None

    def __post_init__(self) -> None:
        """Read another spelling of the tool, or refuse it."""
        self.tool = _member(self.Type, self.tool, "tool")

    def add_classification(self, classification: Classification) -> None:
        """Ask a further question about every object.

        `car.add_classification(lb.Classification(lb.Classification.Type.TEXT, "plate"))`

        Raises:
            UsageError: ONT008, it is there already.
        """
        _add(self.classifications, classification, self.name)

    def asdict(self) -> Document:
        """Return it as a normalized ontology has it.

        `car.asdict()`
        """
        more = {} if self.definition is None else {"definition": self.definition}
        return more | {
            "tool": self.tool.value,
            "name": self.name,
            "required": self.required,
            "color": self.color,
            "classifications": [one.asdict() for one in self.classifications],
            "schemaNodeId": self.schema_id,
            "featureSchemaId": self.feature_schema_id,
            "attributes": None,
        }

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> "Tool":
        """Read it from a normalized ontology.

        `car = lb.Tool.from_dict({"tool": "rectangle", "name": "car"})`
        """
        return cls(
            tool=_member(cls.Type, document["tool"], "tool"),
            name=document["name"],
            required=bool(document.get("required")),
            color=document.get("color"),
            classifications=[Classification.from_dict(one) for one in document.get("classifications") or []],
            schema_id=document.get("schemaNodeId"),
            feature_schema_id=document.get("featureSchemaId"),
            definition=document.get("definition"),
        )


@dataclass
class OntologyBuilder:
    """The features of an ontology; `asdict` is what `Client.create_ontology` takes.

    Args:
        tools: What is drawn.
        classifications: Questions about the whole data row.
    """

    tools: list[Tool] = field(default_factory=list)
    classifications: list[Classification] = field(default_factory=list)

    def add_tool(self, tool: Tool) -> None:
        """Add a tool.

        `builder.add_tool(lb.Tool(lb.Tool.Type.BBOX, "car"))`

        Raises:
            UsageError: ONT008, there is one of this name already.
        """
        _add(self.tools, tool, "the ontology")

    def add_classification(self, classification: Classification) -> None:
        """Add a question.

        `builder.add_classification(weather)`

        Raises:
            UsageError: ONT008, there is one of this name already.
        """
        _add(self.classifications, classification, "the ontology")

    def asdict(self) -> Document:
        """Return the normalized ontology.

        `client.create_ontology("traffic", builder.asdict())`
        """
        return {
            "tools": [tool.asdict() for tool in self.tools],
            "classifications": [
                {"scope": Classification.Scope.GLOBAL.value} | question.asdict()
                for question in self.classifications
            ],
        }

    @classmethod
    def from_ontology(cls, ontology: "Ontology") -> "OntologyBuilder":
        """Begin with the features of an ontology that exists.

        `builder = lb.OntologyBuilder.from_ontology(ontology)`
        """
        return cls.from_dict(ontology.normalized)

    @classmethod
    def from_project(cls, project: "Project") -> "OntologyBuilder":
        """Begin with the features of a project's ontology; with none when it has no ontology.

        `builder = lb.OntologyBuilder.from_project(project)`
        """
        ontology = project.ontology()
        return cls() if ontology is None else cls.from_ontology(ontology)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> "OntologyBuilder":
        """Read a normalized ontology.

        `builder = lb.OntologyBuilder.from_dict(ontology.normalized)`
        """
        return cls(
            tools=[Tool.from_dict(one) for one in document.get("tools") or []],
            classifications=[Classification.from_dict(one) for one in document.get("classifications") or []],
        )


def _add(nodes: list[Node], node: Node, place: str | None) -> None:
    name = _name(node)
    if any(_name(one) == name for one in nodes):
        raise UsageError(
            f"{name!r} is given twice in {place!r}",
            code="ONT008",
            hint="give every sibling a name of its own",
        )
    nodes.append(node)


def _name(node: "Option | Classification | Tool") -> str | None:
    return node.value if isinstance(node, Option) else node.name


def _member(kind: type[E], given: object, key: str) -> E:
    """Return a member of an enumeration by itself or by its value."""
    try:
        return kind(given)
    except ValueError:
        values = ", ".join(str(one.value) for one in kind)
        raise UsageError(
            f"{key} is {given!r}, which is not known", code="ONT007", hint=f"use one of {values}"
        ) from None
