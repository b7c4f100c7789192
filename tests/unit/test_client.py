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
    assert all(getattr(postil, name).__name__ == name for name in declared() - MODULES)


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
