"""Rooms are entered by their face: what a room has for others, its `__init__` names."""

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "heartbeat_cli"
# A member of a door stands for its rooms, and is loaded by name; a contract only names their values.
_INSIDE = ("marts/kinds/", "sources/", "estate/marts_kind.py", "estate/archetype.py")


@pytest.mark.parametrize("room", ["ingest", "marts"])
def test_nobody_imports_past_the_face(room: str) -> None:
    past = []
    for file in sorted(SOURCE.rglob("*.py")):
        name = str(file.relative_to(SOURCE))
        if name.startswith((f"{room}/", *_INSIDE)) or (room == "marts" and name.startswith("ingest/")):
            continue
        nodes = (n for n in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(n, ast.ImportFrom))
        inner = (n for n in nodes if re.match(rf"heartbeat_cli\.{room}\.", n.module or ""))
        past += [f"{name}:{node.lineno}: {node.module}" for node in inner]
    assert past == []


def test_every_name_of_the_face_of_ingest_is_there() -> None:
    from heartbeat_cli import ingest

    assert [name for name in ingest.__all__ if getattr(ingest, name, None) is None] == []
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        ingest.nothing  # noqa: B018 - asked for
