"""PostgreSQL's own grammar: libpg_query, from the wheel of postgast or as a library of the system.

Only the shared library is taken from the wheel. The package around it would import protobuf and a message class for
every node, a tenth of a second that nothing here uses. postgast has wheels for Linux (x86-64, ARM) and macOS on ARM;
on an Intel Mac the library comes from Homebrew.
"""

import ctypes
import ctypes.util
import importlib.util
import platform
from functools import cache
from pathlib import Path
from typing import Any

from .errors import GrammarMissingError

_SUFFIXES = {"Darwin": "dylib", "Windows": "dll"}
_HINT = "`brew install libpg_query` brings it, or `python -m pip install postgast` where there is a wheel."


class _Error(ctypes.Structure):
    """PgQueryError of pg_query.h."""

    _fields_ = (
        ("message", ctypes.c_char_p),
        ("funcname", ctypes.c_char_p),
        ("filename", ctypes.c_char_p),
        ("lineno", ctypes.c_int),
        ("cursorpos", ctypes.c_int),
        ("context", ctypes.c_char_p),
    )


class _ParseResult(ctypes.Structure):
    """PgQueryParseResult of pg_query.h: the tree as JSON, or an error."""

    _fields_ = (
        ("parse_tree", ctypes.c_char_p),
        ("stderr_buffer", ctypes.c_char_p),
        ("error", ctypes.POINTER(_Error)),
    )


@cache
def libpg_query() -> Any:
    """The library, with the functions used here declared. Raises GrammarMissingError where this machine has none."""
    name = _find_library()
    try:
        library = ctypes.CDLL(name)
        library.pg_query_parse.argtypes, library.pg_query_parse.restype = [ctypes.c_char_p], _ParseResult
        library.pg_query_free_parse_result.argtypes = [_ParseResult]
        library.pg_query_free_parse_result.restype = None
    except (OSError, AttributeError) as error:
        raise _unavailable(str(error)) from error
    return library


def _find_library() -> str:
    package = importlib.util.find_spec("postgast")
    for folder in (package.submodule_search_locations or ()) if package else ():
        file = Path(folder) / f"libpg_query.{_SUFFIXES.get(platform.system(), 'so')}"
        if file.is_file():
            return str(file)
    found = ctypes.util.find_library("pg_query")
    if found is None:
        raise _unavailable("neither the package postgast nor a system's libpg_query is there")
    return found


def _unavailable(why: str) -> GrammarMissingError:
    machine = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    message = f"PostgreSQL's grammar cannot be loaded, and without it no dump and no SQL can be read: {why} ({machine})"
    return GrammarMissingError(message, hint=_HINT)
