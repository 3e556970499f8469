"""Regular expressions and LIKE: PostgreSQL's patterns as DuckDB takes them, where both mean the same.

PostgreSQL matches the longest alternative, DuckDB's RE2 the first; classes by name and \\w know other letters in each.
"""

import re
from typing import Final

from heartbeat_cli.marts.kinds.duckdb.translation.casts import cast
from heartbeat_cli.marts.kinds.duckdb.translation.terms import (
    BOOLEAN,
    INTEGER,
    TEXT,
    UNKNOWN,
    NotAlikeError,
    Term,
    literal,
)

_SAFE: Final = re.compile(
    r"(?:\\d|\\[.^$*+?()\[\]{}|/\\-]|\[\^?\]?(?:[^\[\]\\]|\\d|\\[-.\]\\/])*\]|\((?:\?:)?|\)|[*+?]|\{\d+(?:,\d*)?\}|[.^$|]|[^\\\[\](){}*+?.^$|])*"
)
_LAZY: Final = re.compile(r"[*+?}]\?")
_PLAIN: Final = "a pattern of letters, digits, . ^ $ [a-z] \\d ( ) | * + ? {2,3}."


def like(text: Term, pattern: Term, escape: Term | None, *, negated: bool, cased: bool) -> Term:
    """LIKE and ILIKE; the escape is a backslash unless said otherwise, which DuckDB has to be told."""
    value, form = _text(text), _text(pattern)
    mark = "\\" if escape is None else escape.text
    if mark is None or len(mark) != 1:
        raise NotAlikeError("LIKE with an escape that is not one character", "LIKE 'a!%' ESCAPE '!'.")
    word = ("NOT " if negated else "") + ("LIKE" if cased else "ILIKE")
    return Term(f"({value.sql} {word} {form.sql} ESCAPE {literal(mark)})", BOOLEAN)


def _text(term: Term) -> Term:
    if term.type not in (TEXT, UNKNOWN):
        raise NotAlikeError(f"a pattern held against {term.type}", "x::text.")
    return cast(term, TEXT)


def matches(text: Term, pattern: Term, *, negated: bool = False, cased: bool = True) -> Term:
    """~ ~* !~ !~*."""
    found = f"regexp_matches({_text(text).sql}, {literal(_flagged(_written(pattern), cased))})"
    return Term(f"(NOT {found})" if negated else found, BOOLEAN)


def _flagged(pattern: str, cased: bool) -> str:
    # A dot of PostgreSQL's takes a line break, too.
    return f"(?s{'' if cased else 'i'}){pattern}"


def _written(pattern: Term) -> str:
    if pattern.text is None:
        raise NotAlikeError("a regular expression that is worked out", "it as a string, or LIKE.")
    found = _SAFE.fullmatch(pattern.text)
    if found is None or _LAZY.search(re.sub(r"\\.", "x", pattern.text)) or pattern.text.startswith("***"):
        raise NotAlikeError(f"the regular expression '{pattern.text}'", _PLAIN)
    # What RE2 would take for the end of a line is the end of the text.
    return pattern.text.replace("\\d", "[0-9]") if "[" not in pattern.text else _digits(pattern.text)


def _digits(pattern: str) -> str:
    """\\d as 0-9, inside brackets and outside."""
    written, inside = "", False
    for part in re.findall(r"\\.|.", pattern, re.DOTALL):
        inside = part == "[" or (inside and part != "]")
        written += ("0-9" if inside else "[0-9]") if part == "\\d" else part
    return written


def extracted(text: Term, pattern: Term) -> Term:
    """substring(text from pattern): the first group, or all that matches; NULL where nothing does."""
    form = _written(pattern)
    if "|" in form:
        raise NotAlikeError(
            f"substring by '{pattern.text}', where one of several may match", "one substring for each of them."
        )
    groups = len(re.findall(r"(?<!\\)\((?!\?)", form))
    value, form = _text(text).sql, literal(_flagged(form, cased=True))
    return Term(
        f"(CASE WHEN regexp_matches({value}, {form}) THEN regexp_extract({value}, {form}, {min(groups, 1)}) END)", TEXT
    )


def replaced(text: Term, pattern: Term, by: Term, flags: str) -> Term:
    """regexp_replace."""
    form = _written(pattern)
    if by.text is None or "\\" in by.text or "|" in form or set(flags) - {"g", "i"}:
        raise NotAlikeError(
            "regexp_replace with a reference, an alternative or a flag", "regexp_replace(x, '[^0-9]', '', 'g')."
        )
    flagged = literal(_flagged(form, cased="i" not in flags))
    options = ", 'g'" if "g" in flags else ""
    return Term(f"regexp_replace({_text(text).sql}, {flagged}, {literal(by.text)}{options})", TEXT)


def counted(text: Term, pattern: Term) -> Term:
    """regexp_count."""
    form = _written(pattern)
    if "|" in form:
        raise NotAlikeError("regexp_count of a pattern with alternatives", "the sum of two counts.")
    return Term(
        f"CAST(len(regexp_extract_all({_text(text).sql}, {literal(_flagged(form, cased=True))})) AS INTEGER)", INTEGER
    )
