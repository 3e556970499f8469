"""The program knows no estate: none of its code has the name of the demo's bank, but for the demo and examples."""

import ast
from pathlib import Path

import heartbeat_cli

SOURCE = Path(heartbeat_cli.__file__).parent
_NAME = "webbank"
# Pages of help, and texts of rules that show an example: they are about no project in particular.
_SAID = ("demo/", "cli/", "rules/")


def _texts(file: Path) -> list[tuple[int, str]]:
    """The texts of a module that are no docstrings, with their lines."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    heads = {
        id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, documented) and _is_text(node.body[:1])
    }
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [(node.lineno, str(node.value)) for node in constants if id(node) not in heads]


def _is_text(body: list[ast.stmt]) -> bool:
    return bool(body) and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)


def test_no_code_knows_the_demos_bank() -> None:
    files = [file for file in SOURCE.rglob("*.py") if not str(file.relative_to(SOURCE)).startswith(_SAID)]
    told = [
        f"{file.relative_to(SOURCE)}:{line}" for file in files for line, text in _texts(file) if _NAME in text.lower()
    ]
    assert len(files) > 300
    assert told == []
