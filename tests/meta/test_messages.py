"""What hb says when something is wrong is short: two sentences of a message, and two of what to do next."""

import ast
import re
from collections.abc import Iterator

from tests.conftest import REPOSITORY

_END = re.compile(r"[.!?](?=\s+[A-Z`-])")
_MOST = 2


def test_no_text_has_more_than_two_sentences() -> None:
    files = (REPOSITORY / "src" / "heartbeat_cli").rglob("*.py")
    told = [(file, line, text) for file in files for line, text in texts(ast.parse(file.read_text()))]
    assert [(str(f), line, text) for f, line, text in told if len(_END.findall(text)) + 1 > _MOST] == []
    assert len(told) > 5_000


def texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Each text of a module with its line: no docstrings, and not the pages that are constants of a module."""
    pages = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr)]
    inside = {id(node) for page in pages for node in ast.walk(page)}
    inside |= {id(part) for node in ast.walk(tree) for part in _docstring(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in inside:
            inside |= {id(part) for part in ast.walk(node)}
            yield node.lineno, "".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.lineno, node.value


def _docstring(node: ast.AST) -> list[ast.expr]:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or not node.body:
        return []
    first = node.body[0]
    return [first.value] if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) else []
