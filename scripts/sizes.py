"""Print how much disk the installed Postil takes, without bytecode, pip and development tools.

Needs the standard library only. Run it with the Python of the environment to measure.
"""

import re
import sys
import sysconfig
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

LIMIT_MB = 150
LARGEST_SHOWN = 5


def required_distributions(root: str) -> list[Distribution]:
    """Walk the requirements of `root` without extras; one not installed here does not apply here."""
    found: dict[str, Distribution] = {}
    waiting = [root]
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue
        waiting += [_project_name(line) for line in found[name].requires or [] if "extra ==" not in line]
    return list(found.values())


def _project_name(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    return match.group() if match else ""


def size_of(installed: Distribution) -> int:
    """Sum the bytes of a distribution's files on disk, bytecode left out."""
    paths = (Path(str(installed.locate_file(file))) for file in installed.files or [])
    return sum(path.stat().st_size for path in paths if path.suffix != ".pyc" and path.is_file())


def size_under(folder: Path, skipped: tuple[str, ...] = ()) -> int:
    """Sum the bytes below a folder, bytecode and top-level names beginning with `skipped` left out."""
    return sum(
        path.stat().st_size
        for path in folder.rglob("*")
        if path.suffix != ".pyc"
        and path.is_file()
        and not path.relative_to(folder).parts[0].startswith(skipped or ("\0",))
    )


def main() -> int:
    """Print the sizes in megabytes of 10^6 bytes; exit 1 above the limit Postil holds itself to."""
    source = Path(__file__).resolve().parent.parent / "src"
    sizes = {found.name: size_of(found) for found in required_distributions("postil")}
    # An editable installation records a pointer to src/, not the files.
    sizes["postil"] = sizes.get("postil", 0) + size_under(source)
    total = sum(sizes.values()) / 1e6
    largest = sorted(sizes.items(), key=lambda item: -item[1])[:LARGEST_SHOWN]
    print(f"Installed: {total:.0f} MB in {len(sizes)} packages without bytecode (limit {LIMIT_MB} MB)")
    print("  largest: " + ", ".join(f"{name} {size / 1e6:.1f}" for name, size in largest))
    everything = size_under(Path(sysconfig.get_path("purelib")), ("pip", "setuptools", "pkg_resources"))
    beside = everything + size_under(source) - sum(sizes.values())
    if beside > 1e6:
        print(f"  development tools in the same .venv: {beside / 1e6:.0f} MB more")
    return int(total > LIMIT_MB)


if __name__ == "__main__":
    sys.exit(main())
