"""Everything public says what it means; a method that fulfils a contract may leave that to the contract."""

import ast
import inspect
import pkgutil
from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path

import heartbeat_cli

SOURCE = Path(__file__).parents[2] / "src" / "heartbeat_cli"
MODULES = sorted(m.name for m in pkgutil.walk_packages(heartbeat_cli.__path__, "heartbeat_cli."))


def _without_docstring(module: ast.Module) -> list[str]:
    """A module, and the functions and classes at its top whose names do not begin with `_`."""
    public = [
        node
        for node in module.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    silent = [node.name for node in public if not ast.get_docstring(node)]
    return silent if ast.get_docstring(module) else ["the module", *silent]


def _written_methods(kind: type) -> Iterator[tuple[str, object]]:
    """The public methods and properties in the text of a class: what a dataclass or a tuple brings is not written."""
    for name, member in vars(kind).items():
        function = getattr(member, "__func__", None) or getattr(member, "fget", None) or getattr(member, "func", member)
        function = inspect.unwrap(function)
        if inspect.isfunction(function) and function.__module__ == kind.__module__ and not name.startswith("_"):
            yield name, member if isinstance(member, cached_property) else getattr(kind, name)


def _silent_methods(kind: type) -> list[str]:
    return [f"{kind.__name__}.{name}" for name, member in _written_methods(kind) if not inspect.getdoc(member)]


def test_everything_public_says_what_it_means() -> None:
    silent = [
        f"{file.relative_to(SOURCE)}: {name}"
        for file in SOURCE.rglob("*.py")
        for name in _without_docstring(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_every_public_method_says_what_it_does() -> None:
    kinds = {
        kind
        for name in MODULES
        if not name.endswith("__main__")
        for kind in vars(import_module(name)).values()
        if inspect.isclass(kind) and kind.__module__ == name and not kind.__name__.startswith("_")
    }
    assert len(kinds) > 300
    assert sorted(f"{kind.__module__}: {name}" for kind in kinds for name in _silent_methods(kind)) == []


class Contract:
    def told(self) -> None:
        """Told once."""


class Fulfilled(Contract):
    def told(self) -> None: ...

    def silent(self) -> None: ...

    def _private(self) -> None: ...

    @property
    def value(self) -> int:
        return 1

    @cached_property
    def computed(self) -> int:
        return 1

    @staticmethod
    def free() -> None: ...


def test_what_is_silent_would_be_seen() -> None:
    module = ast.parse("class A:\n    x = 1\n\nasync def b(): ...\n\ndef c():\n    'Said.'\n\ndef _d(): ...\n")
    assert _without_docstring(module) == ["the module", "A", "b"]
    assert _silent_methods(Fulfilled) == [f"Fulfilled.{name}" for name in ("silent", "value", "computed", "free")]
