"""What importing Postil loads: nothing that is heavy, and nothing at all of the server."""

import subprocess
import sys

import pytest

import postil as lb

HEAVY = {
    "numpy",
    "PIL",
    "httpx",
    "rich",
    "anyio",
    "sqlalchemy",
    "starlette",
    "granian",
    "alembic",
    "cyclopts",
}


def loaded(program: str) -> set[str]:
    """Return the modules there are after a program that were not there before it."""
    code = f"import sys; before = set(sys.modules); {program}; print(*(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def tops(modules: set[str]) -> set[str]:
    return {name.split(".")[0] for name in modules}


def test_the_package_is_one_module_of_ours():
    found = loaded("import postil as lb")
    assert {name for name in found if name.startswith("postil")} == {"postil"}
    assert not tops(found) & HEAVY


def test_annotations_need_neither_network_nor_arrays():
    found = loaded(
        "import postil as lb; t = lb.types; box = t.ObjectAnnotation(name='a', value=t.Point(x=1, y=2));"
        "rows = list(t.to_ndjson(t.Label(data={'global_key': 'a'}, annotations=[box])))"
    )
    assert not tops(found) & HEAVY


def test_the_client_needs_http_and_nothing_of_the_server():
    found = loaded("import postil as lb; lb.Client, lb.MALPredictionImport, lb.OntologyBuilder")
    assert "httpx" in found
    # httpx loads rich, where it is there, for a command line of its own.
    assert not tops(found) & (HEAVY - {"httpx", "rich", "anyio"})
    assert not {
        name for name in found if name.startswith(("postil.server", "postil.services", "postil.stores"))
    }


def test_importing_costs_a_fraction_of_what_a_client_costs():
    whole = len(loaded("import postil as lb; lb.Client"))
    assert len(loaded("import postil as lb")) * 5 < whole


@pytest.mark.parametrize("name", [one for one in dir(lb) if not one.startswith("_")])
def test_every_name_is_there(name):
    assert getattr(lb, name) is not None


def test_a_name_that_is_none_is_told():
    with pytest.raises(AttributeError, match="Clint"):
        _ = lb.Clint
