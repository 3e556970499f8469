"""Faces: what a room has for others is named in its `__init__`, and imported when it is asked for.

    __getattr__, __dir__ = face(__name__, {"lock": "single_flight", "holder": "Holder current_holder"})

Whoever imports a name from the room loads the module it is in, and none of the others.
"""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def face(package: str, modules: Mapping[str, str]) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """`__getattr__` and `__dir__` of `package`; `modules` has the names of each of its modules, divided by blanks."""
    homes = {name: module for module, names in modules.items() for name in names.split()}

    def look_up(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(f"{package}.{homes[name]}"), name)
        # Asked for once: from now on it is an attribute like any other.
        setattr(sys.modules[package], name, value)
        return value

    def list_names() -> list[str]:
        return sorted({*homes, *vars(sys.modules[package])})

    return look_up, list_names
