"""Rooms are entered by their face: what a room has for others, its `__init__` names."""

import ast
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "heartbeat_cli"
ROOMS = sorted(folder.name for folder in SOURCE.iterdir() if (folder / "__init__.py").is_file())
# A member of a door stands for its rooms and is loaded by name.
INSIDE = ("marts/kinds/", "sources/archetypes/", "__init__.py", "__main__.py")


def _imports(file: Path) -> "list[tuple[int, str, str]]":
    nodes = (n for n in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(n, ast.ImportFrom))
    ours = [node for node in nodes if (node.module or "").startswith("heartbeat_cli.")]
    return [(node.lineno, node.module or "", alias.name) for node in ours for alias in node.names]


def _named(room: str, name: str) -> bool:
    return room not in ROOMS or name in getattr(import_module(f"heartbeat_cli.{room}"), "__all__", ())


def test_nobody_imports_past_a_face() -> None:
    past = []
    for file in sorted(SOURCE.rglob("*.py")):
        place = str(file.relative_to(SOURCE))
        for line, module, name in _imports(file):
            _, room, *inner = module.split(".")
            if (inner or not _named(room, name)) and place.split("/")[0] != room and not place.startswith(INSIDE):
                past.append(f"{place}:{line}: {module}.{name}")
    assert past == []


def test_every_name_that_is_imported_is_there() -> None:
    """A face finds its names when they are asked for, which no type checker sees; an import in a function neither."""
    tests = SOURCE.parents[1] / "tests"
    asked = {
        (module, name) for file in (*SOURCE.rglob("*.py"), *tests.rglob("*.py")) for _, module, name in _imports(file)
    }
    assert [f"{module}.{name}" for module, name in sorted(asked) if not _exists(module, name)] == []


def _exists(module: str, name: str) -> bool:
    return hasattr(import_module(module), name) or find_spec(f"{module}.{name}") is not None


@pytest.mark.parametrize("room", ROOMS)
def test_every_name_of_a_face_is_there(room: str) -> None:
    face = import_module(f"heartbeat_cli.{room}")
    assert [name for name in getattr(face, "__all__", ()) if not hasattr(face, name)] == []
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        face.nothing  # noqa: B018 - asked for


@pytest.mark.parametrize("room", ROOMS)
def test_no_name_of_a_face_is_a_module_of_its_room(room: str) -> None:
    """Importing the module would put it in the name's place."""
    face = import_module(f"heartbeat_cli.{room}")
    modules = {file.stem for file in (SOURCE / room).iterdir()}
    assert modules & set(getattr(face, "__all__", ())) == set()
