"""The map of the code names what is there: every path, function, test and contract, and every contract is on it."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
SOURCE = REPOSITORY / "src" / "heartbeat_cli"
PAGE = REPOSITORY / "docs" / "explanation" / "architecture.md"
ROOMS = frozenset(file.stem for file in SOURCE.iterdir())


def _words(pattern: str, page: str) -> list[str]:
    """What stands between backticks and is of a shape."""
    return re.findall(rf"`({pattern})`", page)


def _lost(page: str) -> list[str]:
    """What a page names and there is not."""
    paths = [name for name in _words(r"[\w./-]*/[\w./-]*|\w+\.(?:py|toml|yml)", page) if not name.startswith(".")]
    functions = [name for name in _words(r"\w+(?:\.\w+)+", page) if name.partition(".")[0] in ROOMS]
    return [
        *(name for name in paths if not _is_there(name)),
        *(name for name in functions if name not in paths and not _is_named(name)),
        *(name for name in _words(r"test_\w+", page) if name not in _tests()),
        *(
            name
            for name in re.findall(r"[Cc]ontracts?\s\*([^*]+)\*", page)
            if " ".join(name.split()) not in _contracts()
        ),
    ]


def _is_there(path: str) -> bool:
    """A file or folder of the program or of the repository."""
    return (SOURCE / path).exists() or (REPOSITORY / path).exists()


def _is_named(name: str) -> bool:
    """Whether `room.module.name` is a module, or something that a module of ours defines or hands out."""
    *module, last = name.split(".")
    if SOURCE.joinpath(*module, f"{last}.py").exists() or SOURCE.joinpath(*module, last).is_dir():
        return True
    file = SOURCE.joinpath(*module)
    file = file / "__init__.py" if file.is_dir() else file.with_suffix(".py")
    return file.exists() and last in _names(ast.parse(file.read_text(encoding="utf-8")))


def _names(module: ast.Module) -> set[str]:
    """What a module defines, and what it hands out of others, be it only when it is asked for."""
    found: set[str] = set()
    lazy = (node for block in module.body if isinstance(block, ast.If) for node in block.body)
    for node in (*module.body, *lazy):
        match node:
            case ast.FunctionDef(name) | ast.ClassDef(name):
                found.add(name)
            case ast.ImportFrom(names=names):
                found.update(alias.asname or alias.name for alias in names)
    return found


@cache
def _tests() -> frozenset[str]:
    files = (REPOSITORY / "tests").rglob("test_*.py")
    return frozenset(name for file in files for name in re.findall(r"^def (test_\w+)", file.read_text(), re.MULTILINE))


@cache
def _contracts() -> tuple[str, ...]:
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    return tuple(contract["name"] for contract in settings["tool"]["importlinter"]["contracts"])


def test_what_the_map_names_is_there() -> None:
    assert _lost(PAGE.read_text(encoding="utf-8")) == []


def test_every_contract_is_on_the_map() -> None:
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert [name for name in _contracts() if f"*{name}*" not in page] == []


def test_every_room_is_on_the_map_in_its_step() -> None:
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    steps = [{name.strip().rpartition(".")[2] for name in layer.split("|")} for layer in reversed(layers)]
    rows = re.findall(r"^\| \d+ \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [{name.rstrip("/").removesuffix(".py") for name in _words(r"[\w./]+", row)} for row in rows] == steps


def test_what_is_not_there_would_be_seen() -> None:
    page = (
        "`ingest/decided.py` `ingest.decide.decided` `tests/none/` `test_nothing_of_all_this` contract *No such thing*"
    )
    assert _lost(page) == [
        "ingest/decided.py",
        "tests/none/",
        "ingest.decide.decided",
        "test_nothing_of_all_this",
        "No such thing",
    ]
