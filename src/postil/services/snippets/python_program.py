"""The program in Python types: annotations as objects, imported by the client."""

import keyword
import re

from postil.services.snippets.expression import Name, spell
from postil.services.snippets.ndjson_program import COUNTS
from postil.services.snippets.program import Destination, Program, title_of
from postil.services.snippets.sample import Sample

_CLASSES = {"pre_label": ("MALPredictionImport", "predictions"), "ground_truth": ("LabelImport", "labels")}
_NAMES = frozenset(
    {"lb", "lb_types", "np", "label", "client", "job", "pixels", "counts", "status", "error", "print"}
)


def python_program(samples: list[Sample], to: Destination) -> Program:
    """Write the program for samples that have objects."""
    imports = ["import postil.types as lb_types"]
    statements: list[str] = []
    variables: list[str] = []
    taken = set(_NAMES)
    for number, sample in enumerate(samples, 1):
        lines = [line for line in sample.before if not line.startswith("import ")]
        imports = [*[line for line in sample.before if line.startswith("import ")], *imports]
        if lines and "\n".join(lines).strip() not in "\n".join(statements):
            statements += ["\n".join(lines).strip()]
        for name, end in zip(_ends(sample), sample.ends, strict=True):
            statements.append(spell(end, f"{name} = "))
            variables.append(name)
        for part, expression in enumerate(sample.objects):
            name = _variable(sample.name, number, part, taken)
            statements.append(spell(expression, f"{name} = "))
            variables.append(name)
    label = spell(Name("label"))
    given = spell([Name(name) for name in variables], "annotations=", ",", indent=4)
    data = f'    data={{"global_key": {_quoted(to.global_key)}}},'
    statements.append(f"{label} = lb_types.Label(\n{data}\n{given}\n)")
    head = "\n".join(sorted(dict.fromkeys(imports)))
    return Program(
        kind="python",
        format="labelbox",
        payload=f"{head}\n\n" + "\n".join(statements) + "\n",
        code=_code(samples, to),
    )


def _code(samples: list[Sample], to: Destination) -> str:
    kind, argument = _CLASSES[to.purpose]
    name = title_of(samples, to, "from objects")
    return (
        "import postil as lb\n\n"
        f"client = lb.Client(endpoint={_quoted(to.url)})  # with your key from POSTIL_KEY\n"
        f"job = lb.{kind}.create_from_objects(\n"
        f"    client, {_quoted(to.project)}, {_quoted(name)}, {argument}=[label]\n"
        ")\n"
        f"{COUNTS}"
    )


def _ends(sample: Sample) -> list[str]:
    names = re.findall(r"(?:source|target)_\d+", spell(sample.objects[0])) if sample.ends else []
    return list(dict.fromkeys(names))


def _variable(name: str, number: int, part: int, taken: set[str]) -> str:
    found = re.sub(r"\W+", "_", name).strip("_").lower()
    if not found.isidentifier() or not found.isascii() or keyword.iskeyword(found) or found in taken:
        found = f"annotation_{number}"
    if part:
        found = f"{found}_{part + 1}"
    taken.add(found)
    return found


def _quoted(text: str) -> str:
    return spell(text)
