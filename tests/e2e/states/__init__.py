"""Every page in every state, a file for each part of the application: `STATES` of its modules, in order."""

import importlib
import pkgutil

from tests.e2e.state import State

MODULES = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
STATES: list[State] = [state for module in MODULES for state in module.STATES]
