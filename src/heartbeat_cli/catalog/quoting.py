"""Names and texts in SQL, as PostgreSQL and DuckDB both read them."""

import re

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")
# Reserved in PostgreSQL 18: no name of a schema or role without quotes.
_RESERVED_WORDS = """
    all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation
    column concurrently constraint create cross current_catalog current_date current_role current_schema current_time
    current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze
    from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit
    localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references
    returning right select session_user similar some symmetric system_user table tablesample then to trailing true union
    unique user using variadic verbose when where window with
"""
_RESERVED = frozenset(_RESERVED_WORDS.split())


def quote(identifier: str) -> str:
    """An identifier in double quotes."""
    return '"' + identifier.replace('"', '""') + '"'


def quote_if_needed(identifier: str) -> str:
    """An identifier as a person would write it: in quotes only where it is none without."""
    return identifier if _PLAIN.fullmatch(identifier) and identifier not in _RESERVED else quote(identifier)


def literal(text: str) -> str:
    """Text as a string literal (with PostgreSQL's standard_conforming_strings)."""
    return "'" + text.replace("'", "''") + "'"
