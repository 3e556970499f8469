"""JSON: operators and functions of json and jsonb, which both land as DuckDB's JSON."""

import json
from typing import Final

from heartbeat_cli.marts.kinds.duckdb.translation.casts import cast
from heartbeat_cli.marts.kinds.duckdb.translation.terms import (
    BOOLEAN,
    INTEGER,
    INTEGERS,
    JSON,
    TEXT,
    UNKNOWN,
    NotAlikeError,
    Term,
    literal,
)

OPERATORS: Final = ("->", "->>", "#>", "#>>", "@>", "?", "?|", "?&")


def json_operator(operator: str, left: Term, right: Term) -> Term:
    """One of OPERATORS."""
    if left.type != JSON:
        raise NotAlikeError(f"{operator} of {left.type}", "it of a json or jsonb column.")
    if operator == "@>":
        return _contains(left, right)
    if operator.startswith("?"):
        return _has(operator, left, right)
    keys = [right] if operator.startswith("-") else _path(right)
    return reached(left, keys, as_text=operator.endswith(">>"))


def reached(document: Term, keys: list[Term], *, as_text: bool) -> Term:
    """What stands at the end of a path of keys and places."""
    pointer = literal("".join(_step(key) for key in keys))
    if not as_text:
        return Term(f"json_extract({document.sql}, {pointer})", JSON)
    # The text of a number, an object and an array is written by PostgreSQL as it keeps them.
    return Term(f"hb_pg.json_text({document.sql}, {pointer})", TEXT)


def _step(key: Term) -> str:
    """A step of a JSON pointer. A place from the end has none."""
    if key.type in INTEGERS:
        text = key.sql
    elif key.text is not None:
        text = key.text
    else:
        raise NotAlikeError("a key of a document that is worked out", "->> 'key' with the key as a string.")
    if text.startswith("-") and text[1:].isdigit():
        raise NotAlikeError("a place counted from the end of a JSON array", "-> 0 and so on.")
    return "/" + text.replace("~", "~0").replace("/", "~1")


def _path(term: Term) -> list[Term]:
    """'{a,b}' as its keys."""
    text = (term.text or "").strip()
    if not (text.startswith("{") and text.endswith("}")) or any(c in text[1:-1] for c in '{}"\\'):
        raise NotAlikeError("a path that is not written as '{a,b}'", "'{a,b}', without quotes and braces in the keys.")
    return [Term(literal(key.strip()), UNKNOWN, key.strip()) for key in text[1:-1].split(",") if key.strip()]


def _contains(left: Term, right: Term) -> Term:
    """@> of an object with strings and booleans at its keys."""
    try:
        wanted = json.loads(right.text or "")
    except ValueError:
        wanted = None
    plain = isinstance(wanted, dict) and wanted and all(isinstance(v, str | bool) for v in wanted.values())
    if not plain:
        raise NotAlikeError(
            "@> with anything but strings and booleans at keys", "j ->> 'key' = 'value' for each of them."
        )
    parts = [_holds(left.sql, key, value) for key, value in wanted.items()]
    return Term(f"(CASE WHEN {left.sql} IS NOT NULL THEN {' AND '.join(parts)} END)", BOOLEAN)


def _holds(document: str, key: str, value: str | bool) -> str:
    pointer = literal(_step(Term("", UNKNOWN, key)))
    kind = "BOOLEAN" if isinstance(value, bool) else "VARCHAR"
    text = str(value).lower() if isinstance(value, bool) else value
    return (
        f"coalesce(json_type({document}) = 'OBJECT' AND json_type({document}, {pointer}) = '{kind}'"
        f" AND json_extract_string({document}, {pointer}) = {literal(text)}, FALSE)"
    )


def _has(operator: str, left: Term, right: Term) -> Term:
    keys = [right.text] if operator == "?" else [k.text for k in _path(right)]
    if None in keys:
        raise NotAlikeError("? with a key that is worked out", "j ? 'key'.")
    parts = [f"hb_pg.json_has({left.sql}, {literal(str(key))})" for key in keys]
    return Term("(" + (" AND " if operator == "?&" else " OR ").join(parts) + ")", BOOLEAN)


def json_function(name: str, arguments: list[Term]) -> Term | None:
    """A call of a function of json and jsonb; None where `name` is none."""
    plain = name.removeprefix("jsonb_").removeprefix("json_")
    if plain == name or not arguments:
        return None
    document = cast(arguments[0], JSON) if arguments[0].type in (UNKNOWN, TEXT) else arguments[0]
    if plain in ("extract_path_text", "extract_path"):
        return reached(document, arguments[1:], as_text=plain.endswith("text"))
    if plain == "array_length":
        return Term(f"hb_pg.json_items({document.sql})", INTEGER)
    if plain == "typeof":
        return _typeof(document)
    return None


def _typeof(document: Term) -> Term:
    kinds = {"VARCHAR": "string", "OBJECT": "object", "ARRAY": "array", "BOOLEAN": "boolean", "NULL": "null"}
    cases = " ".join(f"WHEN '{theirs}' THEN '{ours}'" for theirs, ours in kinds.items())
    kind = f"json_type({document.sql})"
    return Term(f"(CASE {kind} {cases} ELSE CASE WHEN {kind} IS NOT NULL THEN 'number' END END)", TEXT)
