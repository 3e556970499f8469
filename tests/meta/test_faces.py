"""Rooms are entered by their face: what a room has for others, its `__init__` names."""

import ast
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "heartbeat_cli"
ROOMS = sorted(folder.name for folder in SOURCE.iterdir() if (folder / "__init__.py").is_file())
# Where the program begins, which nobody else enters.
BEGINNING = "__main__.py"
# Small words that a kind of marts writes its SQL with; nobody else has a use for them.
WORDS_OF_KINDS = {
    "heartbeat_cli.ingest.columns.source_forms",
    "heartbeat_cli.ingest.proof.row_number",
}


def _imports(file: Path) -> "list[tuple[int, str, str]]":
    nodes = (n for n in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(n, ast.ImportFrom))
    ours = [node for node in nodes if (node.module or "").startswith("heartbeat_cli.")]
    return [(node.lineno, node.module or "", alias.name) for node in ours for alias in node.names]


def _named(room: str, name: str) -> bool:
    return room not in ROOMS or name in getattr(import_module(f"heartbeat_cli.{room}"), "__all__", ())


def _past_faces(file: Path) -> Iterator[tuple[int, str, str]]:
    """The imports of a file that enter another room, but not by its face."""
    place = file.relative_to(SOURCE).parts[0]
    for line, module, name in _imports(file):
        _, room, *inner = module.split(".")
        if (inner or not _named(room, name)) and room != place:
            yield line, module, name


def test_nobody_imports_past_a_face() -> None:
    past, words = [], set()
    for file in sorted(SOURCE.rglob("*.py")):
        place = str(file.relative_to(SOURCE))
        for line, module, name in _past_faces(file):
            if place.startswith("marts/kinds/") and module in WORDS_OF_KINDS:
                words.add(module)
            elif place != BEGINNING:
                past.append(f"{place}:{line}: {module}.{name}")
    assert past == []
    assert words == WORDS_OF_KINDS


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


def test_no_class_name_means_two_things() -> None:
    names: dict[str, list[str]] = {}
    for file in SOURCE.rglob("*.py"):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                names.setdefault(node.name, []).append(str(file.relative_to(SOURCE)))
    assert {name: files for name, files in names.items() if len(files) > 1} == {}
