"""What a project had before hb: a Python `SOURCES` list, read and never run, and metric files."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from heartbeat_cli.errors import InvalidFileError, NotFoundError, Place
from heartbeat_cli.files import METRIC, failure, load_document, validate
from heartbeat_cli.setup.found import FoundDatabase, FoundSchema
from heartbeat_cli.setup.names import source_name
from heartbeat_cli.setup.planned import USUAL_CLUSTER, ChosenSource, PlannedFile
from heartbeat_cli.state import read_regular

LIST: Final = "SOURCES"
_LARGEST: Final = 1 << 20
_DATABASE: Final = ("db", "database", "dbname", "name", "source")
_SCHEMAS: Final = ("schemas", "schema")
_NAME: Final = ("name", "source", "pipeline_name", "pipeline")
_CLUSTER: Final = ("cluster",)
_PROPOSED: Final = ("candidate", "parked", "ready")


def imported_sources(file: Path) -> tuple[ChosenSource, ...]:
    """The sources of a Python file's `SOURCES`: a list, tuple or dict of dicts or of calls with keywords.

    The file is parsed and not run: what is no literal is left out of a source. Raises NotFoundError where there is no
    such file, InvalidFileError (file:line) where it is no Python, has no such list, or an entry names no database.
    """
    tree = _parsed(file)
    value = next((node.value for node in tree.body if _names_the_list(node)), None)  # type: ignore[attr-defined]
    if value is None:
        raise InvalidFileError(f"there is no {LIST} in this file", where=str(file), hint=f"Name it {LIST} = […].")
    sources = [_source(entry, file) for entry in _entries(value)]
    names = [source.name for source in sources]
    if (twice := next((name for name in names if names.count(name) > 1), None)) is not None:
        raise InvalidFileError(f"two sources are called '{twice}'", where=Place(str(file), value.lineno))
    if not sources:
        raise InvalidFileError(f"{LIST} is empty, or no list of sources", where=Place(str(file), value.lineno))
    return tuple(sources)


def _parsed(file: Path) -> ast.Module:
    try:
        return ast.parse(read_regular(file, _LARGEST).decode("utf-8"), str(file))
    except FileNotFoundError:
        raise NotFoundError("there is no such file", where=str(file), code="no_file") from None
    except SyntaxError as error:
        raise InvalidFileError(f"no Python: {error.msg}", where=Place(str(file), error.lineno or 1)) from None
    except (OSError, ValueError, RecursionError, MemoryError):
        raise InvalidFileError("this file cannot be read as Python", where=str(file)) from None


def _names_the_list(node: ast.stmt) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return any(isinstance(target, ast.Name) and target.id == LIST for target in targets)


def _entries(value: ast.expr) -> Iterator[tuple[str | None, ast.expr]]:
    """Each source, with its key where the list is a dict."""
    match value:
        case ast.List(elements) | ast.Tuple(elements) | ast.Set(elements):
            yield from ((None, element) for element in elements)
        case ast.Dict(keys, values):
            yield from ((str(_literal(key)) if key else None, one) for key, one in zip(keys, values, strict=True))


def _source(entry: tuple[str | None, ast.expr], file: Path) -> ChosenSource:
    key, node = entry
    said = _said(node)
    if key is not None:
        said.setdefault("name", key)
    database = _first(said, _DATABASE)
    if database is None:
        place = Place(str(file), node.lineno)
        raise InvalidFileError("this source names no database", where=place, hint="A `db` or `database` says which.")
    named = _schemas(said)
    schemas = tuple(FoundSchema(name, ()) for name, _ in named)
    found = FoundDatabase(database, schemas, folder=_first(said, _CLUSTER) or USUAL_CLUSTER)
    only = tuple((name, tables) for name, tables in named if tables)
    return ChosenSource(source_name(_first(said, _NAME) or database), found.folder, found, schemas, only)


def _said(node: ast.expr) -> dict[str, Any]:
    """What an entry says in literals."""
    match node:
        case ast.Dict(keys, values):
            pairs = [(str(_literal(key)), one) for key, one in zip(keys, values, strict=True) if key is not None]
        case ast.Call(keywords=keywords):
            pairs = [(word.arg, word.value) for word in keywords if word.arg is not None]
        case ast.Constant(str()):
            pairs = [("db", node)]
        case _:
            pairs = []
    return {name: value for name, one in pairs if (value := _literal(one)) is not None}


def _literal(node: ast.expr | None) -> Any:
    try:
        return ast.literal_eval(node) if node is not None else None
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None


def _first(said: dict[str, Any], names: Sequence[str]) -> str | None:
    return next((said[name] for name in names if isinstance(said.get(name), str) and said[name]), None)


def _schemas(said: dict[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The schemas of a source, each with the tables that are named of it."""
    value = next((said[name] for name in _SCHEMAS if name in said), "public")
    names = [value] if isinstance(value, str) else list(value) if isinstance(value, list | tuple | set | dict) else []
    tables = value if isinstance(value, dict) else said.get("tables")
    inside = tables if isinstance(tables, dict) else dict.fromkeys(names, tables)
    return tuple((str(name), _texts(inside.get(name))) for name in names)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list | tuple | set) else ()


def imported_metrics(paths: Sequence[Path]) -> tuple[PlannedFile, ...]:
    """Metric files to be copied: `paths` are files and folders of them.

    Raises NotFoundError where there is none, InvalidFileError (file:line) for one that is no metric.
    """
    files = [file for path in paths for file in (sorted(path.rglob("*.y*ml")) if path.is_dir() else [path])]
    return tuple(_metric(file) for file in files)


def _metric(file: Path) -> PlannedFile:
    document = load_document(file)
    problems = validate(document, METRIC.schema())
    if problems:
        # A misspelt key is the cause of a missing one.
        raise failure(sorted(problems, key=lambda problem: "unknown key" not in problem.message), "in this file.")
    folder = "candidates" if document.data["status"] in _PROPOSED else "metrics"
    return PlannedFile(Path("db", folder, f"{document.data['name']}.yml"), document.text)
