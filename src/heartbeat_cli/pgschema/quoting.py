"""Names and texts in SQL, as PostgreSQL and DuckDB both read them."""

import re
import string

_PLAIN = re.compile(r"[a-z_][a-z0-9_$]*")
# Keywords of PostgreSQL 18 that may not be a bare name: column-name, type/function-name and reserved ones.
_KEYWORD_WORDS = """
    all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast
    char character check coalesce collate collation column concurrently constraint create cross current_catalog
    current_date current_role current_schema current_time current_timestamp current_user dec decimal default deferrable
    desc distinct do else end except exists extract false fetch float for foreign freeze from full grant greatest group
    grouping having ilike in initially inner inout int integer intersect interval into is isnull join json json_array
    json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize json_table json_value
    lateral leading least left like limit localtime localtimestamp merge_action national natural nchar none normalize
    not notnull null nullif numeric offset on only or order out outer overlaps overlay placing position precision
    primary real references returning right row select session_user setof similar smallint some substring symmetric
    system_user table tablesample then time timestamp to trailing treat trim true union unique user using values varchar
    variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces
    xmlparse xmlpi xmlroot xmlserialize xmltable
"""
_KEYWORDS = frozenset(_KEYWORD_WORDS.split())


# No keywords to PostgreSQL, but sqlglot, which carries SQL to the marts, takes them for something else than a name.
_ELSEWHERE_WORDS = """
    alter connect_by_root describe drop glob if insert list map nullable object partitioned_by qualify range regexp
    revoke rlike rollback struct uncache xor
"""
_ELSEWHERE = frozenset(_ELSEWHERE_WORDS.split())


def quote(identifier: str) -> str:
    """An identifier in double quotes."""
    return '"' + identifier.replace('"', '""') + '"'


def quote_if_needed(identifier: str) -> str:
    """An identifier as `quote_ident` writes it: in quotes only where it is none without."""
    return identifier if _PLAIN.fullmatch(identifier) and identifier not in _KEYWORDS else quote(identifier)


def quote_for_marts(identifier: str) -> str:
    """An identifier in SQL for the marts: in quotes also where only another reader than PostgreSQL needs them."""
    return quote(identifier) if identifier in _ELSEWHERE else quote_if_needed(identifier)


_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def fold_name(identifier: str) -> str:
    """An identifier without quotes as PostgreSQL reads it: `Id` is `id`, but Ä stays Ä."""
    return identifier.translate(_LOWER)


def one_name_in_duckdb(identifier: str) -> str:
    """The same for all the names DuckDB takes for one: quoted or not, it does not tell `Id` from `id`, but Ä from ä."""
    return fold_name(identifier)


def literal(text: str) -> str:
    """Text as a string literal (with PostgreSQL's standard_conforming_strings)."""
    return "'" + text.replace("'", "''") + "'"
