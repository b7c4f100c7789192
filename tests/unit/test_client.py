"""The names of the client that `import postil` offers."""

import ast
import inspect
import subprocess
import sys

import pytest

import postil
from postil.client.client import Client

HEAVY = ("numpy", "PIL", "httpx", "rich", "sqlalchemy", "starlette", "alembic")


MODULES = {"errors", "types"}
ALIASES = {"BufferedJsonConverterOutput": "ExportedRow", "ExportTask": "Export"}


def declared() -> set[str]:
    """Return the names a type checker finds in the package."""
    tree = ast.parse(inspect.getsource(postil))
    (checked,) = (node for node in tree.body if isinstance(node, ast.If))
    return {
        alias.asname or ""
        for node in checked.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_every_name_a_type_checker_finds_is_there_and_the_other_way_round():
    offered = {name for name in dir(postil) if not name.startswith("_") and name[0].isupper()}
    assert declared() - MODULES == offered - {"Any", "TYPE_CHECKING"}
    names = {name: getattr(postil, name).__name__ for name in declared() - MODULES}
    assert {name: found for name, found in names.items() if name != found} == ALIASES


def test_a_name_comes_from_the_client():
    assert postil.Client is Client


def test_types_and_errors_need_no_import_of_their_own():
    code = "import postil; print(postil.types.MaskData.__name__, postil.errors.UsageError.__name__)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["MaskData", "UsageError"]


def test_importing_loads_nothing_heavy():
    code = f"import sys, postil; print([name for name in {HEAVY} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def loaded(program: str) -> set[str]:
    """Return the modules there are after a program that were not there before it."""
    code = f"import sys; before = set(sys.modules); {program}; print(*(set(sys.modules) - before))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(told.stdout.split())


def test_importing_loads_one_module_of_ours_and_a_fraction_of_what_a_client_needs():
    found = loaded("import postil")
    assert {name for name in found if name.startswith("postil")} == {"postil"}
    assert len(found) * 5 < len(loaded("import postil; postil.Client"))


def test_annotations_are_made_and_written_without_network_and_arrays():
    found = loaded(
        "import postil; t = postil.types; box = t.ObjectAnnotation(name='a', value=t.Point(x=1, y=2));"
        "rows = list(t.to_ndjson(t.Label(data={'global_key': 'a'}, annotations=[box])))"
    )
    assert not {name.split(".")[0] for name in found} & set(HEAVY)


def test_the_client_loads_nothing_of_the_server():
    code = (
        "import sys, postil; postil.Client, postil.LabelImport, postil.types; "
        "print([name for name in ('numpy', 'PIL', 'sqlalchemy', 'starlette') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_name_that_is_none_is_said_to_be_none():
    with pytest.raises(AttributeError, match="no attribute 'Klient'"):
        postil.Klient  # noqa: B018
