"""Modules import each other one way only: there is no circle, be it through a function or for a type checker."""

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[2] / "src"


def test_no_circle_of_imports() -> None:
    imports = _imports()
    assert len(imports) > 300
    assert "heartbeat_cli.pgschema" in imports["heartbeat_cli.profiling.facts"]
    try:
        tuple(TopologicalSorter(imports).static_order())
    except CycleError as circle:
        raise AssertionError(" imports ".join(reversed(circle.args[1]))) from None


def _imports() -> dict[str, set[str]]:
    modules = {_name(file): file for file in (ROOT / "heartbeat_cli").rglob("*.py")}
    return {name: set(_imported(file, modules)) - {name} for name, file in modules.items()}


def _name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(file: Path, modules: Mapping[str, Path]) -> Iterator[str]:
    """What a module imports anywhere in it, a name of a package as the module it is where it is one."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom) and node.module in modules:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in modules else node.module
