"""Rooms are entered by their face: what a room has for others, its `__init__` names."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "heartbeat_cli"
ROOMS = sorted(folder.name for folder in SOURCE.iterdir() if (folder / "__init__.py").is_file())
# Faces below a room's own: a subject of their own, told in the room's page of the code map.
SUB_FACES = {
    *("pgschema.quoting", "pgschema.types", "pgschema.dump", "pgschema.grammar"),
    *(
        "profiling.statistics",
        "profiling.detectors",
        "formats.terminal",
        "formats.parts",
        "rules.parts",
        "sheets.profile",
    ),
}
# Names that two modules of a room share.
SHARED = {
    "sheets.loads",
    "sheets.loads_document",
    "sheets.metrics",
    "sheets.metrics_document",
    "sheets.ingest_document",
}
SHARED |= {"sheets.data_document", "sheets.data_rows", "state.lock"}
# A member of a door stands for its rooms and is loaded by name.
INSIDE = ("marts/kinds/", "sources/archetypes/", "__init__.py", "__main__.py")


def _imports(file: Path) -> "list[tuple[int, str]]":
    nodes = (n for n in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(n, ast.ImportFrom))
    return [(node.lineno, node.module) for node in nodes if (node.module or "").startswith("heartbeat_cli.")]


def test_nobody_imports_past_a_face() -> None:
    past = []
    for file in sorted(SOURCE.rglob("*.py")):
        name = str(file.relative_to(SOURCE))
        for line, module in _imports(file):
            _, room, *inner = module.split(".")
            own = name.split("/")[0] == room
            known = any(f"{module}.".startswith(f"heartbeat_cli.{face}.") for face in SUB_FACES | SHARED)
            if (
                inner
                and not own
                and not known
                and not name.startswith(INSIDE)
                and name not in ("__init__.py", "__main__.py")
            ):
                past.append(f"{name}:{line}: {module}")
    assert past == []


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
