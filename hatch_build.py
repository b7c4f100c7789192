"""Builds the pages of the browser when Postil is installed or packed from its source code.

What was built already is taken as it is: no node is fetched for it. Where building fails, Postil is installed
without pages, says so at `/`, and everything else works; with REQUIRE_WEB=1, as for releases, it is an error.
SKIP_WEB=1 does not even try.
"""

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent / "scripts"))

import build_web


class PagesHook(BuildHookInterface[Any]):
    """The hook of hatchling, found by being the only one here."""

    def dependencies(self) -> list[str]:
        """Return what the build needs: node, when there is something to build."""
        return [build_web.NODE] if self._is_needed() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the pages if they are not there as the sources say.

        Args:
            version: `standard` or `editable`.
            build_data: What hatchling takes into account; nothing has to be changed in it.

        Raises:
            BuildError: It failed, and REQUIRE_WEB says that it may not.
        """
        if not self._is_needed():
            return
        try:
            build_web.build(Path(self.root))
        except build_web.BuildError as error:
            if os.environ.get("REQUIRE_WEB"):
                raise
            self.app.display_warning(f"Postil is installed without its pages for the browser: {error}")

    def _is_needed(self) -> bool:
        return not os.environ.get("SKIP_WEB") and build_web.is_needed(Path(self.root))
