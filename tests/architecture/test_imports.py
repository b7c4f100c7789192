"""What may be imported or called where, as far as import-linter cannot say it."""

import ast
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, ROOT, imported_names, python_files, shown

# The client side may speak HTTP; on the server one package does, so that its guard cannot be walked around.
MAY_IMPORT_HTTPX = (
    "src/postil/media/outbound/",
    "src/postil/sdk/",
    "src/postil/client/",
    "src/postil/cli/",
    "src/postil/testing/",
)
HTTP_CLIENTS = {"httpx", "httpcore", "requests", "urllib3", "aiohttp"}
SDK_MAY_IMPORT = {"sdk", "types", "model", "masks", "formats", "checks", "errors", "__version__"}
CENTRE = ("errors", "model", "masks", "checks", "formats", "metrics", "types")
RUNS_CODE = {"eval", "exec"}
UNSAFE_MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve"}


def unsafe_uses(source: str) -> list[str]:
    """List what in a module could run code that came as data."""
    found = [name for name in imported_names(source) if name.split(".")[0] in UNSAFE_MODULES]
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        if (
            called in RUNS_CODE
            or called in {f"builtins.{name}" for name in RUNS_CODE}
            or called == "yaml.load"
        ):
            found.append(f"{called}()")
        if any(argument.arg == "allow_pickle" for argument in node.keywords):
            found.append(f"{called}(allow_pickle)")
    return found


def opens_connections(source: str) -> bool:
    """Say whether a module imports a library that opens HTTP connections."""
    names = list(imported_names(source))
    return any(name.split(".")[0] in HTTP_CLIENTS or name.startswith("urllib.request") for name in names)


def sources(folder: Path) -> dict[str, str]:
    return {shown(path): path.read_text(encoding="utf-8") for path in python_files(shown(folder))}


def test_nothing_runs_code_that_came_as_data():
    assert {path: uses for path, source in sources(PACKAGE).items() if (uses := unsafe_uses(source))} == {}


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "def f():\n    from pickle import loads",
        "eval('1')",
        "yaml.load(f)",
        "np.load(f, allow_pickle=True)",
    ],
)
def test_an_unsafe_use_is_noticed(source):
    assert unsafe_uses(source)


def test_only_one_package_of_the_server_opens_connections():
    rest = {path: text for path, text in sources(PACKAGE).items() if not path.startswith(MAY_IMPORT_HTTPX)}
    assert [path for path, source in rest.items() if opens_connections(source)] == []


def test_a_client_library_is_noticed_inside_a_function():
    assert opens_connections("def fetch():\n    from urllib.request import urlopen")


def test_the_client_library_touches_the_pure_rooms_only():
    assert rooms_used("sdk") - SDK_MAY_IMPORT == set()
    assert rooms_used("client") - SDK_MAY_IMPORT - {"client"} == set()


def rooms_used(folder: str) -> set[str]:
    used = {name for source in sources(PACKAGE / folder).values() for name in imported_names(source)}
    return {name.split(".")[1] for name in used if name.startswith("postil.")}


def test_the_contract_of_the_centre_names_every_room_of_the_centre():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    centre = "The centre knows no web, database or HTTP library"
    (listed,) = (contract["source_modules"] for contract in contracts if contract["name"] == centre)
    rooms = {
        f"postil.{room}" for room in CENTRE if list(PACKAGE.glob(room)) + list(PACKAGE.glob(f"{room}.py"))
    }
    assert rooms - set(listed) == set()
