"""Where the grammar comes from, and what is said where there is none."""

import ctypes.util
import importlib.util
from collections.abc import Iterator

import pytest

from heartbeat_cli.pgschema import GrammarMissingError, grammar


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    grammar.libpg_query.cache_clear()
    yield
    grammar.libpg_query.cache_clear()


def _parse(sql: bytes) -> bytes:
    library = grammar.libpg_query()
    result = library.pg_query_parse(sql)
    tree: bytes = result.parse_tree
    library.pg_query_free_parse_result(result)
    return tree


def test_the_wheel_brings_it() -> None:
    assert b"SelectStmt" in _parse(b"SELECT 1")


def test_without_the_wheel_a_library_of_the_system_does(monkeypatch: pytest.MonkeyPatch) -> None:
    there = grammar._find_library()
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: there if name == "pg_query" else None)
    assert b"SelectStmt" in _parse(b"SELECT 1")


def test_without_either_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(ctypes.util, "find_library", lambda _: None)
    with pytest.raises(GrammarMissingError) as found:
        grammar.libpg_query()
    assert found.value.code == "no_grammar"
    assert "no dump and no SQL can be read" in found.value.message
    assert "brew install libpg_query" in (found.value.hint or "")


def test_another_library_of_that_name_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(ctypes.util, "find_library", lambda _: ctypes.util._findLib_ld("c") or "libc.so.6")  # type: ignore[attr-defined]
    with pytest.raises(GrammarMissingError, match="pg_query_parse"):
        grammar.libpg_query()
